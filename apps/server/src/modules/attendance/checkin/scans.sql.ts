import { sql } from 'kysely'
import type { Tx } from '../../../platform/db/db.ts'
import type { ListJson, ScanJson, TicketJson } from './door-json.ts'
import { checkInEntered, checkInUndone } from './public.ts'
import type { Settled } from './settlement.ts'

export type NewScan = Pick<
  ScanJson,
  | 'organizer_id'
  | 'id'
  | 'list_id'
  | 'event_id'
  | 'ticket_id'
  | 'nonce'
  | 'direction'
  | 'result'
  | 'reason'
  | 'occupies'
  | 'window_key'
  | 'gate_id'
  | 'device_id'
  | 'account_id'
  | 'api_key_id'
  | 'method'
  | 'device_sequence'
  | 'details'
>

export type Pair = { listId: string; ticketId: string }

/** Shared list locks first, then the tickets' in one order for everybody. */
export async function lockPairs(tx: Tx, pairs: readonly Pair[]): Promise<void> {
  const lists = [...new Set(pairs.map(pair => pair.listId))].toSorted()
  await sql`select lock_check_in_list(l, false) from unnest(${lists}::uuid[]) with ordinality as u(l, i) order by i`.execute(
    tx,
  )
  const sorted = pairs.toSorted((a, b) => (a.listId + a.ticketId < b.listId + b.ticketId ? -1 : 1))
  await sql`
    select lock_check_in(p.l, p.t) from unnest(${sorted.map(pair => pair.listId)}::uuid[], ${sorted.map(pair => pair.ticketId)}::uuid[]) with ordinality as p(l, t, i) order by p.i
  `.execute(tx)
}

export async function lockListAlone(tx: Tx, listId: string): Promise<void> {
  await sql`select lock_check_in_list(${listId}, true)`.execute(tx)
}

/** Accepted scans of these tickets on these lists. */
export async function factsOfPairs(tx: Tx, pairs: readonly Pair[]): Promise<ScanJson[]> {
  const { rows } = await sql<{ scan: ScanJson }>`
    select to_jsonb(s) as scan from scans s
      join (select distinct l, t from unnest(${pairs.map(pair => pair.listId)}::uuid[], ${pairs.map(pair => pair.ticketId)}::uuid[]) as u(l, t)) p on p.l = s.list_id and p.t = s.ticket_id
     where s.organizer_id = current_organizer() and s.result = 'accepted'
  `.execute(tx)
  return rows.map(row => row.scan)
}

export async function factsOfList(tx: Tx, listId: string): Promise<ScanJson[]> {
  const { rows } = await sql<{ scan: ScanJson }>`
    select to_jsonb(s) as scan from scans s
     where s.organizer_id = current_organizer() and s.list_id = ${listId} and s.ticket_id is not null and s.result = 'accepted'
  `.execute(tx)
  return rows.map(row => row.scan)
}

/** Openings are given up before others take them: the unique key is judged row by row. */
export async function applySettled(tx: Tx, settled: readonly Settled[]): Promise<void> {
  if (settled.length === 0) return
  const rows = JSON.stringify(
    settled.map(({ id, undone, doubleOf, conflict, occupies }) => ({
      id,
      undone,
      double_of: doubleOf,
      conflict,
      occupies,
    })),
  )
  await sql`
    update scans s set occupies = false from jsonb_to_recordset(${rows}::jsonb) as n(id uuid, occupies boolean)
     where s.organizer_id = current_organizer() and s.id = n.id and s.occupies and not n.occupies
  `.execute(tx)
  await sql`
    update scans s set occupies = n.occupies, conflict = n.conflict, double_of = n.double_of,
           undone_at = case when n.undone then coalesce(s.undone_at, clock_timestamp()) end
      from jsonb_to_recordset(${rows}::jsonb) as n(id uuid, undone boolean, double_of uuid, conflict boolean, occupies boolean)
     where s.organizer_id = current_organizer() and s.id = n.id
       and (s.occupies, s.conflict, s.double_of, s.undone_at is not null) is distinct from (n.occupies, n.conflict, n.double_of, n.undone)
  `.execute(tx)
}

export async function listsById(tx: Tx, listIds: readonly string[]): Promise<Map<string, ListJson>> {
  const { rows } = await sql<{ list: ListJson }>`
    select to_jsonb(l) || jsonb_build_object('gates', '[]'::jsonb, 'dates', (
        select coalesce(jsonb_agg(jsonb_build_object('id', d.date_id, 'starts_at', d.starts_at, 'ends_at', d.ends_at) order by d.starts_at), '[]')
          from event_schedule d where d.organizer_id = l.organizer_id and d.event_id = l.event_id)) as list
      from check_in_lists l where l.organizer_id = current_organizer() and l.id = any (${listIds}::uuid[])
  `.execute(tx)
  return new Map(rows.map(({ list }) => [list.id, list]))
}

