import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { wireId } from '../../../platform/http/wire.ts'
import { type TestDatabase, testDatabase } from '../../../platform/testing/test-database.ts'
import { type DisputeSnapshot, GatewayError, SHUT_OUT } from './ports.ts'
import type { Refund } from './public.ts'
import { type PaymentsAtWork, paymentsAtWork, TOTAL_MINOR } from './testing/payments-at-work.ts'
import { type SandboxBank, startSandboxBank } from './testing/sandbox-bank.ts'

let database: TestDatabase
let bank: SandboxBank
let work: PaymentsAtWork
let organizerId: string

beforeAll(async () => {
  ;[database, bank] = await Promise.all([testDatabase({ poolSize: 16 }), startSandboxBank()])
  work = paymentsAtWork(database.db, bank.baseUrl)
  organizerId = await work.organizer()
})
afterAll(async () => {
  await bank.stop()
  await database[Symbol.asyncDispose]()
})
afterEach(() => bank.clearFaults())

async function paid() {
  const payment = await work.started(organizerId)
  await bank.buyer(payment.reference, 'pay')
  await work.payments.check(organizerId, payment.id)
  return payment
}

type Paid = Awaited<ReturnType<typeof paid>>

const request = (payment: Paid, amountMinor: bigint, at = work): Promise<Refund> =>
  database.db.tenant(organizerId, async tx => {
    await work.settlement.lockOrder(tx, payment.orderId)
    const { orderId, id: paymentId } = payment
    const wish = { organizerId, orderId, paymentId, amountMinor, cause: 'organizer', reason: null, lines: [] } as const
    return at.payments.requestRefund(tx, { ...wish, lines: [] })
  })

const standing = async (payment: Paid) => {
  const [row] = await database.asSuperuser<{ refunded: string; pending: string }>(
    'select refunded_minor::text as refunded, refund_pending_minor::text as pending from payments where id = $1',
    [payment.id],
  )
  return row
}
const refunds = (payment: Paid) =>
  database.asSuperuser<{ id: string; state: string; cause: string; amount: string; failure_code: string | null }>(
    'select id, state, cause, amount_minor::text as amount, failure_code from refunds where payment_id = $1 order by created_at, id',
    [payment.id],
  )
const kinds = async (payment: Paid) => (await work.told(organizerId, payment.orderId)).map(told => told.kind)
const booked = async (payment: Paid) => {
  const there = (await bank.payments(work.opened.at(-1)!.key!)).find(found => found.id === payment.reference)
  return there as unknown as {
    refunded: { amount_minor: string }
    refunds: Array<{ id: string; refund_id: string | null }>
  }
}
const poll = async (name: string) => {
  await database.asSuperuser(
    "update refunds set created_at = created_at - interval '2 minutes', checked_at = checked_at - interval '2 minutes'",
  )
  await work.payments.jobs.find(job => job.name === name)!.handle()
}

