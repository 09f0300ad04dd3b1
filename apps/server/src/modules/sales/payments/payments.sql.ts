import { sql } from 'kysely'
import type { Tx } from '../../../platform/db/db.ts'
import type { Attempt, StoredRequest } from './payment.ts'
import type { NextStep, PaymentState } from './public.ts'

const COLUMNS = sql`
  id, organizer_id, order_id, gateway, gateway_account_id, state, amount_minor, currency, idempotency_key, reference, next,
  failure_code, refunded_minor, refund_pending_minor, created_at, succeeded_at, reviewed_at, merchant, livemode, request, expires_at,
  coalesce(expires_at <= clock_timestamp(), false) as expired,
  (extract(epoch from clock_timestamp() - created_at) * 1000)::float8 as age_ms
`

export async function selectAttempt(tx: Tx, id: string): Promise<Attempt | null> {
  const { rows } = await sql<Attempt>`
    select ${COLUMNS} from payments where organizer_id = current_organizer() and id = ${id}
  `.execute(tx)
  return rows[0] ?? null
}

/** The order's lock is held already: orders before payments, everywhere. */
export async function lockAttempt(tx: Tx, id: string): Promise<Attempt | null> {
  const { rows } = await sql<Attempt>`
    select ${COLUMNS} from payments where organizer_id = current_organizer() and id = ${id} for update
  `.execute(tx)
  return rows[0] ?? null
}

export async function attemptsOfOrder(tx: Tx, orderId: string): Promise<Attempt[]> {
  const { rows } = await sql<Attempt>`
    select ${COLUMNS} from payments where organizer_id = current_organizer() and order_id = ${orderId} order by created_at, id
  `.execute(tx)
  return rows
}

/** The attempt of this order at this gateway that is not over yet; there is at most one (`payments_open`). */
export async function openAttempt(tx: Tx, orderId: string, gateway: string): Promise<Attempt | null> {
  const { rows } = await sql<Attempt>`
    select ${COLUMNS} from payments
     where organizer_id = current_organizer() and order_id = ${orderId} and gateway = ${gateway}
       and state in ('created', 'pending') and gateway_account_id is not null
  `.execute(tx)
  return rows[0] ?? null
}

export async function attemptByReference(tx: Tx, gateway: string, reference: string): Promise<Attempt | null> {
  const { rows } = await sql<Attempt>`
    select ${COLUMNS} from payments
     where organizer_id = current_organizer() and gateway = ${gateway} and reference = ${reference}
  `.execute(tx)
  return rows[0] ?? null
}

/** The condition is the guard: it is put away once. */
export async function markReviewed(tx: Tx, id: string): Promise<boolean> {
  const result = await sql`
    update payments set reviewed_at = clock_timestamp()
     where organizer_id = current_organizer() and id = ${id} and state = 'quarantined' and reviewed_at is null
  `.execute(tx)
  return (result.numAffectedRows ?? 0n) === 1n
}

export type NewAttempt = Pick<
  Attempt,
  'id' | 'organizerId' | 'orderId' | 'gateway' | 'amountMinor' | 'currency' | 'merchant' | 'livemode'
> & { gatewayAccountId: string; request: StoredRequest; expiresAt: Date }

export async function insertAttempt(tx: Tx, attempt: NewAttempt): Promise<Attempt> {
  const { rows } = await sql<Attempt>`
    insert into payments (organizer_id, id, order_id, gateway, gateway_account_id, amount_minor, currency, idempotency_key, merchant, livemode, request, expires_at)
    values (${attempt.organizerId}, ${attempt.id}, ${attempt.orderId}, ${attempt.gateway}, ${attempt.gatewayAccountId}, ${attempt.amountMinor}, ${attempt.currency},
            ${attempt.id}, ${attempt.merchant}, ${attempt.livemode}, ${JSON.stringify(attempt.request)}::jsonb, ${attempt.expiresAt})
    returning ${COLUMNS}
  `.execute(tx)
  return rows[0]!
}

