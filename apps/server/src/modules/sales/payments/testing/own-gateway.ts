import { formatId, newTenantUuid } from '@tessera/kernel/ids'
import { sql } from 'kysely'
import { pino } from 'pino'
import type { Db } from '../../../../platform/db/db.ts'
import type { Bank } from '../../orders/testing/bank.ts'
import { applySnapshot } from '../apply-snapshot.ts'
import type { Payday } from '../deps.ts'
import { disputesOfOrder, isHeldByDispute } from '../disputes.sql.ts'
import { attemptIdOf, paymentOf } from '../payment.ts'
import { attemptsOfOrder } from '../payments.sql.ts'
import type { DisputeSnapshot, PaymentSnapshot, RefundSnapshot } from '../ports.ts'
import type { Settlement } from '../public.ts'
import { refundOf, refundsOfOrder, selectRefund } from '../refunds.sql.ts'
import { oweRest, requestRefund } from '../request-refund.ts'

type Book = {
  organizerId: string
  amountMinor: bigint
  currency: string
  state: PaymentSnapshot['state']
  refunds: RefundSnapshot[]
  disputes: DisputeSnapshot[]
  /** What was told before, some of which comes again later. */
  told: PaymentSnapshot[]
}

export type OwnGateway = Bank & {
  /** A refund that had succeeded comes back from the buyer's bank; nothing happens when there is none. */
  returnRefund(paymentId: string): Promise<void>
  /** The buyer's bank takes the money, and decides. */
  dispute(paymentId: string, to: 'open' | 'won' | 'lost'): Promise<void>
  /** News of long ago comes once more, or all of today's. */
  repeat(paymentId: string, which: number | 'newest'): Promise<void>
}

const FEE_MINOR = 1_500n

/**
 * A gateway that is a book in memory, and keeps it as a gateway does: no more goes back than came in, and what a dispute
 * holds cannot be refunded. What it says takes effect through the real payments, so that they are walked as well.
 */
