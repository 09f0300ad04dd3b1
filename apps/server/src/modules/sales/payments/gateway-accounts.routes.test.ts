import { randomUUID } from 'node:crypto'
import type { FastifyInstance } from 'fastify'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { wireId } from '../../../platform/http/wire.ts'
import { type TestDatabase, testDatabase } from '../../../platform/testing/test-database.ts'
import { httpForTest, once } from '../../people/testing/http.ts'
import { createPeople, makeMember, makeOrganizer, type People, signedIn } from '../../people/testing/people.ts'
import { paymentsRoutes } from './payments.routes.ts'
import { type PaymentsAtWork, paymentsAtWork } from './testing/payments-at-work.ts'
import { type SandboxBank, startSandboxBank } from './testing/sandbox-bank.ts'

let database: TestDatabase
let bank: SandboxBank
let people: People
let work: PaymentsAtWork
let app: FastifyInstance

beforeAll(async () => {
  ;[database, bank] = await Promise.all([testDatabase(), startSandboxBank()])
  people = createPeople(database.db)
  work = paymentsAtWork(database.db, bank.baseUrl)
  app = await httpForTest(database.db, people.gatekeeper)
  paymentsRoutes(app, work.payments)
})
afterAll(async () => {
  await app.close()
  await bank.stop()
  await database[Symbol.asyncDispose]()
})