describe('refunds', () => {
  test('sixty-four at once never promise more than was paid', async () => {
    const payment = await paid()
    const wishes = await Promise.allSettled(Array.from({ length: 64 }, () => request(payment, 700n)))
    const granted = wishes.flatMap(wish => (wish.status === 'fulfilled' ? [wish.value] : []))
    expect(granted).toHaveLength(Number(TOTAL_MINOR / 700n))
    for (const wish of wishes) {
      if (wish.status === 'rejected') expect(wish.reason).toMatchObject({ code: 'payments.refund_exceeds_payment' })
    }
    expect(await standing(payment)).toEqual({ refunded: '0', pending: '3500' })
    // Executed by several at once, each moves its money once.
    await Promise.all(
      [...granted, ...granted, ...granted].map(refund => work.payments.executeRefund(organizerId, refund.id)),
    )
    expect(await standing(payment)).toEqual({ refunded: '3500', pending: '0' })
    expect((await booked(payment)).refunded.amount_minor).toBe('3500')
    expect((await kinds(payment)).filter(kind => kind === 'refund_settled')).toHaveLength(granted.length)
  })

  test('without the condition the same sixty-four would promise more: only the constraint below stops them', async () => {
    const payment = await paid()
    // Check, then act: what the conditional update replaces.
    const naive = () =>
      database.db.tenant(organizerId, async tx => {
        const [before] = (await work.payments.ofOrder(tx, payment.orderId)).payments
        if (before!.refundPendingMinor + 700n > before!.amountMinor) throw new Error('refused in time')
        const more = before!.refundPendingMinor + 700n
        return more
      })
    const seen = await Promise.all(Array.from({ length: 64 }, naive))
    expect(seen.filter(more => more <= TOTAL_MINOR)).toHaveLength(64)
    await expect(
      database.asSuperuser('update payments set refund_pending_minor = 64 * 700 where id = $1', [payment.id]),
    ).rejects.toThrow('payments_refund_limit')
  })

  test('of a payment that took nothing, of another order, or of nothing are refused', async () => {
    const open = await work.started(organizerId)
    await expect(request(open, 100n)).rejects.toMatchObject({ code: 'payments.refund_exceeds_payment' })
    const payment = await paid()
    await expect(request({ ...payment, orderId: open.orderId }, 100n)).rejects.toMatchObject({ status: 409 })
    await expect(request(payment, 0n)).rejects.toMatchObject({ status: 409 })
    await expect(request(payment, -100n)).rejects.toMatchObject({ status: 409 })
    expect(await standing(payment)).toEqual({ refunded: '0', pending: '0' })
  })

  test('are made after the commit, by whoever hears of them', async () => {
    const payment = await paid()
    const refund = await request(payment, 1_500n)
    expect((await booked(payment)).refunded.amount_minor).toBe('0')
    const waiting = await database.asSuperuser<{ topic: string; payload: { refund_id: string } }>(
      "select topic, payload from outbox where topic = 'payments.refund_requested' and payload->>'refund_id' = $1",
      [refund.id],
    )
    expect(waiting).toHaveLength(1)
    const event = { id: 'e', organizerId, subjectId: payment.orderId, at: new Date(), payload: waiting[0]!.payload }
    const [subscriber] = work.payments.subscribers
    await subscriber!.handle(event as never)
    await subscriber!.handle(event as never)
    expect(await refunds(payment)).toEqual([expect.objectContaining({ state: 'succeeded', amount: '1500' })])
    expect(await kinds(payment)).toEqual(['succeeded', 'refund_settled'])
    expect((await booked(payment)).refunds).toEqual([expect.objectContaining({ refund_id: wireId('ref', refund.id) })])
  })

  test('whose answer got lost are found again by their id, and made once', async () => {
    const payment = await paid()
    const refund = await request(payment, 1_500n)
    await bank.fault('refund.create', 'reset_after')
    await expect(work.payments.executeRefund(organizerId, refund.id)).rejects.toMatchObject({ kind: 'unavailable' })
    expect(await standing(payment)).toEqual({ refunded: '0', pending: '1500' })
    await poll('payments.poll-refunds')
    expect(await standing(payment)).toEqual({ refunded: '1500', pending: '0' })
    expect((await booked(payment)).refunds).toHaveLength(1)
    expect(await kinds(payment)).toEqual(['succeeded', 'refund_settled'])
  })

  test('that the bank takes its time over settle when it says so', async () => {
    const payment = await paid()
    const refund = await request(payment, 1_500n)
    await bank.fault('refund.settle', 'stay_pending')
    expect(await work.payments.executeRefund(organizerId, refund.id)).toMatchObject({ state: 'pending' })
    expect(await standing(payment)).toEqual({ refunded: '0', pending: '1500' })
    const [there] = (await booked(payment)).refunds
    await bank.control(`refunds/${there!.id}`, { state: 'succeeded' })
    await poll('payments.poll-refunds')
    expect(await standing(payment)).toEqual({ refunded: '1500', pending: '0' })
  })

  test('that fail are never called refunded: the money is free for another try, and the order knows', async () => {
    const payment = await paid()
    const refund = await request(payment, TOTAL_MINOR)
    await bank.fault('refund.settle', 'stay_pending')
    await work.payments.executeRefund(organizerId, refund.id)
    const [there] = (await booked(payment)).refunds
    await bank.control(`refunds/${there!.id}`, { state: 'failed' })
    // The webhook and the poller bring the same news.
    const messages = await bank.messages(payment.reference)
    for (const { rawBody, headers } of messages) {
      await work.payments.receiveWebhook({ organizerId, gateway: 'sandbox', rawBody, headers })
    }
    await work.payments.settled()
    await poll('payments.poll-refunds')
    expect(await refunds(payment)).toEqual([
      expect.objectContaining({ state: 'failed', failure_code: 'destination_closed' }),
    ])
    expect(await standing(payment)).toEqual({ refunded: '0', pending: '0' })
    expect(await kinds(payment)).toEqual(['succeeded', 'refund_failed'])
    const again = await request(payment, TOTAL_MINOR)
    expect(await work.payments.executeRefund(organizerId, again.id)).toMatchObject({ state: 'succeeded' })
    expect(await standing(payment)).toEqual({ refunded: '4000', pending: '0' })
  })

  test('that could not be asked for because our credentials are not accepted wait until they are', async () => {
    const shutOut = new GatewayError({ kind: 'rejected', gateway: 'sandbox', code: SHUT_OUT, message: 'unknown key' })
    const lockedOut = paymentsAtWork(database.db, bank.baseUrl, {
      tap: () => ({ refund: () => Promise.reject(shutOut) }),
    })
    const payment = await paid()
    const refund = await request(payment, TOTAL_MINOR)
    await expect(lockedOut.payments.executeRefund(organizerId, refund.id)).rejects.toBe(shutOut)
    expect(await refunds(payment)).toMatchObject([{ state: 'created' }])
    expect(await standing(payment)).toEqual({ refunded: '0', pending: '4000' })
    await poll('payments.poll-refunds')
    expect(await refunds(payment)).toMatchObject([{ state: 'succeeded' }])
  })

  test('that the gateway refuses outright have failed', async () => {
    const payment = await paid()
    const refund = await request(payment, 100n)
    await bank.control(`payments/${payment.reference}/dispute`, { state: 'open' })
    expect(await work.payments.executeRefund(organizerId, refund.id)).toMatchObject({
      state: 'failed',
      failureCode: 'not_refundable',
    })
    expect(await standing(payment)).toEqual({ refunded: '0', pending: '0' })
    // A dispute is told once for each of its states, whoever brings the news.
    await bank.control(`payments/${payment.reference}/dispute`, { state: 'won' })
    for (const { rawBody, headers } of await bank.messages(payment.reference)) {
      await work.payments.receiveWebhook({ organizerId, gateway: 'sandbox', rawBody, headers })
    }
    await work.payments.settled()
    const disputes = (await work.told(organizerId, payment.orderId)).filter(told => told.kind === 'dispute')
    expect(disputes.map(told => told.data.state)).toEqual(['open', 'won'])
  })
})

