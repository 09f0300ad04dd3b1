import { createHmac, randomUUID } from 'node:crypto'
import { newTenantUuid } from '@tessera/kernel/ids'
import type { FastifyInstance } from 'fastify'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { wireId } from '../../../platform/http/wire.ts'
import { type TestDatabase, testDatabase } from '../../../platform/testing/test-database.ts'
import { httpForTest } from '../../people/testing/http.ts'
import { createPeople, type People } from '../../people/testing/people.ts'
import { paymentsRoutes } from './payments.routes.ts'
import { type PaymentsAtWork, paymentsAtWork } from './testing/payments-at-work.ts'
import { type Message, type SandboxBank, startSandboxBank } from './testing/sandbox-bank.ts'

type Written = {
  id: string
  type: string
  account: string
  data: { payment: { id: string; attempt_id: string; state: string } }
}

let database: TestDatabase
let bank: SandboxBank
let people: People
let work: PaymentsAtWork
let app: FastifyInstance
let organizerId: string
/** What those who watch are told. */
let counted: string[] = []

beforeAll(async () => {
  ;[database, bank] = await Promise.all([testDatabase(), startSandboxBank()])
  people = createPeople(database.db)
  work = paymentsAtWork(database.db, bank.baseUrl, { counter: { add: ({ outcome }) => void counted.push(outcome) } })
  app = await httpForTest(database.db, people.gatekeeper)
  paymentsRoutes(app, work.payments)
  organizerId = await work.organizer()
})
afterAll(async () => {
  await app.close()
  await bank.stop()
  await database[Symbol.asyncDispose]()
})
afterEach(() => {
  counted = []
  return bank.clearFaults()
})

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
    expect(counted).toEqual(['started', 'succeeded'])
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
    expect(counted).toEqual(['started', 'webhook_refused'])
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

  test('is heard although an account of long ago does not open any more', async () => {
    await database.asSuperuser(
      `insert into gateway_accounts (organizer_id, id, gateway, label, credentials, enabled, created_at)
       values ($1, $2, 'sandbox', 'Old', '\\x00', false, now() - interval '1 year')`,
      [organizerId, newTenantUuid(organizerId)],
    )
    const payment = await work.started(organizerId)
    await bank.buyer(payment.reference, 'pay')
    for (const message of await bank.messages(payment.reference)) expect((await deliver(message)).statusCode).toBe(200)
    expect(await state(payment.id)).toBe('succeeded')
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
    expect(await events(payment.reference)).toEqual([{ outcome: 'failed', handled: false }])
    await handleWaiting()
    expect(await state(payment.id)).toBe('succeeded')
    expect(await events(payment.reference)).toEqual([{ outcome: 'applied', handled: true }])
  })

  test('that waits is taken up again after a pause that grows with its age, and one that took effect never', async () => {
    const asked: unknown[] = []
    const later = paymentsAtWork(database.db, bank.baseUrl, {
      tap: gateway => ({
        fetchPayment: lookup => {
          asked.push(lookup)
          return gateway.fetchPayment(lookup)
        },
      }),
    })
    const mine = await work.organizer()
    await later.order(mine)
    const takeUp = () => later.payments.jobs.find(job => job.name === 'payments.handle-gateway-events')!.handle()
    const payment = await work.started(mine)
    await bank.buyer(payment.reference, 'later')
    const [first] = await bank.messages(payment.reference)
    await deliver(first!, webhookUrl(mine))
    await bank.buyer(payment.reference, 'settle')
    await bank.fault('payment.get', 'error_before')
    for (const message of await bank.messages(payment.reference))
      if (message.id !== first!.id) await deliver(message, webhookUrl(mine))
    await database.asSuperuser(
      "update gateway_events set received_at = now() - interval '1 hour' where organizer_id = $1",
      [mine],
    )
    await takeUp()
    expect(asked).toEqual([])
    await database.asSuperuser(
      "update gateway_events set tried_at = tried_at - interval '13 minutes' where organizer_id = $1",
      [mine],
    )
    await takeUp()
    expect(asked).toEqual([{ reference: payment.reference }])
    expect(await state(payment.id)).toBe('succeeded')
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

  /** A message that the bank could have written, signed with the account's secret. */
  const written = (type: string, change: (event: Written) => void, payment: Message): Message => {
    const event = JSON.parse(payment.rawBody.toString()) as Written
    event.type = type
    event.id = `sbe_${randomUUID()}`
    change(event)
    const body = JSON.stringify(event)
    const timestamp = Math.floor(Date.now() / 1_000)
    const secret = work.opened.find(({ account }) => account === event.account)!.webhook_secret!
    const key = Buffer.from(secret.replace('whsec_', ''), 'base64')
    const signature = createHmac('sha256', key).update(`${event.id}.${timestamp}.${body}`).digest('base64')
    const headers = {
      'webhook-id': event.id,
      'webhook-timestamp': String(timestamp),
      'webhook-signature': `v1,${signature}`,
    }
    return { id: event.id, rawBody: Buffer.from(body), headers: { ...headers, 'content-type': 'application/json' } }
  }

  test('of a kind that we do not know is kept and does nothing', async () => {
    const payment = await work.started(organizerId)
    await bank.buyer(payment.reference, 'pay')
    const [message] = await bank.messages(payment.reference)
    const answer = await deliver(written('loyalty.points_added', () => {}, message!))
    expect(answer.statusCode).toBe(200)
    expect(await events(payment.reference)).toEqual([{ outcome: 'ignored', handled: true }])
    expect(await state(payment.id)).toBe('created')
  })

  test('that lies about what happened is not believed: the gateway is asked', async () => {
    const payment = await work.started(organizerId)
    await bank.buyer(payment.reference, 'decline')
    const [message] = await bank.messages(payment.reference)
    const lie = written('payment.succeeded', event => void (event.data.payment.state = 'succeeded'), message!)
    expect((await deliver(lie)).statusCode).toBe(200)
    expect(await state(payment.id)).toBe('failed')
    expect(await kinds(payment.orderId)).toEqual(['failed'])
  })

  test('that names our attempt on another payment does not touch ours', async () => {
    const [ours, cheap] = [await work.started(organizerId), await work.started(organizerId)]
    await bank.buyer(cheap.reference, 'pay')
    const [message] = await bank.messages(cheap.reference)
    const named = written(
      'payment.succeeded',
      event => void (event.data.payment.attempt_id = wireId('pay', ours.id)),
      message!,
    )
    expect((await deliver(named)).statusCode).toBe(200)
    expect(await state(ours.id)).toBe('created')
    expect(await kinds(ours.orderId)).toEqual([])
    // It is about the payment that it is about.
    expect(await state(cheap.id)).toBe('succeeded')
  })

  test('over another amount than was asked for makes no sale', async () => {
    const payment = await work.started(organizerId)
    await bank.fault('payment.pay', 'amount_mismatch', { add_minor: '-3900' })
    await bank.buyer(payment.reference, 'pay')
    const [message] = await bank.messages(payment.reference)
    expect((await deliver(message!)).statusCode).toBe(200)
    expect(await state(payment.id)).toBe('quarantined')
    expect(await kinds(payment.orderId)).toEqual(['quarantined'])
    expect(counted).toEqual(['started', 'quarantined'])
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

test('what happens at the bank arrives over the network by itself', async () => {
  const address = await app.listen({ port: 0, host: '127.0.0.1' })
  const connected = paymentsAtWork(database.db, bank.baseUrl, { origin: address })
  const id = await connected.organizer()
  const payment = await connected.started(id)
  await bank.buyer(payment.reference, 'pay')
  await expect.poll(() => state(payment.id)).toBe('succeeded')
  expect((await connected.told(id, payment.orderId)).map(told => told.kind)).toEqual(['succeeded'])
})
