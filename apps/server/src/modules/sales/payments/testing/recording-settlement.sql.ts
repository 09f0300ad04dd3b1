import { randomInt } from 'node:crypto'
import { newTenantUuid } from '@tessera/kernel/ids'
import { sql } from 'kysely'
import type { Tx } from '../../../../platform/db/db.ts'

/** What an order was told, written in the transaction in which it was told: what was rolled back was never said. */
export type Told = { kind: string; orderId: string; subjectId: string; data: Record<string, string | null> }

export async function lockOrderRow(tx: Tx, orderId: string): Promise<void> {
  await sql`select 1 from orders where organizer_id = current_organizer() and id = ${orderId} for update`.execute(tx)
}

export async function writeTold(tx: Tx, organizerId: string, { kind, orderId, subjectId, data }: Told): Promise<void> {
  await sql`
    insert into order_timeline (organizer_id, id, order_id, kind, actor_kind, actor_id, data)
    values (${organizerId}, ${newTenantUuid(organizerId)}, ${orderId}, ${kind}, 'system', ${subjectId}, ${JSON.stringify(data)}::jsonb)
  `.execute(tx)
}

export async function readTold(tx: Tx, orderId: string): Promise<Told[]> {
  const { rows } = await sql<Told>`
    select kind, order_id, actor_id as subject_id, data from order_timeline
     where organizer_id = current_organizer() and order_id = ${orderId} order by at, id
  `.execute(tx)
  return rows
}

/** An organizer of its own, or an order of 40.00 EUR that waits for its payment. */
export async function insertOrganizer(tx: Tx, id: string): Promise<void> {
  await sql`insert into organizers (id, slug, name) values (${id}, ${`o-${id}`}, 'Lakeside Festival')`.execute(tx)
}

const codeOf = () => Array.from({ length: 8 }, () => '23456789ABCDEFGHJKMNPQRS'[randomInt(24)]).join('')

export async function insertOrder(tx: Tx, organizerId: string, id: string, totalMinor: bigint): Promise<void> {
  const eventId = newTenantUuid(organizerId)
  await sql`
    insert into events (organizer_id, id, slug, state, title, timezone, currency)
    values (${organizerId}, ${eventId}, ${`e-${eventId}`}, 'published', '{"en": "Show"}', 'Europe/Berlin', 'EUR')
  `.execute(tx)
  await sql`
    insert into orders (organizer_id, id, code, event_id, hold_id, buyer_name, buyer_email, quote_id, total_minor, currency)
    values (${organizerId}, ${id}, ${codeOf()}, ${eventId}, ${newTenantUuid(organizerId)}, 'Mara', 'mara@example.org', ${newTenantUuid(organizerId)}, ${totalMinor}, 'EUR')
  `.execute(tx)
}