test('what a dispute has lost beside a refund under way is booked once that is through, though nobody tells', async () => {
  const eur = (amountMinor: bigint) => ({ amountMinor, currency: 'EUR' })
  const lost = { reference: 'lost', state: 'lost', amount: eur(TOTAL_MINOR), withdrawn: eur(TOTAL_MINOR), fee: eur(0n) }
  const disputed = paymentsAtWork(database.db, bank.baseUrl, {
    tap: gateway => ({
      fetchPayment: async lookup => {
        const news = await gateway.fetchPayment(lookup)
        return news && { ...news, disputes: [lost as DisputeSnapshot] }
      },
    }),
  })
  const payment = await paid()
  const poll = (name: string) => disputed.payments.jobs.find(job => job.name === name)!.handle()
  const refund = await request(payment, TOTAL_MINOR)
  await bank.fault('refund.settle', 'stay_pending')
  await disputed.payments.executeRefund(organizerId, refund.id)
  for (const { rawBody, headers } of await bank.messages(payment.reference))
    await disputed.payments.receiveWebhook({ organizerId, gateway: 'sandbox', rawBody, headers })
  await disputed.payments.settled()
  // Days later its messages are given up, and the bank is through with the refund.
  await database.asSuperuser('update gateway_events set handled_at = now() where organizer_id = $1', [organizerId])
  await bank.control(`refunds/${(await booked(payment)).refunds[0]!.id}`, { state: 'succeeded' })
  await disputed.payments.executeRefund(organizerId, refund.id)
  expect(await kinds(payment)).toEqual(['succeeded', 'dispute', 'refund_settled'])
  await database.asSuperuser("update payments set checked_at = checked_at - interval '7 hours' where id = $1", [
    payment.id,
  ])
  await disputed.order(organizerId)
  await poll('payments.poll-unsettled')
  await poll('payments.poll-unsettled')
  expect(await kinds(payment)).toEqual(['succeeded', 'dispute', 'refund_settled', 'lost_beyond'])
})

