import { newTenantUuid } from '@tessera/kernel/ids'
import { sql } from 'kysely'
import type { Tx } from '../../../platform/db/db.ts'
import type { Hold } from '../inventory/public.ts'
import type { NewLine } from './line.ts'
import { insertLines, selectLines } from './lines.sql.ts'
import { newOrderCode } from './order.ts'
import type { Answers, Order, OrderState } from './public.ts'

type Row = Omit<Order, 'lines'>

const columns = sql`id, organizer_id, code, event_id, hold_id, state, buyer_name, buyer_email, locale, answers, quote_id, total_minor, refunded_minor,
  currency, secret_version, placed_at, pay_until, paid_at, payment_id, closed_at, closed_reason, version`

async function withLines(tx: Tx, row: Row | undefined): Promise<Order | null> {
  if (!row) return null
  return { ...row, lines: await selectLines(tx, row.id) }
}

export async function selectOrder(tx: Tx, orderId: string): Promise<Order | null> {
  const { rows } =
    await sql<Row>`select ${columns} from orders where organizer_id = current_organizer() and id = ${orderId}`.execute(
      tx,
    )
  return withLines(tx, rows[0])
}

/** Locks the order before anything of it is read: payments, holds and counters are locked after it, never before. */
export async function lockOrder(tx: Tx, orderId: string): Promise<Order | null> {
  const { rows } = await sql<Row>`
    select ${columns} from orders where organizer_id = current_organizer() and id = ${orderId} for update
  `.execute(tx)
  return withLines(tx, rows[0])
}

export async function lockOrderRow(tx: Tx, orderId: string): Promise<void> {
  await sql`select 1 from orders where organizer_id = current_organizer() and id = ${orderId} for update`.execute(tx)
}

export async function selectOrderOfHold(
  tx: Tx,
  holdId: string,
): Promise<{ id: string; requestHash: Buffer | null } | null> {
  const { rows } = await sql<{ id: string; requestHash: Buffer | null }>`
    select id, request_hash from orders where organizer_id = current_organizer() and hold_id = ${holdId}
  `.execute(tx)
  return rows[0] ?? null
}

export type NewOrder = {
  hold: Hold
  buyer: { name: string; email: string }
  locale: string
  answers: Answers
  payUntil: Date | null
  requestHash: Buffer
  lines: NewLine[]
}

const CODE_ATTEMPTS = 8

/**
 * Free orders are paid the moment they are placed. A code that is taken is drawn again; a hold has one order (unique).
 * Answers in the order of what was given.
 */
export async function insertOrders(tx: Tx, orders: readonly NewOrder[]): Promise<Order[]> {
  const ids = new Map(orders.map(order => [order, newTenantUuid(order.hold.organizerId)]))
  const inserted = new Map<string, Row>()
  for (let attempt = 1; inserted.size < orders.length; attempt++) {
    if (attempt > CODE_ATTEMPTS) throw new Error('no free order code was found')
    const missing = orders.filter(order => !inserted.has(ids.get(order)!))
    for (const row of await insertOnce(
      tx,
      missing.map(order => rowOf(order, ids.get(order)!)),
    ))
      inserted.set(row.id, row)
  }
  const lines = await insertLines(
    tx,
    orders.map(order => ({ ...order, orderId: ids.get(order)! })),
  )
  return orders.map(order => {
    const id = ids.get(order)!
    return { ...inserted.get(id)!, lines: lines.get(id) ?? [] }
  })
}

function rowOf({ hold, buyer, locale, answers, payUntil, requestHash }: NewOrder, id: string) {
  return {
    id,
    code: newOrderCode(),
    event_id: hold.eventId,
    hold_id: hold.id,
    free: hold.totalMinor === 0n,
    buyer_name: buyer.name,
    buyer_email: buyer.email,
    locale,
    answers,
    quote_id: hold.quoteId,
    total_minor: String(hold.totalMinor),
    currency: hold.currency,
    pay_until: payUntil?.toISOString() ?? null,
    request_hash: requestHash.toString('hex'),
  }
}

/** Leaves out those whose code is taken. */
async function insertOnce(tx: Tx, orders: Array<ReturnType<typeof rowOf>>): Promise<Row[]> {
  const { rows } = await sql<Row>`
    insert into orders (organizer_id, id, code, event_id, hold_id, state, buyer_name, buyer_email, locale, answers, quote_id, total_minor, currency,
                        pay_until, paid_at, request_hash, placed_at)
    select current_organizer(), o.id, o.code, o.event_id, o.hold_id, case when o.free then 'paid' else 'awaiting_payment' end, o.buyer_name,
           o.buyer_email, o.locale, o.answers, o.quote_id, o.total_minor, o.currency, o.pay_until, case when o.free then clock_timestamp() end,
           decode(o.request_hash, 'hex'), clock_timestamp()
      from jsonb_to_recordset(${JSON.stringify(orders)}::jsonb) as o(id uuid, code text, event_id uuid, hold_id uuid, free boolean, buyer_name text,
           buyer_email text, locale text, answers jsonb, quote_id uuid, total_minor bigint, currency text, pay_until timestamptz, request_hash text)
    on conflict (organizer_id, code) do nothing returning ${columns}
  `.execute(tx)
  return rows
}