/** What the gateway answered. Only fills in what is not known, so a late answer overwrites nothing. */
export async function recordAnswer(
  tx: Tx,
  id: string,
  answer: { reference: string; next: NextStep },
): Promise<Attempt | null> {
  const { rows } = await sql<Attempt>`
    update payments set reference = ${answer.reference},
           next = case when state in ('created', 'pending') then coalesce(next, ${JSON.stringify(answer.next)}::jsonb) end
     where organizer_id = current_organizer() and id = ${id} and coalesce(reference, ${answer.reference}) = ${answer.reference}
     returning ${COLUMNS}
  `.execute(tx)
  return rows[0] ?? null
}

type Move = { from: PaymentState; to: PaymentState; reference: string | null; failureCode: string | null }

/** The condition is the guard: of two that carry the same news, one gets the row. What the buyer did next is over when the attempt is. */
export async function moveAttempt(tx: Tx, id: string, move: Move): Promise<Attempt | null> {
  const { rows } = await sql<Attempt>`
    update payments
       set state = ${move.to}, reference = coalesce(reference, ${move.reference}), failure_code = ${move.failureCode},
           succeeded_at = case when ${move.to} = 'succeeded' then clock_timestamp() end,
           next = case when ${move.to} in ('created', 'pending') then next end,
           request = case when ${move.to} in ('created', 'pending') then request end
     where organizer_id = current_organizer() and id = ${id} and state = ${move.from}
     returning ${COLUMNS}
  `.execute(tx)
  return rows[0] ?? null
}

export async function learnReference(tx: Tx, id: string, reference: string): Promise<void> {
  await sql`
    update payments set reference = ${reference}
     where organizer_id = current_organizer() and id = ${id} and reference is null and state <> 'quarantined'
  `.execute(tx)
}

export async function markChecked(tx: Tx, id: string): Promise<void> {
  await sql`update payments set checked_at = clock_timestamp() where organizer_id = current_organizer() and id = ${id}`.execute(
    tx,
  )
}

/**
 * Attempts whose news may have been lost. The pauses between questions grow with the age, so an attempt that lies for days
 * costs a few calls; one that was given up is asked about for two more days, because money can still come.
 */
export async function attemptsToPoll(tx: Tx, limit: number): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select id from payments
     where organizer_id = current_organizer() and gateway_account_id is not null
       and (state in ('created', 'pending') and created_at < clock_timestamp() - interval '1 minute'
            and coalesce(checked_at, '-infinity') < clock_timestamp() - least(greatest((clock_timestamp() - created_at) / 5, interval '50 seconds'), interval '6 hours')
         or state in ('failed', 'cancelled') and reference is not null and created_at > clock_timestamp() - interval '2 days'
            and coalesce(checked_at, created_at) < clock_timestamp() - greatest((clock_timestamp() - created_at) / 2, interval '10 minutes'))
     order by checked_at nulls first, created_at limit ${limit}
  `.execute(tx)
  return rows.map(row => row.id)
}

/** Whether another payment has paid the order, so that this one would only be money to send back. */
export async function isPaidOtherwise(tx: Tx, { id, orderId }: Pick<Attempt, 'id' | 'orderId'>): Promise<boolean> {
  const { rows } = await sql<{ found: boolean }>`
    select exists (select from payments where organizer_id = current_organizer() and order_id = ${orderId} and id <> ${id}
                      and state = 'succeeded') as found
  `.execute(tx)
  return rows[0]?.found ?? false
}

/** Attempts made in [since, until) for a gateway account, to be compared with what the gateway lists. */
export async function attemptsBetween(tx: Tx, gatewayAccountId: string, since: Date, until: Date): Promise<Attempt[]> {
  const { rows } = await sql<Attempt>`
    select ${COLUMNS} from payments
     where organizer_id = current_organizer() and gateway_account_id = ${gatewayAccountId}
       and created_at >= ${since} and created_at < ${until}
     order by created_at, id
  `.execute(tx)
  return rows
}
