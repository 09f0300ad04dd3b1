import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type TestDatabase, testDatabase } from '../../../platform/testing/test-database.ts'
import { GatewayError, type PaymentGateway } from './ports.ts'
import { type PaymentsAtWork, paymentsAtWork } from './testing/payments-at-work.ts'
import { type SandboxBank, startSandboxBank } from './testing/sandbox-bank.ts'

const ROUNDS = 12
const WEBHOOKS = 3

let database: TestDatabase
let bank: SandboxBank
let work: PaymentsAtWork

/** Everybody who asks the gateway waits here until all have their answer, so that all of them apply it at once. */
function createBarrier() {
  let expected = 0
  let arrived: Array<() => void> = []
  return {
    expect: (parties: number) => void (expected = parties),
    wait: () =>
      new Promise<void>(resolve => {
        arrived.push(resolve)
        if (arrived.length < expected) return
        const all = arrived
        arrived = []
        expected = 0
        for (const go of all) go()
      }),
  }
}

const barrier = createBarrier()
const held = (gateway: PaymentGateway): Partial<PaymentGateway> => ({
  fetchPayment: async lookup => {
    const news = await gateway.fetchPayment(lookup)
    await barrier.wait()
    return news
  },
})

beforeAll(async () => {
  ;[database, bank] = await Promise.all([testDatabase({ poolSize: 16 }), startSandboxBank()])
  work = paymentsAtWork(database.db, bank.baseUrl)
})
afterAll(async () => {
  await bank.stop()
  await database[Symbol.asyncDispose]()
})

/** A returning browser and three processes with a webhook each, all holding the same good news at the same moment. */
async function race(organizerId: string, settlement: Parameters<typeof paymentsAtWork>[2] = {}) {
  const payment = await work.started(organizerId)
  await bank.buyer(payment.reference, 'later')
  await bank.buyer(payment.reference, 'settle')
  // Three different messages, as three processes would get them.
  const [first] = await bank.messages(payment.reference)
  const processes = Array.from({ length: WEBHOOKS + 1 }, () =>
    paymentsAtWork(database.db, bank.baseUrl, { tap: held, ...settlement }),
  )
  await database.asSuperuser(
    `insert into gateway_events (organizer_id, gateway, gateway_event_id, kind, payload)
     select $1, 'sandbox', $2 || n, 'payment.succeeded', jsonb_build_object('reference', $3::text, 'attemptId', null, 'gatewayKind', 'x',
            'occurredAt', now(), 'gatewayAccountId', (select id from gateway_accounts where organizer_id = $1))
       from generate_series(2, $4::int) n`,
    [organizerId, first!.id, payment.reference, WEBHOOKS],
  )
  barrier.expect(WEBHOOKS + 1)
  const [browser, ...others] = processes
  await Promise.all([
    browser!.payments.check(organizerId, payment.id),
    ...others.map(async (at, n) => {
      if (n === 0) {
        const { rawBody, headers } = first!
        await at.payments.receiveWebhook({ organizerId, gateway: 'sandbox', rawBody, headers })
        return at.payments.settled()
      }
      return at.effect(organizerId, 'sandbox', `${first!.id}${n + 1}`)
    }),
  ])
  return { payment, told: (await work.told(organizerId, payment.orderId)).map(told => told.kind) }
}

