import { randomUUID } from 'node:crypto'
import type { FastifyInstance } from 'fastify'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { wireId } from '../../../platform/http/wire.ts'
import { type TestDatabase, testDatabase } from '../../../platform/testing/test-database.ts'
import { httpForTest, once } from '../../people/testing/http.ts'
import { createPeople, makeApiKey, makeOrganizer, type People } from '../../people/testing/people.ts'
import { paymentsRoutes } from './payments.routes.ts'
import { type PaymentsAtWork, paymentsAtWork } from './testing/payments-at-work.ts'
import { type Message, type SandboxBank, startSandboxBank } from './testing/sandbox-bank.ts'

let database: TestDatabase
let bank: SandboxBank
let people: People
let work: PaymentsAtWork
let app: FastifyInstance
let organizerId: string

beforeAll(async () => {
  ;[database, bank] = await Promise.all([testDatabase(), startSandboxBank()])
  people = createPeople(database.db)
  work = paymentsAtWork(database.db, bank.baseUrl)
  app = await httpForTest(database.db, people.gatekeeper)
  paymentsRoutes(app, work.payments)
  organizerId = await work.organizer()
})
afterAll(async () => {
  await app.close()
  await bank.stop()
  await database[Symbol.asyncDispose]()
})
afterEach(() => bank.clearFaults())

const webhookUrl = (organizer: string, gateway = 'sandbox') =>
  `/v1/gateways/${gateway}/${wireId('org', organizer)}/webhooks`

/** What the gateway sends arrives, and takes its effect. */
async function deliver({ rawBody, headers }: Pick<Message, 'rawBody' | 'headers'>, url = webhookUrl(organizerId)) {
  const answer = await app.inject({ method: 'POST', url, payload: rawBody, headers })
  await work.payments.settled()
  return answer
}

const state = async (paymentId: string) => {
  const [row] = await database.asSuperuser<{ state: string }>('select state from payments where id = $1', [paymentId])
  return row!.state
}
const kinds = async (orderId: string) => (await work.told(organizerId, orderId)).map(told => told.kind)
const events = (like: string) =>
  database.asSuperuser<{ outcome: string; handled: boolean }>(
    `select outcome, handled_at is not null as handled from gateway_events where payload::text like '%' || $1 || '%' order by received_at`,
    [like],
  )
const handleWaiting = () => work.payments.jobs.find(job => job.name === 'payments.handle-gateway-events')!.handle()

