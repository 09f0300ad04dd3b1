import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import type { Db } from '../../../platform/db/db.ts'
import { type TestDatabase, testDatabase } from '../../../platform/testing/test-database.ts'
import { attemptIdOf } from './payment.ts'
import { type PaymentsAtWork, paymentsAtWork, type Tap } from './testing/payments-at-work.ts'
import { type SandboxBank, startSandboxBank } from './testing/sandbox-bank.ts'

let database: TestDatabase
let bank: SandboxBank
let work: PaymentsAtWork
let organizerId: string

beforeAll(async () => {
  ;[database, bank] = await Promise.all([testDatabase(), startSandboxBank()])
  work = paymentsAtWork(database.db, bank.baseUrl)
  organizerId = await work.organizer()
})
afterAll(async () => {
  await bank.stop()
  await database[Symbol.asyncDispose]()
})
afterEach(() => bank.clearFaults())

const keyOf = (at: PaymentsAtWork) => at.opened.at(-1)!.key!
const atBank = async (paymentId: string, at = work) =>
  (await bank.payments(keyOf(at))).filter(payment => payment.attempt_id === attemptIdOf(paymentId))
const rows = (orderId: string) =>
  database.asSuperuser<{ id: string; state: string; reference: string | null; request: object | null }>(
    'select id, state, reference, request from payments where order_id = $1 order by created_at',
    [orderId],
  )
/** Lets time pass for what is stored; nothing here waits. */
const minutesPass = (paymentId: string, minutes: number) =>
  database.asSuperuser(
    `update payments set created_at = created_at - make_interval(mins => $2), expires_at = expires_at - make_interval(mins => $2),
            checked_at = checked_at - make_interval(mins => $2) where id = $1`,
    [paymentId, minutes],
  )
const job = (name: string, at = work) => at.payments.jobs.find(candidate => candidate.name === name)!.handle()

/** Works at the same database and bank as the others, like a process that was started after one was killed. */
const processWith = (tap: Tap) => paymentsAtWork(database.db, bank.baseUrl, { tap })

