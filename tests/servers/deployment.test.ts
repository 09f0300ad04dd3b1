import type { Dashboard, Event } from '@tessera/sdk/types'
import { afterAll, beforeAll, describe, expect } from 'vitest'
import { needs } from '../needs.ts'
import { Buyer, type MyOrder } from '../world/buyer.ts'
import { openDoor } from '../world/door.ts'
import { type OnStage, publishedEvent } from '../world/event.ts'
import { type Organiser, signUpOrganizer } from '../world/organizer.ts'
import { plainPicture } from '../world/picture.ts'
import { type Installation, startInstallation } from './installation.ts'
import { runProgram } from './program.ts'

const PROGRAMS = ['psql', 'pgbouncer', 'redis-server', 'redis-cli', 'nginx', 'moto_server']
const test = needs(...PROGRAMS)
const installed = 'runIf' in test

/** The whole way once more, on servers that are not ours; each step stands on the one before. */
describe('two API processes and a worker on PostgreSQL, PgBouncer, Redis, S3 and SMTP behind nginx', () => {
  let here: Installation
  let boss: Organiser
  let stage: OnStage
  let order: MyOrder

  beforeAll(async () => {
    if (installed) here = await startInstallation()
  })
  afterAll(() => here?.[Symbol.asyncDispose]())

  test('migrators that start at once bring the schema once, by a login that is no superuser', () => {
    expect(here.migrations.filter(text => text.startsWith('Applied 0001_platform'))).toHaveLength(1)
    expect(here.migrations.filter(text => text.startsWith('Nothing to do'))).toHaveLength(1)
  })

  test('an organizer publishes an event, whose picture lies in the bucket and is shown by both processes', async () => {
    boss = await signUpOrganizer(here.world)
    stage = await publishedEvent(boss, { capacity: 10 })
    const path = await showPicture()
    for (const origin of here.origins) {
      const picture = await fetch(`${origin}${path}`)
      expect([picture.status, picture.headers.get('content-type')]).toEqual([200, 'image/webp'])
    }
    expect((await here.bucket.keys()).length).toBeGreaterThan(0)
  })

  test('a guest buys, pays, and has the tickets by mail, while the live dashboard hears of it', async () => {
    const live = await dashboardPulse()
    const ada = new Buyer(here.world)
    order = await ada.buys(stage.event.id, [{ product_id: stage.product.id, quantity: 2 }])
    expect(await order.now()).toMatchObject({ state: 'paid' })
    const mail = here.world.inbox.of(ada.email).find(({ attachments }) => attachments.length > 0)
    expect(mail?.attachments.map(({ contentType }) => contentType)).toContain('application/pdf')
    await live.changed()
    const dashboard = await boss.client.get<Dashboard>(`${boss.path}/dashboard`)
    expect(dashboard.totals).toMatchObject([{ orders: 1, units: 2 }])
  })

  test('a ticket is let in once, whichever process the scan reaches', async () => {
    const door = await openDoor(here.world, boss, stage.path)
    const [code = ''] = await order.codes()
    const answers = await Promise.all(Array.from({ length: 6 }, () => door.scan(code)))
    expect(answers.filter(answer => answer.result === 'accepted')).toHaveLength(1)
  })

  test('the last seats go once, however many ask both processes', async () => {
    const wishes = Array.from({ length: 12 }, (_, n) => new Buyer(here.world, `Rush ${n}`))
    const holds = await Promise.allSettled(
      wishes.map(buyer => buyer.hold(stage.event.id, [{ product_id: stage.product.id, quantity: 1 }])),
    )
    expect(holds.filter(({ status }) => status === 'fulfilled')).toHaveLength(8)
  })

  test('limits are counted together in Redis, and nothing embedded was started', async () => {
    expect(await runProgram('redis-cli', ['-u', here.redisUrl, 'keys', '*'], {})).toMatch(/\w/)
    expect(here.hasEmbeddedDatabase()).toBe(false)
  })

  test('the audit is green, sees every organizer’s rows, and turns red when one is changed', async () => {
    await here.world.audit()
    await here.asSuperuser('update pool_counters set taken = taken - 1')
    await expect(here.tessera('audit')).rejects.toThrow(/"id": "INV-2",\s+"says": "[^"]+",\s+"ok": false/)
    await here.asSuperuser('update pool_counters set taken = taken + 1')
    await here.world.audit()
  })

  test('one process is stopped while people ask: it ends well, and nobody gets an error', async () => {
    let stopped = false
    const asking = (async () => {
      const statuses = new Set<number>()
      for (let more = 20; more > 0; more -= stopped ? 1 : 0) {
        statuses.add((await fetch(`${here.world.origin}/v1/events`)).status)
      }
      return [...statuses]
    })()
    expect(await here.apis[0].stop()).toBe(0)
    stopped = true
    expect(await asking).toEqual([200])
  })

  async function showPicture(): Promise<string> {
    const { version } = await boss.client.get<Event>(stage.path)
    const cookie = [...boss.client.cookies].map(([name, value]) => `${name}=${value}`).join('; ')
    const form = new FormData()
    form.set('alt', JSON.stringify({ en: 'A blue evening' }))
    form.set('file', new Blob([new Uint8Array(plainPicture())], { type: 'image/png' }), 'evening.png')
    const response = await fetch(`${here.world.origin}${stage.path}/picture`, {
      method: 'PUT',
      headers: { cookie, origin: here.world.origin, 'if-match': `"v${version}"` },
      body: form,
    })
    const text = await response.text()
    const shown = /\/v1\/files\/[^"]+|\/v1\/pictures\/[^"]+/.exec(text)?.[0]
    if (!response.ok || !shown) throw new Error(`the picture was not taken: ${response.status} ${text}`)
    return shown
  }

  /** Listens as the console does; `changed` resolves at the first change after the beginning. */
  async function dashboardPulse() {
    const cookie = [...boss.client.cookies].map(([name, value]) => `${name}=${value}`).join('; ')
    const response = await fetch(`${here.world.origin}${boss.path}/dashboard/live`, { headers: { cookie } })
    const reader = response.body!.pipeThrough(new TextDecoderStream()).getReader()
    return {
      changed: async () => {
        for (let heard = ''; !heard.includes('event: changed'); ) {
          const { value, done } = await reader.read()
          if (done) throw new Error(`the stream ended after ${heard}`)
          heard += value
        }
        await reader.cancel()
      },
    }
  }
})