describe('a webhook', () => {
  test('is stored, answered and takes effect', async () => {
    const payment = await work.started(organizerId)
    await bank.buyer(payment.reference, 'pay')
    const [message] = await bank.messages(payment.reference)
    const answer = await deliver(message!)
    expect(answer.statusCode).toBe(200)
    expect(answer.json()).toEqual({ received: 1 })
    expect(await state(payment.id)).toBe('succeeded')
    expect(await kinds(payment.orderId)).toEqual(['succeeded'])
    expect(await events(payment.reference)).toEqual([{ outcome: 'applied', handled: true }])
  })

  test('that comes a hundred times counts once', async () => {
    const payment = await work.started(organizerId)
    await bank.buyer(payment.reference, 'pay')
    const [message] = await bank.messages(payment.reference)
    const answers = await Promise.all(Array.from({ length: 100 }, () => deliver(message!)))
    expect(answers.map(answer => answer.statusCode)).toEqual(Array(100).fill(200))
    expect(await kinds(payment.orderId)).toEqual(['succeeded'])
    expect(await events(payment.reference)).toHaveLength(1)
  })

  test('in any order says the same: a refund before its payment, a promise after the money', async () => {
    const payment = await work.started(organizerId)
    await bank.buyer(payment.reference, 'later')
    await bank.buyer(payment.reference, 'settle')
    await bank.control(`payments/${payment.reference}/refund`, { amount_minor: '1000' })
    const messages = await bank.messages(payment.reference)
    expect(messages.length).toBe(3)
    for (const message of messages.reverse()) expect((await deliver(message)).statusCode).toBe(200)
    expect(await state(payment.id)).toBe('succeeded')
    expect(await kinds(payment.orderId)).toEqual(['succeeded', 'refund_settled'])
  })

  test('that never comes is not missed: the poller asks', async () => {
    const payment = await work.started(organizerId)
    await bank.buyer(payment.reference, 'pay')
    await database.asSuperuser("update payments set created_at = created_at - interval '2 minutes' where id = $1", [
      payment.id,
    ])
    await work.payments.jobs.find(job => job.name === 'payments.poll-unsettled')!.handle()
    expect(await kinds(payment.orderId)).toEqual(['succeeded'])
  })

  test('about money that came after the attempt was given up tells the order that money came', async () => {
    const payment = await work.started(organizerId)
    await bank.buyer(payment.reference, 'late')
    await bank.control(`payments/${payment.reference}/expire`)
    for (const message of await bank.messages(payment.reference)) await deliver(message)
    expect(await state(payment.id)).toBe('succeeded')
    expect((await kinds(payment.orderId)).at(-1)).toBe('succeeded')
  })

  test.each([
    ['with a wrong signature', { wrong_signature: true }],
    ['that is replayed an hour later', { timestamp_shift_ms: -3_600_000 }],
  ])('%s is refused with 400 and has no effect', async (_what, mischief) => {
    const payment = await work.started(organizerId)
    await bank.buyer(payment.reference, 'pay')
    const [forged] = await bank.messages(payment.reference, mischief)
    const answer = await deliver(forged!)
    expect(answer.statusCode).toBe(400)
    expect(answer.json()).toMatchObject({ code: 'payments.signature_refused' })
    expect(await state(payment.id)).toBe('created')
    expect(await events(payment.reference)).toEqual([])
  })

  test('whose body was changed by one byte is refused', async () => {
    const payment = await work.started(organizerId)
    await bank.buyer(payment.reference, 'decline')
    const [message] = await bank.messages(payment.reference)
    const changed = Buffer.from(message!.rawBody.toString().replace('payment.failed', 'payment.succeeded'))
    expect((await deliver({ rawBody: changed, headers: message!.headers })).statusCode).toBe(400)
    const spaced = Buffer.from(`${message!.rawBody.toString()} `)
    expect((await deliver({ rawBody: spaced, headers: message!.headers })).statusCode).toBe(400)
    expect(await state(payment.id)).toBe('created')
  })

  test("of one organizer's account is nothing at another's address", async () => {
    const other = await work.organizer()
    const payment = await work.started(organizerId)
    await bank.buyer(payment.reference, 'pay')
    const [message] = await bank.messages(payment.reference)
    expect((await deliver(message!, webhookUrl(other))).statusCode).toBe(400)
    expect(await state(payment.id)).toBe('created')
  })

  test('for a gateway or an organizer that is not there is not found', async () => {
    const payment = await work.started(organizerId)
    const [message] = [{ rawBody: Buffer.from('{}'), headers: { 'content-type': 'application/json' } }]
    expect((await deliver(message, webhookUrl(organizerId, 'stripe'))).statusCode).toBe(404)
    expect((await deliver(message, webhookUrl(payment.id))).statusCode).toBe(404)
    expect(
      (await deliver({ rawBody: Buffer.alloc(0), headers: { 'content-type': 'application/json' } })).statusCode,
    ).toBe(400)
  })

  test('is kept when the gateway cannot be asked just now, and takes effect later', async () => {
    const payment = await work.started(organizerId)
    await bank.buyer(payment.reference, 'pay')
    const [message] = await bank.messages(payment.reference)
    await bank.fault('payment.get', 'error_before')
    expect((await deliver(message!)).statusCode).toBe(200)
    expect(await state(payment.id)).toBe('created')
    expect(await events(payment.reference)).toEqual([{ outcome: null, handled: false }])
    await handleWaiting()
    expect(await state(payment.id)).toBe('succeeded')
    expect(await events(payment.reference)).toEqual([{ outcome: 'applied', handled: true }])
  })

  test('about a payment that we do not know yet is parked, and takes effect once we do', async () => {
    const payment = await work.started(organizerId)
    await bank.buyer(payment.reference, 'pay')
    // As if the row had not been written: its id and its reference are somebody else's for a while.
    const hidden = payment.id.replace(/^......../, '00000000')
    const rename = (from: string, to: string, reference: string | null) =>
      database.asSuperuser(
        'update payments set id = $2::uuid, reference = $3, idempotency_key = $2::text where id = $1',
        [from, to, reference],
      )
    await rename(payment.id, hidden, null)
    const [message] = await bank.messages(payment.reference)
    expect((await deliver(message!)).statusCode).toBe(200)
    expect(await events(payment.reference)).toEqual([{ outcome: 'unknown_payment', handled: false }])
    await rename(hidden, payment.id, payment.reference)
    await handleWaiting()
    expect(await state(payment.id)).toBe('succeeded')
  })

  test('over another amount than was asked for makes no sale', async () => {
    const payment = await work.started(organizerId)
    await bank.fault('payment.pay', 'amount_mismatch', { add_minor: '-3900' })
    await bank.buyer(payment.reference, 'pay')
    const [message] = await bank.messages(payment.reference)
    expect((await deliver(message!)).statusCode).toBe(200)
    expect(await state(payment.id)).toBe('quarantined')
    expect(await kinds(payment.orderId)).toEqual(['quarantined'])
    const audited = await database.asSuperuser<{ action: string; changes: { after: object } }>(
      "select action, changes from audit_records where subject_id = $1 and action = 'payments.quarantined'",
      [payment.id],
    )
    expect(audited).toEqual([
      expect.objectContaining({
        changes: { after: expect.objectContaining({ mismatches: ['captured'], captured_minor: '100' }) },
      }),
    ])
  })
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
  const member = async (permission: 'payments.edit' | 'orders.view' = 'payments.edit', organizer?: string) => {
    const id = organizer ?? (await makeOrganizer(people)).organizer.id
    return { id, headers: (await makeApiKey(database.db, id, { permissions: [permission] })).headers }
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
    expect(added.json().webhook_url).toContain(webhookUrl(at.id))
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
    const viewer = await member('orders.view', at.id)
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
