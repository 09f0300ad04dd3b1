import { newTenantUuid } from '@tessera/kernel/ids'
import { sql } from 'kysely'
import type { Db, Tx } from '../../../../platform/db/db.ts'
import type { Payment, Payments, Refund, Settlement } from '../../payments/public.ts'
import { oweRest } from '../../payments/testing/refunds.ts'
import type { Order } from '../public.ts'

/**
 * Payments with no gateway behind them: the rows and transactions of the real ones, while the test decides when money
 * moves. `guard: 'none'` leaves out what keeps a payment from being settled twice, for tests that prove it is needed.
 */
export type Bank = {
  payments: Pick<
    Payments,
    'choices' | 'start' | 'check' | 'ofOrder' | 'isHeldByDispute' | 'markReviewed' | 'requestRefund' | 'oweRest'
  >
  settleWith(settlement: Settlement): void
  attempt(order: Pick<Order, 'id' | 'organizerId' | 'totalMinor' | 'currency'>): Promise<string>
  /** The gateway says that the payment succeeded; saying it again changes nothing. */
  succeed(organizerId: string, paymentId: string, options?: { guard: 'none' }): Promise<void>
  fail(organizerId: string, paymentId: string): Promise<void>
  /** The gateway gives a requested refund back, or refuses to. */
  settleRefund(organizerId: string, refundId: string, state: 'succeeded' | 'failed'): Promise<void>
  /** Somebody refunds at the gateway itself. */
  refundAtGateway(organizerId: string, paymentId: string, amountMinor: bigint): Promise<string>
}

const paymentColumns = sql`id, organizer_id, order_id, gateway, state, amount_minor, currency, reference, next, failure_code, refunded_minor,
  refund_pending_minor, created_at, succeeded_at`
const refundColumns = sql`id, organizer_id, order_id, payment_id, 'test' as gateway, amount_minor, currency, state, cause, reason, lines, failure_code,
  created_at, settled_at`