describe('start', () => {
  test('the attempt is committed before the gateway hears of it', async () => {
    const orderId = await work.order(organizerId)
    const seen: unknown[] = []
    const at = processWith(gateway => ({
      createPayment: async input => {
        seen.push(...(await rows(orderId)))
        return gateway.createPayment(input)
      },
    }))
    const payment = await at.payments.start(work.command(organizerId, orderId))
    expect(seen).toEqual([expect.objectContaining({ id: payment.id, state: 'created', reference: null })])
    expect(payment).toMatchObject({ state: 'created', next: { kind: 'redirect' } })
    expect(await atBank(payment.id)).toHaveLength(1)
  })

  test('twenty clicks at once, in two processes, are one attempt and one payment at the gateway', async () => {
    const orderId = await work.order(organizerId)
    const other = paymentsAtWork(database.db, bank.baseUrl)
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, n) => (n % 2 ? work : other).payments.start(work.command(organizerId, orderId))),
    )
    expect(new Set(answers.map(answer => answer.id)).size).toBe(1)
    expect(new Set(answers.map(answer => answer.reference)).size).toBe(1)
    expect(await rows(orderId)).toHaveLength(1)
    expect(await atBank(answers[0]!.id)).toHaveLength(1)
  })

  test('an attempt that is still open is given again; after a decline there is a new one', async () => {
    const first = await work.started(organizerId)
    const again = await work.payments.start(work.command(organizerId, first.orderId))
    expect(again).toMatchObject({ id: first.id, reference: first.reference, next: first.next })
    await bank.buyer(first.reference, 'decline')
    const second = await work.payments.start(work.command(organizerId, first.orderId))
    expect(second.id).not.toBe(first.id)
    expect((await rows(first.orderId)).map(row => row.state)).toEqual(['failed', 'created'])
    expect((await work.told(organizerId, first.orderId)).map(told => told.kind)).toEqual(['failed'])
  })

  test('who has paid already and clicks again has paid', async () => {
    const payment = await work.started(organizerId)
    await bank.buyer(payment.reference, 'pay')
    const again = await work.payments.start(work.command(organizerId, payment.orderId))
    expect(again).toMatchObject({ id: payment.id, state: 'succeeded' })
    expect((await work.told(organizerId, payment.orderId)).map(told => told.kind)).toEqual(['succeeded'])
  })

  test('an answer that got lost is asked for again and makes no second payment', async () => {
    await bank.fault('payment.create', 'reset_after')
    const payment = await work.started(organizerId)
    expect(payment.next?.kind).toBe('redirect')
    expect(await atBank(payment.id)).toHaveLength(1)
  })

  test('an outcome that stays unknown is said to be unknown, and found out by the key', async () => {
    await bank.fault('payment.create', 'reset_after', { times: 2 })
    const orderId = await work.order(organizerId)
    await expect(work.payments.start(work.command(organizerId, orderId))).rejects.toMatchObject({
      code: 'payments.outcome_unknown',
    })
    const [row] = await rows(orderId)
    expect(row).toMatchObject({ state: 'created', reference: null })
    const [there] = await atBank(row!.id)
    await bank.buyer(there!.id, 'pay')
    await minutesPass(row!.id, 2)
    await job('payments.poll-unsettled')
    expect(await rows(orderId)).toEqual([expect.objectContaining({ state: 'succeeded', reference: there!.id })])
    expect((await work.told(organizerId, orderId)).map(told => told.kind)).toEqual(['succeeded'])
  })

  test('after an unknown outcome the next click goes on with the same payment', async () => {
    await bank.fault('payment.create', 'reset_after', { times: 2 })
    const orderId = await work.order(organizerId)
    await expect(work.payments.start(work.command(organizerId, orderId))).rejects.toThrow()
    // The request has changed since; what is asked again is what was asked first.
    const payment = await work.payments.start(work.command(organizerId, orderId, { description: 'A new title' }))
    expect(payment.next?.kind).toBe('redirect')
    expect(await rows(orderId)).toHaveLength(1)
    expect(await atBank(payment.id)).toHaveLength(1)
  })

  test('a gateway that is away is said to be away; the same attempt goes on once it is back', async () => {
    await bank.fault('payment.create', 'rate_limited')
    const orderId = await work.order(organizerId)
    await expect(work.payments.start(work.command(organizerId, orderId))).rejects.toMatchObject({
      code: 'payments.gateway_unavailable',
      status: 503,
    })
    const payment = await work.payments.start(work.command(organizerId, orderId))
    expect(payment.state).toBe('created')
    expect(await rows(orderId)).toHaveLength(1)
  })

  test('a payment opened over another amount is quarantined at once', async () => {
    await bank.fault('payment.record', 'amount_mismatch', { add_minor: '-3900' })
    const orderId = await work.order(organizerId)
    await expect(work.payments.start(work.command(organizerId, orderId))).rejects.toMatchObject({
      code: 'payments.gateway_unavailable',
    })
    expect(await rows(orderId)).toEqual([expect.objectContaining({ state: 'quarantined' })])
    expect((await work.told(organizerId, orderId)).map(told => told.kind)).toEqual(['quarantined'])
  })

  test('while a gateway thinks, no transaction is open and no row is locked: others go on', async () => {
    let answer = () => {}
    const asked = Promise.withResolvers<void>()
    const at = processWith(gateway => ({
      createPayment: async input => {
        asked.resolve()
        await new Promise<void>(resolve => (answer = resolve))
        return gateway.createPayment(input)
      },
    }))
    const orderId = await work.order(organizerId)
    const slow = at.payments.start(work.command(organizerId, orderId))
    await asked.promise
    const open = await database.asSuperuser(
      "select 1 from pg_stat_activity where datname = current_database() and state like 'idle in transaction%'",
    )
    expect(open).toEqual([])
    const locked = await database.asSuperuser('select id from orders where id = $1 for update nowait', [orderId])
    expect(locked).toHaveLength(1)
    expect((await work.started(organizerId)).state).toBe('created')
    answer()
    expect((await slow).state).toBe('created')
  })

  test('when one payment has paid, another that is still open is ended', async () => {
    const first = await work.started(organizerId)
    await bank.buyer(first.reference, 'decline')
    const second = await work.payments.start(work.command(organizerId, first.orderId))
    // The bank changes its mind about the first.
    await database.asSuperuser("update payments set state = 'succeeded' where id = $1", [first.id])
    await minutesPass(second.id, 2)
    await job('payments.poll-unsettled')
    expect(await atBank(second.id)).toEqual([expect.objectContaining({ state: 'cancelled' })])
  })

  test('an organizer without an account has nothing to pay with', async () => {
    const orderId = await work.order(organizerId)
    const command = work.command(organizerId, orderId, { gateway: 'stripe' })
    await expect(work.payments.start(command)).rejects.toMatchObject({ code: 'payments.gateway_unknown' })
    expect(await rows(orderId)).toEqual([])
  })

  test('an attempt that expired is ended at the gateway, so that nobody pays it by mistake', async () => {
    const payment = await work.started(organizerId)
    await minutesPass(payment.id, 40)
    await job('payments.poll-unsettled')
    expect(await atBank(payment.id)).toEqual([expect.objectContaining({ state: 'cancelled' })])
    expect(await rows(payment.orderId)).toEqual([expect.objectContaining({ state: 'cancelled', request: null })])
  })

  test('an attempt that expired is not given again: it is ended, and there is a new one', async () => {
    const expired = await work.started(organizerId)
    await minutesPass(expired.id, 40)
    const next = await work.payments.start(work.command(organizerId, expired.orderId))
    expect((await rows(expired.orderId)).map(({ id, state }) => ({ id, state }))).toEqual([
      { id: expired.id, state: 'cancelled' },
      { id: next.id, state: 'created' },
    ])
  })
})

