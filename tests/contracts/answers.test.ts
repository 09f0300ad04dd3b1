import { readFileSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { formatId, newTenantUuid, newUuid, parseId } from '@tessera/kernel/ids'
import type { OrderRow } from '@tessera/sdk/types'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { needs } from '../needs.ts'
import { type ApiContract, type ApiDocument, apiContract } from '../world/api-contract.ts'
import { Buyer, type MyOrder } from '../world/buyer.ts'
import { draftEvent, type OnStage, publishedEvent } from '../world/event.ts'
import { type Organiser, signUpOrganizer, withApiKey } from '../world/organizer.ts'
import { plainPicture } from '../world/picture.ts'
import { startWorld, type World } from '../world/world.ts'
import { commandsOf, runInShell } from './page-commands.ts'

/** A whole installation is started; on two cores that are busy with something else it takes its time. */
const LONG = 120_000

let world: World
let contract: ApiContract
let boss: Organiser
let stage: OnStage
let order: MyOrder
let other: MyOrder

beforeAll(async () => {
  world = await startWorld()
  contract = apiContract(await world.client().get<ApiDocument>('/openapi.json'))
  boss = await signUpOrganizer(world)
  stage = await publishedEvent(boss, { products: [{ name: 'Seat', priceMinor: '0' }] })
  const wish = [{ product_id: stage.product.id, quantity: 1 }]
  order = await new Buyer(world).buys(stage.event.id, wish)
  other = await new Buyer(world).buys(stage.event.id, wish)
}, LONG)
afterAll(() => world?.[Symbol.asyncDispose]())

type Scheme = { in?: string; name: string }
type Ask = { headers?: Record<string, string>; body?: string | FormData; as?: 'boss' }

async function ask(method: string, path: string, { headers = {}, body, as }: Ask = {}) {
  const cookie = [...boss.client.cookies].map(([name, value]) => `${name}=${value}`).join('; ')
  const url = `${world.origin}${path}`
  const answer = await fetch(url, {
    method,
    body,
    headers: { ...(as ? { cookie, origin: world.origin } : {}), 'idempotency-key': newUuid(), ...headers },
  })
  const type = answer.headers.get('content-type') ?? ''
  const seen = { method, url, status: answer.status, type, text: await answer.text() }
  expect(contract.breach(seen)).toBeNull()
  return { status: seen.status, type: type.split(';')[0], code: /"code":"([\w.]+)"/.exec(seen.text)?.[1] }
}
const JSON_TYPE = { 'content-type': 'application/json' }

describe('every kind of answer is the one that the document promises', () => {
  test('files', async () => {
    const mine = { headers: order.secret }
    expect(await ask('GET', `${order.path}/tickets.pdf`, mine)).toMatchObject({ status: 200, type: 'application/pdf' })
    expect(await ask('GET', `${order.path}/calendar.ics`, mine)).toMatchObject({ status: 200, type: 'text/calendar' })
    expect(await ask('GET', `${stage.path}/attendees.csv`, { as: 'boss' })).toMatchObject({ type: 'text/csv' })
    const event = `/v1/events/${stage.event.id}`
    expect(await ask('GET', `${event}/calendar.ics`)).toMatchObject({ status: 200, type: 'text/calendar' })
    expect(await ask('GET', `${event}/mosaic/320.svg`)).toMatchObject({ status: 200, type: 'image/svg+xml' })
    expect(await ask('GET', `${event}/mosaic/320.jpg`)).toMatchObject({ status: 200, type: 'image/jpeg' })
  })

  test('a form, and the picture that came with it', async () => {
    const { version } = await boss.client.get<{ version: number }>(stage.path)
    const form = new FormData()
    form.set('alt', '{"en":"A table"}')
    form.set('file', new Blob([new Uint8Array(plainPicture())], { type: 'image/png' }), 'table.png')
    const sent = { as: 'boss', body: form, headers: { 'if-match': `"v${version}"` } } as const
    expect(await ask('PUT', `${stage.path}/picture`, sent)).toMatchObject({ status: 200, type: 'application/json' })
    const { picture } = await boss.client.get<{ picture: { url: string } | null }>(stage.path)
    const url = new URL(JSON.stringify(picture).match(/\/v1\/files\/[^"]+/)![0], world.origin)
    expect((await ask('GET', url.pathname)).type).toMatch(/^image\/(webp|jpeg)$/)
  })

  test('nothing at all', async () => {
    const gate = await boss.client.post<{ id: string }>(`${stage.path}/gates`, { name: 'North' })
    expect(await ask('DELETE', `${stage.path}/gates/${gate.id}`, { as: 'boss' })).toEqual({ status: 204, type: '' })
    const body = JSON.stringify({ email: 'nobody@nowhere.example', event_id: stage.event.id })
    expect(await ask('POST', '/v1/orders/lookup', { body, headers: JSON_TYPE })).toEqual({ status: 202, type: '' })
  })

  test('a stream', async () => {
    const closing = new AbortController()
    const cookie = [...boss.client.cookies].map(([name, value]) => `${name}=${value}`).join('; ')
    const url = `${world.origin}${boss.path}/dashboard/live`
    const { status, headers } = await fetch(url, { headers: { cookie }, signal: closing.signal })
    closing.abort()
    const seen = { method: 'GET', url, status, type: headers.get('content-type') ?? '', text: '' }
    expect(seen).toMatchObject({ status: 200, type: 'text/event-stream' })
    expect(contract.breach(seen)).toBeNull()
  })

  test.each([
    [400, 'request.invalid', 'POST', '/v1/holds', { body: '{"x":1}', headers: JSON_TYPE }],
    [401, 'access.unauthenticated', 'GET', '/v1/account', {}],
    [
      403,
      'access.origin_refused',
      'POST',
      '/v1/auth/sign-in',
      { as: 'boss', headers: { origin: 'https://evil.example' } },
    ],
    [404, 'request.not_found', 'GET', '/v1/orders/ord_0', {}],
    [404, 'request.not_found', 'GET', `/v1/organizers/by-slug/${'x'.repeat(250)}`, {}],
    [404, 'request.not_found', 'GET', '/v1/events/%zz', {}],
    [413, 'request.too_large', 'POST', '/v1/holds', { body: `"${'x'.repeat(300_000)}"`, headers: JSON_TYPE }],
    [
      415,
      'request.unsupported_media_type',
      'POST',
      '/v1/holds',
      { body: 'a=b', headers: { 'content-type': 'text/plain' } },
    ],
  ] as Array<[number, string, string, string, Ask]>)(
    'a refusal with %i %s',
    async (status, code, method, path, how) => {
      expect(await ask(method, path, how)).toEqual({ status, code, type: 'application/problem+json' })
    },
  )

  test('a refusal of what changed meanwhile, and of who does not say what he has seen', async () => {
    const body = '{"title":{"en":"Other"}}'
    const change = (headers: Record<string, string>) =>
      ask('PATCH', stage.path, { as: 'boss', body, headers: { ...JSON_TYPE, ...headers } })
    expect(await change({ 'if-match': '"v999"' })).toMatchObject({ status: 412, code: 'request.precondition_failed' })
    expect(await change({})).toMatchObject({ status: 428, code: 'request.precondition_required' })
  })
})

describe('what is not there is not found, whatever is asked of it', () => {
  test('the availability of an event that never was, of a stranger’s id and of a draft', async () => {
    const draft = await draftEvent(boss)
    const never = formatId('evt', newTenantUuid(parseId('org', boss.organizer.id)!))
    for (const event of [draft.event.id, never, formatId('evt', newUuid())]) {
      expect(await ask('GET', `/v1/events/${event}/availability`)).toMatchObject({
        status: 404,
        code: 'request.not_found',
      })
    }
  })

  test('the wallet data of a ticket of another order', async () => {
    const [ticket] = (await other.now()).tickets
    const mine = { headers: order.secret }
    const never = formatId('tkt', newTenantUuid(parseId('org', boss.organizer.id)!))
    for (const id of [ticket!.id, never]) {
      expect(await ask('GET', `${order.path}/tickets/${id}/wallet`, mine)).toMatchObject({
        status: 404,
        code: 'request.not_found',
      })
    }
  })
})

test.each([
  ['a status', { status: 418 }],
  ['a type', { type: 'text/html' }],
  ['a body', { text: '{"version":1}' }],
  [
    'a code',
    {
      status: 404,
      type: 'application/problem+json',
      text: '{"type":"","title":"","status":404,"code":"made.up","request_id":"r"}',
    },
  ],
])('%s that the document does not promise is noticed', (_name, change) => {
  const seen = { method: 'GET', url: '/v1/system', status: 200, type: 'application/json', text: '{}' }
  expect(contract.breach({ ...seen, ...change })).not.toBeNull()
})

test('no cursor of one’s own making gets further than the refusal', { timeout: LONG }, async () => {
  const document = await world.client().get<ApiDocument>('/openapi.json')
  const pages = Object.entries(document.paths).filter(([, { get }]) =>
    (get as { parameters?: Array<{ name: string }> } | undefined)?.parameters?.some(({ name }) => name === 'cursor'),
  )
  expect(pages.length).toBeGreaterThan(5)
  const keys = [
    'x',
    1.5,
    -1,
    1e30,
    null,
    {},
    [],
    true,
    "'",
    '2026-02-31',
    '9999999999999999-99-99T00:00:00.000Z',
    'x'.repeat(300),
  ]
  const cursors = [1, 2, 4].flatMap(length =>
    keys.map(key => Buffer.from(JSON.stringify(Array(length).fill(key))).toString('base64url')),
  )
  for (const [template] of pages) {
    const path = pathOf(template)
    for (const cursor of ['nonsense', '%00', ...cursors]) {
      const { status } = await ask('GET', `${path}?cursor=${cursor}`, { as: 'boss' })
      expect([400, 404], `${template} ${Buffer.from(cursor, 'base64url').toString()}`).toContain(status)
    }
  }
})

test('what a cache may keep for everybody is the same for everybody, or says by what it differs', async () => {
  const event = `/v1/events/${stage.event.id}`
  for (const path of [event, `${event}/calendar.ics`, `${event}/availability`, '/v1/events', '/v1/policy']) {
    const [english, german] = await Promise.all(
      ['en', 'de'].map(async language => {
        const answer = await fetch(`${world.origin}${path}`, { headers: { 'accept-language': language } })
        return { text: await answer.text(), headers: answer.headers }
      }),
    )
    const kept = english!.headers.get('cache-control')?.includes('public')
    const differs = english!.text !== german!.text
    if (kept && differs) expect(english!.headers.get('vary')?.toLowerCase(), path).toContain('accept-language')
    if (path.endsWith('.ics')) expect([kept, differs], path).toEqual([true, true])
  }
})

test('whoever changes something without saying what he has seen of it gets a refusal that is announced', {
  timeout: LONG,
}, async () => {
  const document = await world.client().get<ApiDocument>('/openapi.json')
  const changing = Object.entries(document.paths).flatMap(([template, methods]) =>
    Object.keys(methods).flatMap(method => (['patch', 'put', 'delete'].includes(method) ? [[method, template]] : [])),
  )
  expect(changing.length).toBeGreaterThan(25)
  for (const [method = '', template = ''] of changing) {
    const path = pathOf(template)
    // The organizer of its own is there; nothing else that is named here is, so nothing happens.
    if (path === boss.path) continue
    await ask(method.toUpperCase(), path, { as: 'boss', body: '{}', headers: JSON_TYPE })
  }
})

test('the log of the proxy that we deploy keeps no header that holds a secret', async () => {
  const { components } = await world
    .client()
    .get<{ components: { securitySchemes: Record<string, Scheme> } }>('/openapi.json')
  const schemes = Object.values(components.securitySchemes).flatMap(scheme =>
    scheme.in === 'header' ? scheme.name : [],
  )
  const proxy = readFileSync(new URL('../../deploy/container/Caddyfile', import.meta.url), 'utf8')
  expect(schemes).toHaveLength(2)
  for (const header of [...schemes, 'Authorization', 'Cookie'])
    expect(proxy).toContain(`request>headers>${header} delete`)
})

needs('curl', 'jq')(
  'the quickstart for developers sells, scans and refunds word for word',
  { timeout: LONG },
  async () => {
    const commands = commandsOf('docs/api/quickstart.md')
    // The demo's log-ins are not here: of the first step only the permissions are tried.
    const [, permissions = ''] = /"permissions": (\[.*?\])/.exec(commands.get('1. A key') ?? '') ?? []
    const { key, organizer } = await withApiKey(world, boss, JSON.parse(permissions))
    const sections = [...commands].filter(([title]) => /^[2-9]\./.test(title))
    expect(sections).toHaveLength(4)
    const cwd = await mkdtemp(path.join(tmpdir(), 'tessera-quickstart-'))
    const said = await runInShell(
      sections.map(([, script]) => script),
      {
        cwd,
        env: { TESSERA: world.origin, KEY: key.secret, ORGANIZER: organizer.id },
        between: () => world.settle(),
      },
    ).finally(() => rm(cwd, { recursive: true }))
    for (const words of ['"amount_minor": "5000"', 'succeeded\n"paid"', 'accepted\naccepted\nrefused\nalready_used'])
      expect(said).toContain(words)
    await world.settle()
    const { data } = await boss.client.get<{ data: OrderRow[] }>(`${boss.path}/orders?q=ada@example.org`)
    expect(data.map(({ state }) => state)).toEqual(['refunded'])
  },
)

const PREFIXES: Record<string, string> = {
  account: 'gwa',
  date: 'dat',
  device: 'dev',
  event: 'evt',
  gate: 'gat',
  hold: 'hld',
  invitation: 'inv',
  key: 'key',
  line: 'lin',
  list: 'cil',
  member: 'mem',
  order: 'ord',
  pool: 'poo',
  product: 'prd',
  question: 'que',
  session: 'ses',
}

/** The path with the organizer's own id, the event's on lists, and ids of nothing for the rest. */
function pathOf(template: string): string {
  return template.replaceAll(/\{(\w+)\}/g, (_all, name: string) => {
    if (name === 'organizer') return boss.organizer.id
    if (name === 'event') return stage.event.id
    const prefix = PREFIXES[name] as 'evt' | undefined
    return prefix ? formatId(prefix, newTenantUuid(parseId('org', boss.organizer.id)!)) : 'x'
  })
}