/** The order is paid by this payment; false when it is not in a state for that. */
export async function markPaid(tx: Tx, orderId: string, paymentId: string): Promise<boolean> {
  const { numAffectedRows } = await sql`
    update orders set state = 'paid', paid_at = clock_timestamp(), payment_id = ${paymentId}, closed_at = null, closed_reason = null, version = version + 1
     where organizer_id = current_organizer() and id = ${orderId} and state in ('awaiting_payment', 'expired')
  `.execute(tx)
  return numAffectedRows === 1n
}

export async function markCancelled(tx: Tx, orderId: string, from: OrderState[], reason: string): Promise<boolean> {
  const { numAffectedRows } = await sql`
    update orders set state = 'cancelled', closed_at = clock_timestamp(), closed_reason = ${reason}, version = version + 1
     where organizer_id = current_organizer() and id = ${orderId} and state = any (${from}::text[])
  `.execute(tx)
  return numAffectedRows === 1n
}

/** The gateway gave money back. The check constraint refuses more than was paid. */
export async function addRefunded(tx: Tx, orderId: string, amountMinor: bigint, state: OrderState): Promise<void> {
  await sql`
    update orders set refunded_minor = refunded_minor + ${amountMinor}, state = ${state}, version = version + 1,
           closed_at = case when ${state} = 'refunded' then coalesce(closed_at, clock_timestamp()) else closed_at end,
           closed_reason = case when ${state} = 'refunded' then coalesce(closed_reason, 'refunded') else closed_reason end
     where organizer_id = current_organizer() and id = ${orderId}
  `.execute(tx)
}

/** Something of the order changed; false when somebody else changed it since `version`. */
export async function touchOrder(tx: Tx, orderId: string, version: number | null): Promise<boolean> {
  const { numAffectedRows } = await sql`
    update orders set version = version + 1
     where organizer_id = current_organizer() and id = ${orderId} and (${version}::int is null or version = ${version}::int)
  `.execute(tx)
  return numAffectedRows === 1n
}

/** Whether its time to pay is still running, by the clock that ends it. */
export async function isPayable(tx: Tx, orderId: string): Promise<boolean> {
  const { rows } = await sql<{ payable: boolean }>`
    select state = 'awaiting_payment' and pay_until > clock_timestamp() as payable from orders
     where organizer_id = current_organizer() and id = ${orderId}
  `.execute(tx)
  return rows[0]?.payable ?? false
}

export async function existsForEvent(tx: Tx, eventId: string): Promise<boolean> {
  const { rows } = await sql<{ found: boolean }>`
    select exists (select from orders where organizer_id = current_organizer() and event_id = ${eventId}) as found
  `.execute(tx)
  return rows[0]?.found ?? false
}

export async function existsForDate(tx: Tx, dateId: string): Promise<boolean> {
  const { rows } = await sql<{ found: boolean }>`
    select exists (select from order_lines where organizer_id = current_organizer() and date_id = ${dateId}) as found
  `.execute(tx)
  return rows[0]?.found ?? false
}

export async function existsForProduct(tx: Tx, productId: string, variantId: string | null): Promise<boolean> {
  const { rows } = await sql<{ found: boolean }>`
    select exists (select from order_lines where organizer_id = current_organizer() and product_id = ${productId}
                      and (${variantId}::uuid is null or variant_id = ${variantId}::uuid)) as found
  `.execute(tx)
  return rows[0]?.found ?? false
}

/** Orders of an event in these states, in the order of their ids, after one of them. */
export async function selectOrderIds(
  tx: Tx,
  eventId: string,
  states: OrderState[],
  after: string | null,
  most: number,
): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select id from orders where organizer_id = current_organizer() and event_id = ${eventId} and state = any (${states}::text[])
       and (${after}::uuid is null or id > ${after}::uuid) order by id limit ${most}
  `.execute(tx)
  return rows.map(row => row.id)
}

/** Living orders of an address, newest first. */
export async function selectOrdersOfBuyer(
  tx: Tx,
  email: string,
  eventId: string | null,
  most: number,
): Promise<Array<{ id: string; eventId: string }>> {
  const { rows } = await sql<{ id: string; eventId: string }>`
    select id, event_id from orders where organizer_id = current_organizer() and lower(buyer_email) = lower(${email})
       and state in ('awaiting_payment', 'paid', 'partly_refunded') and (${eventId}::uuid is null or event_id = ${eventId}::uuid)
     order by id desc limit ${most}
  `.execute(tx)
  return rows
}

export async function databaseNow(tx: Tx): Promise<Date> {
  const { rows } = await sql<{ now: Date }>`select clock_timestamp() as now`.execute(tx)
  return rows[0]!.now
}
