import { sql } from 'kysely'
import type { GlobalTx, Tx } from '../db/db.ts'

export type NewOutboxEvent = { topic: string; subjectId: string; payload: object }

export async function insertOutboxEvents(tx: Tx, events: readonly NewOutboxEvent[]): Promise<void> {
  await sql`
    insert into outbox (organizer_id, id, topic, subject_id, payload)
    select current_organizer(), tenant_uuid(current_organizer()), e.topic, e.subject, e.payload::jsonb
      from unnest(${events.map(event => event.topic)}::text[], ${events.map(event => event.subjectId)}::uuid[],
                  ${events.map(event => JSON.stringify(event.payload))}::text[]) with ordinality as e(topic, subject, payload, i) order by e.i
  `.execute(tx)
}

export type OutboxRow = {
  organizerId: string
  id: string
  topic: string
  subjectId: string
  payload: object
  createdAt: Date
}

/** The oldest events not yet relayed; skipped are those that another relay has in hand. */
export async function takeWaiting(tx: GlobalTx, most: number): Promise<OutboxRow[]> {
  const { rows } = await sql<OutboxRow>`
    select organizer_id, id, topic, subject_id, payload, created_at from outbox
     where relayed_at is null order by id limit ${most} for update skip locked
  `.execute(tx)
  return rows
}

export async function markRelayed(tx: GlobalTx, ids: string[]): Promise<void> {
  await sql`update outbox set relayed_at = clock_timestamp() where relayed_at is null and id = any (${ids}::uuid[])`.execute(
    tx,
  )
}

export async function outboxLag(tx: GlobalTx): Promise<{ waiting: number; oldestSeconds: number }> {
  const { rows } = await sql<{ waiting: bigint; oldest: number | null }>`
    select count(*) as waiting, extract(epoch from now() - min(created_at))::float8 as oldest from outbox where relayed_at is null
  `.execute(tx)
  return { waiting: Number(rows[0]?.waiting ?? 0n), oldestSeconds: rows[0]?.oldest ?? 0 }
}

/** What waits to be relayed stays, however old it is. */
export async function forgetRelayed(tx: GlobalTx, days: number, most: number): Promise<number> {
  const { numAffectedRows } = await sql`
    delete from outbox where (organizer_id, id) in (
      select organizer_id, id from outbox
       where created_at < clock_timestamp() - make_interval(days => ${days}) and relayed_at < clock_timestamp() - make_interval(days => ${days})
       limit ${most})
  `.execute(tx)
  return Number(numAffectedRows ?? 0n)
}
