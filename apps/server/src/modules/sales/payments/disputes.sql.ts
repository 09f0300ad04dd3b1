import { sql } from 'kysely'
import type { Tx } from '../../../platform/db/db.ts'
import type { Dispute, DisputeState } from './public.ts'

const COLUMNS = sql`
  d.id, d.organizer_id, d.payment_id, p.order_id, p.gateway, d.reference, d.state, d.amount_minor, d.currency, d.withdrawn_minor, d.fee_minor,
  d.lost_minor, d.opened_at, d.closed_at
`
const FROM = sql`payment_disputes d join payments p on p.organizer_id = d.organizer_id and p.id = d.payment_id`

/** Of a payment whose row is locked. */
export async function disputesOfPayment(tx: Tx, paymentId: string): Promise<Dispute[]> {
  const { rows } = await sql<Dispute>`
    select ${COLUMNS} from ${FROM} where d.organizer_id = current_organizer() and d.payment_id = ${paymentId} order by d.opened_at, d.id
  `.execute(tx)
  return rows
}

export async function disputesOfOrder(tx: Tx, orderId: string): Promise<Dispute[]> {
  const { rows } = await sql<Dispute>`
    select ${COLUMNS} from ${FROM} where d.organizer_id = current_organizer() and p.order_id = ${orderId} order by d.opened_at, d.id
  `.execute(tx)
  return rows
}

type NewDispute = Pick<
  Dispute,
  | 'id'
  | 'organizerId'
  | 'paymentId'
  | 'reference'
  | 'state'
  | 'amountMinor'
  | 'currency'
  | 'withdrawnMinor'
  | 'feeMinor'
>

export async function insertDispute(tx: Tx, dispute: NewDispute): Promise<void> {
  const { organizerId, id, paymentId, reference, state, amountMinor, currency, withdrawnMinor, feeMinor } = dispute
  await sql`
    insert into payment_disputes (organizer_id, id, payment_id, reference, state, amount_minor, currency, withdrawn_minor, fee_minor, closed_at)
    values (${organizerId}, ${id}, ${paymentId}, ${reference}, ${state}, ${amountMinor}, ${currency}, ${withdrawnMinor}, ${feeMinor},
            case when ${state} in ('won', 'lost') then clock_timestamp() end)
  `.execute(tx)
}

type Move = { state: DisputeState; withdrawnMinor: bigint; feeMinor: bigint }

export async function moveDispute(tx: Tx, id: string, move: Move): Promise<void> {
  await sql`
    update payment_disputes
       set state = ${move.state}, withdrawn_minor = ${move.withdrawnMinor}, fee_minor = ${move.feeMinor},
           closed_at = case when ${move.state} in ('won', 'lost') then coalesce(closed_at, clock_timestamp()) end
     where organizer_id = current_organizer() and id = ${id}
  `.execute(tx)
}

/** The condition is the guard: what is lost is booked as lost once. */
export async function markLost(
  tx: Tx,
  dispute: Pick<Dispute, 'id' | 'lostMinor' | 'withdrawnMinor'>,
): Promise<boolean> {
  const result = await sql`
    update payment_disputes set lost_minor = ${dispute.withdrawnMinor}
     where organizer_id = current_organizer() and id = ${dispute.id} and state = 'lost' and lost_minor = ${dispute.lostMinor}
  `.execute(tx)
  return (result.numAffectedRows ?? 0n) === 1n
}

/**
 * Payments whose dispute is not decided as far as we know: that may take months, so a few questions a day will do. And those
 * of which a lost one waits for a refund of ours that the gateway was still making: its news may have said nothing of the loss.
 */
export async function disputedToPoll(tx: Tx, limit: number): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select distinct p.id from payment_disputes d join payments p on p.organizer_id = d.organizer_id and p.id = d.payment_id
     where d.organizer_id = current_organizer() and (d.state in ('inquiry', 'open') or d.state = 'lost' and d.lost_minor <> d.withdrawn_minor)
       and coalesce(p.checked_at, '-infinity') < clock_timestamp() - interval '6 hours'
     limit ${limit}
  `.execute(tx)
  return rows.map(row => row.id)
}

/** Whether the money of a payment is away until a dispute is decided. */
export async function isHeldByDispute(tx: Tx, paymentId: string): Promise<boolean> {
  const { rows } = await sql<{ held: boolean }>`
    select exists (select from payment_disputes where organizer_id = current_organizer() and payment_id = ${paymentId} and state = 'open') as held
  `.execute(tx)
  return rows[0]?.held ?? false
}
