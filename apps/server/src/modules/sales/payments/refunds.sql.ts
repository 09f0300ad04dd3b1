import { sql } from 'kysely'
import type { Tx } from '../../../platform/db/db.ts'
import type { Refund, RefundState } from './public.ts'

/** A refund with what only this module needs to know. */
export type RefundRow = Refund & { reference: string | null; askedAt: Date | null }

const COLUMNS = sql`
  r.id, r.organizer_id, r.order_id, r.payment_id, p.gateway, r.amount_minor, r.currency, r.state, r.cause, r.reason, r.lines,
  r.failure_code, r.created_at, r.settled_at, r.reference, r.asked_at
`
const FROM = sql`refunds r join payments p on p.organizer_id = r.organizer_id and p.id = r.payment_id`

export async function selectRefund(tx: Tx, id: string): Promise<RefundRow | null> {
  const { rows } = await sql<RefundRow>`
    select ${COLUMNS} from ${FROM} where r.organizer_id = current_organizer() and r.id = ${id}
  `.execute(tx)
  return rows[0] ?? null
}

export async function refundByReference(tx: Tx, paymentId: string, reference: string): Promise<RefundRow | null> {
  const { rows } = await sql<RefundRow>`
    select ${COLUMNS} from ${FROM}
     where r.organizer_id = current_organizer() and r.payment_id = ${paymentId} and r.reference = ${reference}
  `.execute(tx)
  return rows[0] ?? null
}

export async function refundsOfOrder(tx: Tx, orderId: string): Promise<RefundRow[]> {
  const { rows } = await sql<RefundRow>`
    select ${COLUMNS} from ${FROM}
     where r.organizer_id = current_organizer() and r.order_id = ${orderId} order by r.created_at, r.id
  `.execute(tx)
  return rows
}

/** The condition is the guard: however many ask at once, no more goes back than came in. */
export async function reserveRefund(tx: Tx, paymentId: string, amountMinor: bigint): Promise<boolean> {
  const result = await sql`
    update payments set refund_pending_minor = refund_pending_minor + ${amountMinor}
     where organizer_id = current_organizer() and id = ${paymentId} and state = 'succeeded'
       and refunded_minor + refund_pending_minor + ${amountMinor} <= amount_minor
  `.execute(tx)
  return (result.numAffectedRows ?? 0n) === 1n
}

export type NewRefund = Pick<
  Refund,
  'id' | 'organizerId' | 'orderId' | 'paymentId' | 'amountMinor' | 'currency' | 'cause' | 'reason' | 'lines'
> & { state: 'created' | 'pending' | 'failed'; reference: string | null; failureCode?: string | null }

export async function insertRefund(tx: Tx, refund: NewRefund): Promise<RefundRow> {
  await sql`
    insert into refunds (organizer_id, id, order_id, payment_id, amount_minor, currency, state, cause, reason, lines, reference, failure_code, settled_at)
    values (${refund.organizerId}, ${refund.id}, ${refund.orderId}, ${refund.paymentId}, ${refund.amountMinor}, ${refund.currency}, ${refund.state},
            ${refund.cause}, ${refund.reason}, ${JSON.stringify(refund.lines)}::jsonb, ${refund.reference}, ${refund.failureCode ?? null},
            case when ${refund.state} = 'failed' then clock_timestamp() end)
  `.execute(tx)
  return (await selectRefund(tx, refund.id))!
}

type RefundMove = { to: Exclude<RefundState, 'created'>; reference: string | null; failureCode: string | null }

/** Of two that carry the same news one gets the row; what was reserved moves with it. Null when it was known. */
export async function moveRefund(tx: Tx, refund: RefundRow, move: RefundMove): Promise<RefundRow | null> {
  const result = await sql`
    update refunds
       set state = ${move.to}, reference = coalesce(reference, ${move.reference}), failure_code = ${move.failureCode},
           settled_at = case when ${move.to} <> 'pending' then clock_timestamp() end
     where organizer_id = current_organizer() and id = ${refund.id} and state in ('created', 'pending') and state <> ${move.to}
  `.execute(tx)
  if ((result.numAffectedRows ?? 0n) === 0n) return null
  if (move.to !== 'pending') {
    await sql`
      update payments
         set refund_pending_minor = refund_pending_minor - ${refund.amountMinor},
             refunded_minor = refunded_minor + ${move.to === 'succeeded' ? refund.amountMinor : 0n}
       where organizer_id = current_organizer() and id = ${refund.paymentId}
    `.execute(tx)
  }
  return selectRefund(tx, refund.id)
}

/** One that had succeeded has failed after all: what it gave back was not given back. Null when that is known. */
export async function returnRefund(tx: Tx, refund: RefundRow, failureCode: string): Promise<RefundRow | null> {
  const result = await sql`
    update refunds set state = 'failed', failure_code = ${failureCode}, settled_at = clock_timestamp()
     where organizer_id = current_organizer() and id = ${refund.id} and state = 'succeeded'
  `.execute(tx)
  if ((result.numAffectedRows ?? 0n) === 0n) return null
  await sql`
    update payments set refunded_minor = refunded_minor - ${refund.amountMinor}
     where organizer_id = current_organizer() and id = ${refund.paymentId}
  `.execute(tx)
  return selectRefund(tx, refund.id)
}

/** Notes that the gateway is about to be asked, and tells whether it was before. */
export async function markAsked(tx: Tx, id: string): Promise<{ askedBefore: boolean }> {
  const { rows } = await sql<{ askedBefore: boolean }>`
    with old as (select asked_at from refunds where organizer_id = current_organizer() and id = ${id} for update)
    update refunds set asked_at = coalesce(refunds.asked_at, clock_timestamp()), checked_at = clock_timestamp()
      from old where organizer_id = current_organizer() and id = ${id}
    returning old.asked_at is not null as asked_before
  `.execute(tx)
  return { askedBefore: rows[0]?.askedBefore ?? false }
}

/** Refunds without an answer; the pauses grow with the age. */
export async function refundsToPoll(tx: Tx, limit: number): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select id from refunds
     where organizer_id = current_organizer() and state in ('created', 'pending')
       and created_at < clock_timestamp() - interval '20 seconds'
       and coalesce(checked_at, '-infinity') < clock_timestamp() - least(greatest((clock_timestamp() - created_at) / 5, interval '50 seconds'), interval '6 hours')
     order by checked_at nulls first, created_at limit ${limit}
  `.execute(tx)
  return rows.map(row => row.id)
}

/** What other modules see of it. */
export function refundOf({ reference: _reference, askedAt: _askedAt, ...refund }: RefundRow): Refund {
  return refund
}