describe('gateway accounts', () => {
  const accountsUrl = (organizer: string) => `/v1/organizers/${wireId('org', organizer)}/gateway-accounts`
  const credentials = (over: object = {}) => ({
    account: `acct-${randomUUID()}`,
    key: `key_${randomUUID()}`,
    webhook_secret: `whsec_${Buffer.from(randomUUID()).toString('base64')}`,
    ...over,
  })
  const open = async () => {
    const given = credentials()
    const response = await fetch(`${bank.baseUrl}/v1/accounts/${given.account}`, {
      method: 'PUT',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ name: 'x', key: given.key, webhook_url: null, webhook_secret: given.webhook_secret }),
    })
    expect(response.status).toBe(201)
    return given
  }
  const member = async (role: 'admin' | 'viewer' = 'admin', organizer?: string) => {
    const id = organizer ?? (await makeOrganizer(people)).organizer.id
    return { id, headers: await signedIn(people, (await makeMember(database.db, people, id, { role })).accountId) }
  }
  const add = (at: { id: string; headers: object }, payload: object) =>
    app.inject({ method: 'POST', url: accountsUrl(at.id), payload, headers: { ...at.headers, ...once() } })

  test('are added, listed, changed and switched off, and never give their credentials back', async () => {
    const at = await member()
    const given = await open()
    const added = await add(at, { gateway: 'sandbox', label: 'Card', credentials: given })
    expect(added.statusCode).toBe(201)
    expect(added.json()).toMatchObject({
      label: 'Card',
      merchant: given.account,
      livemode: false,
      enabled: true,
      flow: 'redirect',
    })
    expect(added.json().webhook_url).toContain(`/v1/gateways/sandbox/${wireId('org', at.id)}/webhooks`)
    const one = `${accountsUrl(at.id)}/${added.json().id}`
    const list = await app.inject({ url: accountsUrl(at.id), headers: at.headers })
    const read = await app.inject({ url: one, headers: at.headers })
    const change = (payload: object, etag: string) =>
      app.inject({ method: 'PATCH', url: one, payload, headers: { ...at.headers, 'if-match': etag } })
    const changed = await change({ label: 'By card', enabled: false }, read.headers.etag as string)
    expect(changed.json()).toMatchObject({ label: 'By card', enabled: false, version: 2 })
    expect((await change({ label: 'x' }, '"v1"')).statusCode).toBe(412)
    for (const answer of [added, list, read, changed]) {
      expect(answer.body).not.toContain(given.key)
      expect(answer.body).not.toContain(given.webhook_secret)
    }
    const [stored] = await database.asSuperuser<{ text: string }>(
      `select encode(credentials, 'escape') as text from gateway_accounts where organizer_id = $1`,
      [at.id],
    )
    expect(stored!.text).not.toContain(given.key)
    const trail = await database.asSuperuser<{ text: string }>(
      "select changes::text as text from audit_records where organizer_id = $1 and action like 'gateway_accounts%'",
      [at.id],
    )
    expect(trail).toHaveLength(2)
    expect(JSON.stringify(trail)).not.toContain(given.key)
  })

  test('with credentials that the gateway does not accept are refused before a buyer finds out', async () => {
    const at = await member()
    const wrong = await add(at, { gateway: 'sandbox', credentials: { ...(await open()), key: `key_${randomUUID()}` } })
    expect(wrong.statusCode).toBe(422)
    expect(wrong.json()).toMatchObject({ code: 'payments.credentials_refused' })
    const malformed = await add(at, { gateway: 'sandbox', credentials: { account: 'x', surplus: 'y' } })
    expect(malformed.statusCode).toBe(422)
    expect(malformed.json().errors.map((error: { path: string }) => error.path)).toEqual([
      '/credentials/surplus',
      '/credentials/key',
      '/credentials/webhook_secret',
    ])
    expect((await add(at, { gateway: 'nobody', credentials: {} })).statusCode).toBe(422)
  })

  test('are one at a gateway, and new credentials stay with the same merchant', async () => {
    const at = await member()
    const given = await open()
    const added = await add(at, { gateway: 'sandbox', credentials: given })
    const second = await add(at, { gateway: 'sandbox', credentials: await open() })
    expect(second.json()).toMatchObject({ code: 'payments.gateway_account_exists' })
    const patch = (payload: object) =>
      app.inject({
        method: 'PATCH',
        url: `${accountsUrl(at.id)}/${added.json().id}`,
        payload,
        headers: { ...at.headers, 'if-match': '"v1"' },
      })
    expect((await patch({ credentials: await open() })).json()).toMatchObject({ code: 'payments.other_merchant' })
    expect((await patch({ credentials: given })).statusCode).toBe(200)
  })

  test("need payments.edit, and another organizer's do not exist", async () => {
    const at = await member()
    const added = await add(at, { gateway: 'sandbox', credentials: await open() })
    const viewer = await member('viewer', at.id)
    expect((await app.inject({ url: accountsUrl(at.id), headers: viewer.headers })).statusCode).toBe(403)
    const stranger = await member()
    expect((await app.inject({ url: accountsUrl(at.id), headers: stranger.headers })).statusCode).toBe(404)
    const reached = await app.inject({
      url: `${accountsUrl(stranger.id)}/${added.json().id}`,
      headers: stranger.headers,
    })
    expect(reached.statusCode).toBe(404)
    expect((await app.inject({ url: accountsUrl(at.id) })).statusCode).toBe(401)
  })

  test('are offered to buyers while they are enabled', async () => {
    const at = await member()
    const choices = () => database.db.tenant(at.id, tx => work.payments.choices(tx))
    expect(await choices()).toEqual([])
    const added = await add(at, { gateway: 'sandbox', label: 'Card', credentials: await open() })
    expect(await choices()).toEqual([{ gateway: 'sandbox', label: 'Card', flow: 'redirect' }])
    await app.inject({
      method: 'PATCH',
      url: `${accountsUrl(at.id)}/${added.json().id}`,
      payload: { enabled: false },
      headers: { ...at.headers, 'if-match': '"v1"' },
    })
    expect(await choices()).toEqual([])
  })

  test('that can be connected are listed with what each needs', async () => {
    const at = await member()
    const answer = await app.inject({ url: `/v1/organizers/${wireId('org', at.id)}/gateways`, headers: at.headers })
    expect(answer.json().data).toEqual([
      expect.objectContaining({
        gateway: 'sandbox',
        fields: expect.arrayContaining([{ name: 'key', required: true, secret: true, choices: null }]),
      }),
    ])
  })
})