export function createOwnGateway(db: Db): OwnGateway {
  let settlement: Settlement | null = null
  const books = new Map<string, Book>()
  const deps: Payday = {
    db,
    gateways: [],
    envelope: { seal: refuse, openText: refuse },
    settlement: () => settlement ?? refuse(),
    organizers: { ids: refuse, get: refuse },
    origin: '',
    log: pino({ level: 'silent' }),
    opened: { byId: refuse, factory: refuse } as never,
  }
  const bookOf = (paymentId: string): Book => books.get(paymentId) ?? refuse()
  const tell = async (paymentId: string, news?: PaymentSnapshot): Promise<void> => {
    const book = bookOf(paymentId)
    const snapshot = news ?? snapshotOf(paymentId, book)
    if (!news) book.told.push(snapshot)
    await applySnapshot(deps, book.organizerId, paymentId, snapshot)
  }
  const change = (paymentId: string, by: (book: Book) => Partial<Book>): Promise<void> => {
    books.set(paymentId, { ...bookOf(paymentId), ...by(bookOf(paymentId)) })
    return tell(paymentId)
  }
  const refunded = (paymentId: string, refundId: string | null, amountMinor: bigint, succeeds: boolean) =>
    change(paymentId, book => {
      const given = succeeds && room(book) >= amountMinor
      const refund: RefundSnapshot = {
        reference: `re_${newTenantUuid(book.organizerId)}`,
        refundId: refundId && formatId('ref', refundId),
        paymentReference: referenceOf(paymentId),
        amount: { amountMinor, currency: book.currency },
        state: given ? 'succeeded' : 'failed',
        failure: given ? null : { code: 'destination_closed', detail: 'closed' },
      }
      return { refunds: [...book.refunds, refund] }
    })

  return {
    payments: {
      choices: async () => [],
      start: refuse,
      check: async () => null,
      ofOrder: async (tx, orderId) => ({
        payments: (await attemptsOfOrder(tx, orderId)).map(paymentOf),
        refunds: (await refundsOfOrder(tx, orderId)).map(refundOf),
        disputes: await disputesOfOrder(tx, orderId),
      }),
      isHeldByDispute,
      markReviewed: async () => false,
      requestRefund,
      oweRest,
    },
    settleWith: given => {
      settlement = given
    },
    attempt: async ({ id: orderId, organizerId, totalMinor: amountMinor, currency }) => {
      const id = newTenantUuid(organizerId)
      await db.tenant(organizerId, tx =>
        sql`
          insert into payments (organizer_id, id, order_id, gateway, state, amount_minor, currency, idempotency_key)
          values (current_organizer(), ${id}, ${orderId}, 'test', 'created', ${amountMinor}, ${currency}, ${id})
        `.execute(tx),
      )
      books.set(id, { organizerId, amountMinor, currency, state: 'open', refunds: [], disputes: [], told: [] })
      return id
    },
    succeed: (_organizerId, paymentId) => change(paymentId, () => ({ state: 'succeeded' })),
    fail: (_organizerId, paymentId) =>
      change(paymentId, book => ({ state: book.state === 'succeeded' ? 'succeeded' : 'failed' })),
    settleRefund: async (organizerId, refundId, state) => {
      const refund = (await db.tenant(organizerId, tx => selectRefund(tx, refundId))) ?? refuse()
      await refunded(refund.paymentId, refundId, refund.amountMinor, state === 'succeeded')
    },
    refundAtGateway: async (_organizerId, paymentId, amountMinor) => {
      if (room(bookOf(paymentId)) >= amountMinor) await refunded(paymentId, null, amountMinor, true)
      return paymentId
    },
    returnRefund: paymentId =>
      change(paymentId, ({ refunds }) => {
        const at = refunds.findIndex(refund => refund.state === 'succeeded' && refund.refundId !== null)
        const failure = { code: 'destination_closed', detail: 'closed' } as const
        return { refunds: refunds.map((refund, k) => (k === at ? { ...refund, state: 'failed', failure } : refund)) }
      }),
    dispute: (paymentId, to) => change(paymentId, book => ({ disputes: disputed(book, to) })),
    repeat: async (paymentId, which) => {
      const { told } = bookOf(paymentId)
      const news = which === 'newest' ? undefined : told[which % Math.max(told.length, 1)]
      if (news || which === 'newest') await tell(paymentId, news)
    },
  }
}

function refuse(): never {
  throw new Error('nobody asks this gateway for that')
}

const referenceOf = (paymentId: string) => `ch_${paymentId}`

/** What can still be given back. */
function room({ state, amountMinor, refunds, disputes }: Book): bigint {
  if (state !== 'succeeded') return 0n
  const given = refunds
    .filter(refund => refund.state === 'succeeded')
    .reduce((sum, one) => sum + one.amount.amountMinor, 0n)
  return amountMinor - given - disputes.reduce((sum, dispute) => sum + dispute.withdrawn.amountMinor, 0n)
}

function disputed(book: Book, to: DisputeSnapshot['state']): DisputeSnapshot[] {
  const { disputes, currency } = book
  const money = (amountMinor: bigint) => ({ amountMinor, currency })
  if (to === 'open') {
    const left = room(book)
    if (left === 0n || disputes.length > 0) return disputes
    const reference = `dp_${newTenantUuid(book.organizerId)}`
    return [{ reference, state: 'open', amount: money(left), withdrawn: money(left), fee: money(FEE_MINOR) }]
  }
  return disputes.map(dispute =>
    dispute.state === 'open'
      ? { ...dispute, state: to, withdrawn: to === 'won' ? money(0n) : dispute.withdrawn }
      : dispute,
  )
}

function snapshotOf(paymentId: string, { amountMinor, currency, state, refunds, disputes }: Book): PaymentSnapshot {
  const [amount, none] = [
    { amountMinor, currency },
    { amountMinor: 0n, currency },
  ]
  return {
    reference: referenceOf(paymentId),
    attemptId: attemptIdOf(paymentId),
    state,
    amount,
    captured: state === 'succeeded' ? amount : none,
    refunded: none,
    refunds,
    disputes,
    account: null,
    livemode: false,
    failure: null,
    createdAt: new Date(0),
  }
}