export function createBank(db: Db): Bank {
  let settlement: Settlement | null = null
  const settled = (): Settlement => {
    if (!settlement) throw new Error('the bank settles with nobody yet')
    return settlement
  }

  const succeed = async (tx: Tx, paymentId: string, guarded: boolean) => {
    const { rows } = await sql<Payment>`
      update payments set state = 'succeeded', succeeded_at = clock_timestamp()
       where organizer_id = current_organizer() and id = ${paymentId} and (state <> 'succeeded' or not ${guarded}) returning ${paymentColumns}
    `.execute(tx)
    if (rows[0]) await settled().paymentSucceeded(tx, rows[0])
  }
  const orderOf = async (tx: Tx, table: 'payments' | 'refunds', id: string) => {
    const { rows } = await sql<{ orderId: string }>`
      select order_id from ${sql.table(table)} where organizer_id = current_organizer() and id = ${id}
    `.execute(tx)
    return rows[0]!.orderId
  }

  return {
    payments: {
      choices: async () => [{ gateway: 'test', label: 'Test', flow: 'redirect' }],
      start: async () => {
        throw new Error('this bank has no counter; use attempt')
      },
      check: async () => null,
      ofOrder: selectOfOrder,
      isHeldByDispute: async () => false,
      markReviewed: async () => false,
      requestRefund: insertRefund,
      oweRest,
    },
    settleWith: given => {
      settlement = given
    },
    attempt: async order => {
      const id = newTenantUuid(order.organizerId)
      await db.tenant(order.organizerId, tx =>
        sql`
          insert into payments (organizer_id, id, order_id, gateway, state, amount_minor, currency, idempotency_key)
          values (current_organizer(), ${id}, ${order.id}, 'test', 'pending', ${order.totalMinor}, ${order.currency}, ${id})
        `.execute(tx),
      )
      return id
    },
    succeed: (organizerId, paymentId, options) =>
      db.tenant(organizerId, async tx => {
        if (!options) await settled().lockOrder(tx, await orderOf(tx, 'payments', paymentId))
        await succeed(tx, paymentId, !options)
      }),
    fail: (organizerId, paymentId) =>
      db.tenant(organizerId, async tx => {
        await settled().lockOrder(tx, await orderOf(tx, 'payments', paymentId))
        const { rows } = await sql<Payment>`
          update payments set state = 'failed', failure_code = 'card_declined'
           where organizer_id = current_organizer() and id = ${paymentId} and state = 'pending' returning ${paymentColumns}
        `.execute(tx)
        if (rows[0]) await settled().paymentFailed(tx, rows[0])
      }),
    settleRefund: (organizerId, refundId, state) =>
      db.tenant(organizerId, async tx => {
        await settled().lockOrder(tx, await orderOf(tx, 'refunds', refundId))
        const { rows } = await sql<Refund>`
          update refunds set state = ${state}, settled_at = clock_timestamp(), failure_code = case when ${state} = 'failed' then 'card_closed' end
           where organizer_id = current_organizer() and id = ${refundId} and state = 'created' returning ${refundColumns}
        `.execute(tx)
        const refund = rows[0]
        if (!refund) return
        const given = state === 'succeeded' ? refund.amountMinor : 0n
        await sql`
          update payments set refund_pending_minor = refund_pending_minor - ${refund.amountMinor}, refunded_minor = refunded_minor + ${given}
           where organizer_id = current_organizer() and id = ${refund.paymentId}
        `.execute(tx)
        await (state === 'succeeded' ? settled().refundSettled(tx, refund) : settled().refundFailed(tx, refund))
      }),
    refundAtGateway: (organizerId, paymentId, amountMinor) =>
      db.tenant(organizerId, async tx => {
        const orderId = await orderOf(tx, 'payments', paymentId)
        await settled().lockOrder(tx, orderId)
        await sql`
          update payments set refunded_minor = refunded_minor + ${amountMinor} where organizer_id = current_organizer() and id = ${paymentId}
        `.execute(tx)
        const { rows } = await sql<Refund>`
          insert into refunds (organizer_id, id, order_id, payment_id, amount_minor, currency, state, cause, settled_at)
          select organizer_id, ${newTenantUuid(organizerId)}, order_id, id, ${amountMinor}, currency, 'succeeded', 'gateway', clock_timestamp()
            from payments where organizer_id = current_organizer() and id = ${paymentId} returning ${refundColumns}
        `.execute(tx)
        await settled().refundSettled(tx, rows[0]!)
        return rows[0]!.id
      }),
  }
}

const insertRefund: Payments['requestRefund'] = async (tx, refund) => {
  const { organizerId, orderId, paymentId, amountMinor, cause, reason, lines } = refund
  await sql`
    update payments set refund_pending_minor = refund_pending_minor + ${amountMinor} where organizer_id = current_organizer() and id = ${paymentId}
  `.execute(tx)
  const { rows } = await sql<Refund>`
    insert into refunds (organizer_id, id, order_id, payment_id, amount_minor, currency, cause, reason, lines)
    select current_organizer(), ${newTenantUuid(organizerId)}, ${orderId}, ${paymentId}, ${amountMinor}, currency, ${cause}, ${reason}, ${JSON.stringify(lines)}::jsonb
      from payments where organizer_id = current_organizer() and id = ${paymentId} returning ${refundColumns}
  `.execute(tx)
  return rows[0]!
}

const selectOfOrder: Payments['ofOrder'] = async (tx, orderId) => {
  const payments = await sql<Payment>`
    select ${paymentColumns} from payments where organizer_id = current_organizer() and order_id = ${orderId} order by id
  `.execute(tx)
  const refunds = await sql<Refund>`
    select ${refundColumns} from refunds where organizer_id = current_organizer() and order_id = ${orderId} order by id
  `.execute(tx)
  return { payments: payments.rows, refunds: refunds.rows, disputes: [] }
}