describe('a process killed on the way', () => {
  class Killed extends Error {}
  const kill = () => {
    throw new Killed('killed')
  }

  test('before the attempt is committed: the gateway never hears of it', async () => {
    const at = paymentsAtWork(database.db, bank.baseUrl, { settlement: { lockOrder: async () => kill() } })
    const orderId = await work.order(organizerId)
    const before = (await bank.payments(keyOf(work))).length
    await expect(at.payments.start(work.command(organizerId, orderId))).rejects.toThrow(Killed)
    expect(await rows(orderId)).toEqual([])
    expect(await bank.payments(keyOf(work))).toHaveLength(before)
  })

  test('after the commit, before the call: the attempt is taken up again, or given up when its time is over', async () => {
    const at = processWith(() => ({ createPayment: async () => kill() }))
    const taken = await work.order(organizerId)
    const left = await work.order(organizerId)
    for (const orderId of [taken, left]) {
      await expect(at.payments.start(work.command(organizerId, orderId))).rejects.toThrow(Killed)
    }
    const payment = await work.payments.start(work.command(organizerId, taken))
    expect(await rows(taken)).toEqual([expect.objectContaining({ id: payment.id, state: 'created' })])
    const [row] = await rows(left)
    await minutesPass(row!.id, 40)
    await job('payments.poll-unsettled')
    expect(await rows(left)).toEqual([expect.objectContaining({ state: 'cancelled', reference: null })])
  })

  test.each([
    { when: 'after the gateway acted, before its answer arrived', dies: 'call' },
    { when: 'after the answer arrived, before it was written down', dies: 'record' },
  ])('$when: the payment is found by its key and counts once', async ({ dies }) => {
    let answered = false
    const db = {
      ...database.db,
      tenant: ((id, use) => (answered ? kill() : database.db.tenant(id, use))) as Db['tenant'],
    }
    const tap: Tap = gateway => ({
      createPayment: async input => {
        const created = await gateway.createPayment(input)
        if (dies === 'call') return kill()
        answered = true
        return created
      },
    })
    const at = paymentsAtWork(database.db, bank.baseUrl, { tap, db })
    const orderId = await work.order(organizerId)
    await expect(at.payments.start(work.command(organizerId, orderId))).rejects.toThrow(Killed)
    const [row] = await rows(orderId)
    const [there] = await atBank(row!.id)
    await bank.buyer(there!.id, 'pay')
    await minutesPass(row!.id, 2)
    await job('payments.poll-unsettled')
    expect(await rows(orderId)).toEqual([expect.objectContaining({ state: 'succeeded', reference: there!.id })])
    expect((await work.told(organizerId, orderId)).map(told => told.kind)).toEqual(['succeeded'])
  })

  test('while the order is being told: nothing of it is true, and it is told once the next time', async () => {
    const at = paymentsAtWork(database.db, bank.baseUrl, { settlement: { paymentSucceeded: async () => kill() } })
    const payment = await work.started(organizerId)
    await bank.buyer(payment.reference, 'pay')
    await expect(at.payments.check(organizerId, payment.id)).rejects.toThrow(Killed)
    expect(await rows(payment.orderId)).toEqual([expect.objectContaining({ state: 'created' })])
    expect(await work.payments.check(organizerId, payment.id)).toMatchObject({ state: 'succeeded' })
    expect((await work.told(organizerId, payment.orderId)).map(told => told.kind)).toEqual(['succeeded'])
  })
})

describe("an organizer's credentials", () => {
  test('every call for an order is made with the credentials of its own organizer', async () => {
    const accounts = new Map<string, Set<string>>()
    const at = processWith((gateway, credentials) => ({
      createPayment: async input => {
        const used = accounts.get(input.orderCode) ?? new Set()
        accounts.set(input.orderCode, used.add(credentials.account!))
        return gateway.createPayment(input)
      },
    }))
    const organizers = await Promise.all(Array.from({ length: 4 }, () => work.organizer()))
    await Promise.all(
      Array.from({ length: 24 }, async (_, n) => {
        const id = organizers[n % organizers.length]!
        return at.payments.start(work.command(id, await work.order(id), { orderCode: id }))
      }),
    )
    for (const id of organizers) {
      const [row] = await database.asSuperuser<{ merchant: string }>(
        'select merchant from gateway_accounts where organizer_id = $1',
        [id],
      )
      expect([...accounts.get(id)!]).toEqual([row!.merchant])
    }
  })

  test('are opened once, and anew as soon as they have changed', async () => {
    const id = await work.organizer()
    const openings = async () => {
      const before = work.opened.length
      await work.started(id)
      return work.opened.length - before
    }
    expect([await openings(), await openings()]).toEqual([1, 0])
    await database.asSuperuser('update gateway_accounts set version = version + 1 where organizer_id = $1', [id])
    expect([await openings(), await openings()]).toEqual([1, 0])
  })

  test("one organizer's sealed credentials do not open in another's row", async () => {
    const [a, b] = await Promise.all([work.organizer(), work.organizer()])
    await database.asSuperuser(
      `update gateway_accounts set version = version + 1, credentials = (select credentials from gateway_accounts where organizer_id = $1)
        where organizer_id = $2`,
      [a, b],
    )
    const orderId = await work.order(b)
    await expect(work.payments.start(work.command(b, orderId))).rejects.toMatchObject({
      code: expect.stringMatching(/^crypto\./),
    })
  })
})
