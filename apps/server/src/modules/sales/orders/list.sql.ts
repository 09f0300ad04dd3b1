import { sql } from 'kysely'
import type { Tx } from '../../../platform/db/db.ts'
import { ORDER_ALERTS, type OrderAlert, type OrderSort } from './order.ts'
import type { Order, OrderState } from './public.ts'

/** One row of the organizer's list. */
export type OrderRow = Pick<
  Order,
  | 'id'
  | 'code'
  | 'eventId'
  | 'state'
  | 'buyerName'
  | 'buyerEmail'
  | 'totalMinor'
  | 'refundedMinor'
  | 'currency'
  | 'placedAt'
  | 'paidAt'
> & { units: number; alert: OrderAlert | null }

export type OrderQuery = {
  eventId: string | null
  /** Only these, for members limited to some events. */
  eventIds: readonly string[] | null
  state: OrderState | null
  /** Only those with a dispute, decided ones too, or with a payment that nobody has looked at. */
  alert?: 'disputed' | 'suspicious' | null
  q: string | null
  from: Date | null
  to: Date | null
  /** Newest first where nothing is said. */
  sort?: OrderSort
  /** The last one of the page before. */
  after: { id: string; totalMinor: number } | null
  limit: number
}

/** Ids are in order of placing, so they page without a second key and without losing microseconds. */
export async function selectOrderRows(tx: Tx, query: OrderQuery): Promise<OrderRow[]> {
  const { rows } = await sql<OrderRow>`
    select id, code, event_id, state, buyer_name, buyer_email, total_minor, refunded_minor, currency, placed_at, paid_at,
           (select count(*)::int from order_lines l where l.organizer_id = o.organizer_id and l.order_id = o.id) as units,
           (select kind from payment_alerts a where a.organizer_id = o.organizer_id and a.order_id = o.id
             order by array_position(${[...ORDER_ALERTS]}::text[], kind) limit 1) as alert
      from orders o
     where organizer_id = current_organizer()
       and (${query.eventId}::uuid is null or event_id = ${query.eventId}::uuid)
       and (${query.eventIds}::uuid[] is null or event_id = any (${query.eventIds}::uuid[]))
       and (${query.state}::text is null or state = ${query.state}::text)
       and (${query.from}::timestamptz is null or placed_at >= ${query.from}::timestamptz)
       and (${query.to}::timestamptz is null or placed_at < ${query.to}::timestamptz)
       and ${alerted(query.alert)}
       and ${beyond(query)}
       and ${matching(query.q)}
     order by ${ORDER_BY[query.sort ?? 'newest']} limit ${query.limit}
  `.execute(tx)
  return rows
}

const ORDER_BY = {
  newest: sql`id desc`,
  oldest: sql`id`,
  highest: sql`total_minor desc, id desc`,
  lowest: sql`total_minor, id`,
}

/** What comes after the last one of the page before, in the order of the list. */
function beyond({ sort = 'newest', after }: OrderQuery) {
  if (!after) return sql`true`
  const at = sql`(${after.totalMinor}::bigint, ${after.id}::uuid)`
  switch (sort) {
    case 'newest':
      return sql`id < ${after.id}::uuid`
    case 'oldest':
      return sql`id > ${after.id}::uuid`
    case 'highest':
      return sql`(total_minor, id) < ${at}`
    case 'lowest':
      return sql`(total_minor, id) > ${at}`
  }
  return sort satisfies never
}

function alerted(alert: OrderQuery['alert']) {
  if (!alert) return sql`true`
  const kinds = ORDER_ALERTS.filter(kind => (kind === 'payment_suspicious') === (alert === 'suspicious'))
  return sql`id in (select a.order_id from payment_alerts a where a.organizer_id = current_organizer() and a.kind = any (${kinds}::text[]))`
}

/** A code by its beginning; address, buyer and attendees by any part of them, however their letters are dressed. */
function matching(q: string | null) {
  if (!q) return sql`true`
  const part = `%${literal(q)}%`
  return sql`(
    code like ${`${literal(q.toUpperCase())}%`}
    or lower(buyer_email) like lower(${part})
    or unaccent(lower(buyer_name)) like unaccent(lower(${part}))
    or id in (select l.order_id from order_lines l where l.organizer_id = current_organizer()
                 and (unaccent(lower(l.attendee_name)) like unaccent(lower(${part})) or lower(l.attendee_email) like lower(${part})))
  )`
}

/** What a person types is looked for as it stands: his percent sign is no wildcard. */
export const literal = (text: string): string => text.replace(/[\\%_]/g, match => `\\${match}`)