export async function ticketsById(tx: Tx, ticketIds: readonly string[]): Promise<Map<string, TicketJson>> {
  const { rows } = await sql<{ ticket: TicketJson }>`
    select to_jsonb(t) as ticket from door_tickets t where t.organizer_id = current_organizer() and t.id = any (${ticketIds}::uuid[])
  `.execute(tx)
  return new Map(rows.map(({ ticket }) => [ticket.id, ticket]))
}

export async function scansByNonce(tx: Tx, nonces: readonly string[]): Promise<Map<string, ScanJson>> {
  const { rows } = await sql<{ scan: ScanJson }>`
    select to_jsonb(s) as scan from scans s where s.organizer_id = current_organizer() and s.nonce = any (${nonces}::text[])
  `.execute(tx)
  return new Map(rows.map(({ scan }) => [scan.nonce, scan]))
}

export async function scanById(
  tx: Tx,
  scanId: string,
): Promise<{ scan: ScanJson; ageSeconds: number; now: Date } | null> {
  const { rows } = await sql<{ scan: ScanJson; ageSeconds: number; now: Date }>`
    select to_jsonb(s) as scan, extract(epoch from clock_timestamp() - s.received_at)::float8 as age_seconds, clock_timestamp() as now
      from scans s where s.organizer_id = current_organizer() and s.id = ${scanId}
  `.execute(tx)
  return rows[0] ?? null
}

export type ReportedScan = NewScan &
  Pick<ScanJson, 'undoes' | 'clock_offset_ms' | 'reported' | 'doubt'> & { scanned_at: string }

/** Stores what is new and answers its nonces. In order of nonce: two reports of the same log then wait for each other. */
export async function insertScans(tx: Tx, scans: readonly ReportedScan[]): Promise<Set<string>> {
  if (scans.length === 0) return new Set()
  const rows = JSON.stringify(scans.toSorted((a, b) => (a.nonce < b.nonce ? -1 : 1)))
  const { rows: stored } = await sql<{ nonce: string }>`
    with stored as (
      insert into scans (organizer_id, id, list_id, event_id, ticket_id, nonce, direction, result, reason, occupies, conflict, window_key, gate_id, device_id,
                         account_id, api_key_id, method, device_sequence, details, scanned_at, clock_offset_ms, undoes, reported, doubt)
      select current_organizer(), id, list_id, event_id, ticket_id, nonce, direction, result, reason, false, doubt is not null, window_key, gate_id, device_id,
             account_id, api_key_id, method, device_sequence, details, scanned_at, clock_offset_ms, undoes, reported, doubt
        from jsonb_populate_recordset(null::scans, ${rows}::jsonb)
      on conflict (organizer_id, nonce) do nothing
      returning id, nonce, event_id, list_id, ticket_id, result, direction
    ), told as (
      insert into outbox (organizer_id, id, topic, subject_id, payload)
      select current_organizer(), tenant_uuid(current_organizer()), case direction when 'entry' then ${checkInEntered.topic} else ${checkInUndone.topic} end, id,
             jsonb_build_object('event_id', event_id, 'list_id', list_id, 'ticket_id', ticket_id)
        from stored where result = 'accepted' and direction in ('entry', 'undo')
    )
    select nonce from stored
  `.execute(tx)
  return new Set(stored.map(row => row.nonce))
}

/** Newest first; for supervisors. */
export async function scansOfList(
  tx: Tx,
  query: { listId: string; conflictsOnly: boolean; limit: number; after: string | null },
): Promise<Array<{ scan: ScanJson; ticket: TicketJson | null }>> {
  const { rows } = await sql<{ scan: ScanJson; ticket: TicketJson | null }>`
    select to_jsonb(s) as scan, to_jsonb(t) as ticket
      from scans s left join door_tickets t on t.organizer_id = s.organizer_id and t.id = s.ticket_id
     where s.organizer_id = current_organizer() and s.list_id = ${query.listId} and (not ${query.conflictsOnly}::boolean or s.conflict)
       and (${query.after}::uuid is null or s.id < ${query.after}::uuid)
     order by s.id desc limit ${query.limit}
  `.execute(tx)
  return rows
}

export async function databaseNow(tx: Tx): Promise<Date> {
  const { rows } = await sql<{ now: Date }>`select clock_timestamp() as now`.execute(tx)
  if (!rows[0]) throw new Error('the database told no time')
  return rows[0].now
}
