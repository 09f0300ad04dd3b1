import { type RawBuilder, sql } from 'kysely'
import type { Tx } from '../../../platform/db/db.ts'
import type { DashboardQuery, DaySales, EventSales, PoolUse, Totals } from './public.ts'

/** The units in question; every figure of the dashboard is a sum over exactly these rows. */
function units({ eventId, eventIds, from, to }: DashboardQuery): RawBuilder<unknown> {
  return sql`
    sold_units where organizer_id = current_organizer() and paid_at >= ${from} and paid_at < ${to}
      and (${eventId}::uuid is null or event_id = ${eventId}) and (${eventIds}::uuid[] is null or event_id = any (${eventIds}::uuid[]))`
}

export async function selectTotals(tx: Tx, query: DashboardQuery): Promise<Totals[]> {
  const { rows } = await sql<Totals>`
    select currency, count(distinct order_id)::int as orders, count(*)::int as units, sum(paid_minor)::bigint as gross_minor,
           sum(net_minor)::bigint as net_minor, sum(fee_minor)::bigint as fees_minor, sum(tax_minor)::bigint as tax_minor, sum(refunded_minor)::bigint as refunded_minor
      from ${units(query)} group by currency order by gross_minor desc
  `.execute(tx)
  return rows
}

export async function selectDays(tx: Tx, query: DashboardQuery): Promise<DaySales[]> {
  const { rows } = await sql<DaySales>`
    select to_char(paid_at at time zone ${query.timezone}, 'YYYY-MM-DD') as day, currency, count(distinct order_id)::int as orders, count(*)::int as units, sum(paid_minor)::bigint as gross_minor
      from ${units(query)} group by 1, 2 order by 1
  `.execute(tx)
  return rows
}

export async function selectEventSales(tx: Tx, query: DashboardQuery): Promise<EventSales[]> {
  const { rows } = await sql<EventSales>`
    select event_id, currency, count(*)::int as units, sum(paid_minor)::bigint as gross_minor from ${units(query)}
     group by event_id, currency order by gross_minor desc limit 20
  `.execute(tx)
  return rows
}

export async function selectPoolUse(tx: Tx, { eventId, eventIds }: DashboardQuery): Promise<PoolUse[]> {
  const { rows } = await sql<PoolUse>`
    select u.pool_id, u.event_id, u.name, u.capacity, u.taken from pool_use u
     where u.organizer_id = current_organizer() and (${eventId}::uuid is null or u.event_id = ${eventId})
       and (${eventIds}::uuid[] is null or u.event_id = any (${eventIds}::uuid[]))
     order by u.taken desc, u.name limit 50
  `.execute(tx)
  return rows
}

/** The newest thing that happened to sales, to events or at the doors. Outbox ids ascend, so the greatest says whether anything did. */
export async function selectPulse(tx: Tx): Promise<string> {
  const { rows } = await sql<{ id: string | null }>`
    select id from outbox where organizer_id = current_organizer() and topic like any (array['orders.%', 'payments.%', 'events.%', 'checkin.%']) order by id desc limit 1
  `.execute(tx)
  return rows[0]?.id ?? ''
}