describe('a return from the gateway that meets three webhooks', () => {
  test('tells the order once, every time', async () => {
    const organizerId = await work.organizer()
    for (let round = 0; round < ROUNDS; round++) {
      const { payment, told } = await race(organizerId)
      expect(told, `round ${round}`).toEqual(['succeeded'])
      const [row] = await database.asSuperuser<{ state: string }>('select state from payments where id = $1', [
        payment.id,
      ])
      expect(row!.state).toBe('succeeded')
    }
  })

  test('would tell it more than once without the locks and the condition: the race is real', async () => {
    const organizerId = await work.organizer()
    // The same four without the guards: each reads the row, finds it unpaid, and tells the order.
    const naive = async (paymentId: string, orderId: string, ready: () => Promise<void>) =>
      database.db.tenant(organizerId, async tx => {
        const before = (await work.payments.ofOrder(tx, orderId)).payments.find(found => found.id === paymentId)!
        await ready()
        if (before.state === 'created') await work.settlement.paymentSucceeded(tx, { ...before, state: 'succeeded' })
      })
    const payment = await work.started(organizerId)
    barrier.expect(WEBHOOKS + 1)
    await Promise.all(
      Array.from({ length: WEBHOOKS + 1 }, () => naive(payment.id, payment.orderId, () => barrier.wait())),
    )
    expect((await work.told(organizerId, payment.orderId)).length).toBe(WEBHOOKS + 1)
  })

  test('tells it once even where the order gives no lock: the payment is locked too', async () => {
    const organizerId = await work.organizer()
    for (let round = 0; round < ROUNDS / 2; round++) {
      const { told } = await race(organizerId, { settlement: { lockOrder: async () => {} } })
      expect(told, `round ${round}`).toEqual(['succeeded'])
    }
  })
})

describe('the gateway', () => {
  /** A module that counts its questions, with what the gateway answers instead of the truth. */
  function counting() {
    const seen = { asked: [] as string[], answers: null as (() => null) | null }
    const at = paymentsAtWork(database.db, bank.baseUrl, {
      tap: gateway => ({
        fetchPayment: async lookup => {
          seen.asked.push('reference' in lookup ? lookup.reference : lookup.attemptId)
          return seen.answers ? seen.answers() : gateway.fetchPayment(lookup)
        },
      }),
    })
    return { at, seen }
  }
  const away = () => {
    throw new GatewayError({ kind: 'unavailable', gateway: 'sandbox', code: 'timeout', message: 'no answer' })
  }

  test('is asked once by all who wait at once, and not at all about what is settled', async () => {
    const organizerId = await work.organizer()
    const { at, seen } = counting()
    const payment = await work.started(organizerId)
    const check = () => at.payments.check(organizerId, payment.id)
    await Promise.all(Array.from({ length: 10 }, check))
    expect(seen.asked).toHaveLength(1)
    // Not to know is an answer; not to be able to read it is a mistake of ours.
    seen.answers = away
    expect(await check()).toMatchObject({ state: 'created' })
    seen.answers = () => {
      throw new TypeError('ours')
    }
    await expect(check()).rejects.toThrow('ours')
    seen.answers = null
    await bank.buyer(payment.reference, 'pay')
    seen.asked = []
    for (const _ of [1, 2]) expect(await check()).toMatchObject({ state: 'succeeded' })
    expect(seen.asked).toHaveLength(1)
  })

  test('is asked for two more days about an attempt that was given up: its money may be on the way', async () => {
    const organizerId = await work.organizer()
    const { at, seen } = counting()
    await at.order(organizerId)
    const given = await Promise.all([1, 30, 49].map(async hours => ({ ...(await work.started(organizerId)), hours })))
    for (const { id, hours } of given)
      await database.asSuperuser(
        `update payments set state = 'cancelled', created_at = now() - make_interval(hours => $2), checked_at = null, next = null, request = null
          where id = $1`,
        [id, hours],
      )
    const poll = at.payments.jobs.find(job => job.name === 'payments.poll-unsettled')!
    for (const _ of [1, 2]) await poll.handle()
    expect(seen.asked.sort()).toEqual([given[0]!.reference, given[1]!.reference].sort())
  })

  test.each([
    ['knows nothing of it', () => null],
    ['does not answer', away],
  ])('that %s is asked again about a payment only after a pause', async (_what, answers) => {
    const organizerId = await work.organizer()
    const { at, seen } = counting()
    await at.order(organizerId)
    const payment = await work.started(organizerId)
    await database.asSuperuser("update payments set created_at = now() - interval '2 minutes' where id = $1", [
      payment.id,
    ])
    seen.answers = answers
    const poll = at.payments.jobs.find(job => job.name === 'payments.poll-unsettled')!
    for (const _ of [1, 2]) await poll.handle()
    expect(seen.asked).toEqual([payment.reference])
  })
})