describe('a refund made in the dashboard of the gateway', () => {
  const messagesArrive = async (payment: Paid) => {
    for (const { rawBody, headers } of await bank.messages(payment.reference)) {
      await work.payments.receiveWebhook({ organizerId, gateway: 'sandbox', rawBody, headers })
    }
    await work.payments.settled()
  }

  test('is taken into the books once, and counts against what can still go back', async () => {
    const payment = await paid()
    await bank.control(`payments/${payment.reference}/refund`, { amount_minor: '3000' })
    await messagesArrive(payment)
    await messagesArrive(payment)
    expect(await refunds(payment)).toEqual([
      expect.objectContaining({ state: 'succeeded', cause: 'gateway', amount: '3000' }),
    ])
    expect(await standing(payment)).toEqual({ refunded: '3000', pending: '0' })
    expect(await kinds(payment)).toEqual(['succeeded', 'refund_settled'])
    await expect(request(payment, 1_001n)).rejects.toMatchObject({ code: 'payments.refund_exceeds_payment' })
    expect((await request(payment, 1_000n)).amountMinor).toBe(1_000n)
  })

  test('that was faster than ours: ours fails, theirs counts, nothing goes back twice', async () => {
    const payment = await paid()
    const refund = await request(payment, 3_000n)
    await bank.control(`payments/${payment.reference}/refund`, { amount_minor: '4000' })
    await messagesArrive(payment)
    // Theirs does not fit beside what is promised, so it waits until ours has been refused.
    expect(await standing(payment)).toEqual({ refunded: '0', pending: '3000' })
    expect(await work.payments.executeRefund(organizerId, refund.id)).toMatchObject({
      state: 'failed',
      failureCode: 'exceeds_refundable',
    })
    await work.payments.jobs.find(job => job.name === 'payments.handle-gateway-events')!.handle()
    expect(await standing(payment)).toEqual({ refunded: '4000', pending: '0' })
    expect((await refunds(payment)).map(({ state, cause }) => `${cause} ${state}`).sort()).toEqual([
      'gateway succeeded',
      'organizer failed',
    ])
    const waiting = await database.asSuperuser(
      'select 1 from gateway_events where organizer_id = $1 and handled_at is null',
      [organizerId],
    )
    expect(waiting).toEqual([])
  })

  test('that made ours fail is heard of by the next try, when the gateway went away meanwhile', async () => {
    const away = new GatewayError({ kind: 'unavailable', gateway: 'sandbox', code: 'timeout', message: 'no answer' })
    let isAway = true
    const { payments } = paymentsAtWork(database.db, bank.baseUrl, {
      tap: gateway => ({
        fetchPayment: lookup => (isAway ? Promise.reject(away) : gateway.fetchPayment(lookup)),
      }),
    })
    const payment = await paid()
    const refund = await request(payment, 3_000n)
    await bank.control(`payments/${payment.reference}/refund`, { amount_minor: '4000' })
    await expect(payments.executeRefund(organizerId, refund.id)).rejects.toBe(away)
    expect(await standing(payment)).toEqual({ refunded: '0', pending: '0' })
    isAway = false
    expect(await payments.executeRefund(organizerId, refund.id)).toMatchObject({ state: 'failed' })
    expect(await standing(payment)).toEqual({ refunded: '4000', pending: '0' })
  })

  test('and one of ours at the same moment never give back more than came in', async () => {
    for (let round = 0; round < 6; round++) {
      const payment = await paid()
      const ours = await request(payment, 2_500n)
      await Promise.allSettled([
        work.payments.executeRefund(organizerId, ours.id),
        bank.control(`payments/${payment.reference}/refund`, { amount_minor: '2500' }),
      ])
      await messagesArrive(payment)
      await work.payments.jobs.find(job => job.name === 'payments.handle-gateway-events')!.handle()
      expect(await standing(payment)).toEqual({ refunded: '2500', pending: '0' })
      expect((await booked(payment)).refunded.amount_minor).toBe('2500')
    }
  })
})
