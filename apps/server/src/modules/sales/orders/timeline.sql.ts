import { newTenantUuid } from '@tessera/kernel/ids'
import { sql } from 'kysely'
import type { Tx } from '../../../platform/db/db.ts'
import type { Actor } from '../../../platform/http/access.ts'
import type { TimelineKind } from './order.ts'

export type TimelineEntry = {
  id: string
  at: Date
  kind: TimelineKind
  actorKind: Actor['kind']
  actorId: string | null
  data: Record<string, unknown>
}

export type Moment = {
  organizerId: string
  orderId: string
  kind: TimelineKind
  actor: Pick<Actor, 'kind' | 'id'>
  data?: Record<string, unknown>
}

/** Adds to the order's story; returns the entry's id. */
export async function addToTimeline(tx: Tx, moment: Moment): Promise<string> {
  return (await addAllToTimeline(tx, [moment]))[0]!
}

/** Adds to the stories of several orders, in one statement; moments of one order keep their sequence. */
export async function addAllToTimeline(tx: Tx, moments: readonly Moment[]): Promise<string[]> {
  const ids = moments.map(moment => newTenantUuid(moment.organizerId))
  await sql`
    insert into order_timeline (organizer_id, id, order_id, kind, actor_kind, actor_id, data)
    select current_organizer(), m.id, m."order", m.kind, m.actor_kind, m.actor_id, m.data::jsonb
      from unnest(${ids}::uuid[], ${moments.map(moment => moment.orderId)}::uuid[], ${moments.map(moment => moment.kind)}::text[],
                  ${moments.map(moment => moment.actor.kind)}::text[], ${moments.map(moment => moment.actor.id)}::text[],
                  ${moments.map(moment => JSON.stringify(moment.data ?? {}))}::text[]) as m(id, "order", kind, actor_kind, actor_id, data)
  `.execute(tx)
  return ids
}

export async function selectTimeline(tx: Tx, orderId: string): Promise<TimelineEntry[]> {
  const { rows } = await sql<TimelineEntry>`
    select id, at, kind, actor_kind, actor_id, data from order_timeline
     where organizer_id = current_organizer() and order_id = ${orderId} order by at, id
  `.execute(tx)
  return rows
}

/** To whom a resend was asked to go: an address of its own, or the buyer's of today. */
export async function selectResendRecipient(tx: Tx, requestId: string): Promise<string | null> {
  const { rows } = await sql<{ email: string }>`
    select coalesce(t.data->>'email', o.buyer_email) as email from order_timeline t
      join orders o on o.organizer_id = t.organizer_id and o.id = t.order_id
     where t.organizer_id = current_organizer() and t.id = ${requestId} and t.kind = 'resend_requested'
  `.execute(tx)
  return rows[0]?.email ?? null
}

/** Whether this happened to the order within the last minutes: mails on request are not sent in floods. */
export async function happenedWithin(tx: Tx, orderId: string, kind: TimelineKind, minutes: number): Promise<boolean> {
  const { rows } = await sql<{ found: boolean }>`
    select exists (select from order_timeline where organizer_id = current_organizer() and order_id = ${orderId} and kind = ${kind}
                      and at > clock_timestamp() - make_interval(mins => ${minutes})) as found
  `.execute(tx)
  return rows[0]?.found ?? false
}

/** Whether a failed refund was tried again already. Call it with the order locked. */
export async function wasRetried(tx: Tx, orderId: string, refundId: string): Promise<boolean> {
  const { rows } = await sql<{ found: boolean }>`
    select exists (select from order_timeline where organizer_id = current_organizer() and order_id = ${orderId} and kind = 'refund_retried'
                      and data->>'failed_refund' = ${refundId}) as found
  `.execute(tx)
  return rows[0]?.found ?? false
}

/** Whether this very request did what it asks for before. Call it with the order locked. */
export async function wasAsked(tx: Tx, orderId: string, requestKey: string): Promise<boolean> {
  const { rows } = await sql<{ found: boolean }>`
    select exists (select from order_timeline where organizer_id = current_organizer() and order_id = ${orderId}
                      and kind in ('refund_requested', 'lines_cancelled') and data->>'request_key' = ${requestKey}) as found
  `.execute(tx)
  return rows[0]?.found ?? false
}
