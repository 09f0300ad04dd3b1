import { newTenantUuid } from '@tessera/kernel/ids'
import { sql } from 'kysely'
import type { Tx } from '../../../platform/db/db.ts'
import type { CheckInList, CheckInListInput, Counts, ListWindow } from './public.ts'

type Row = Omit<CheckInList, 'window'> & {
  windowKind: 'fixed' | 'relative'
  opensAt: Date | null
  closesAt: Date | null
  opensMinutesBefore: number | null
  closesMinutesAfter: number | null
  closesRelativeTo: 'start' | 'end'
}

const columns = sql`id, event_id, name, product_ids, variant_ids, date_ids, gate_ids, window_kind, opens_at, closes_at, opens_minutes_before,
  closes_minutes_after, closes_relative_to, reentry, closed, version, created_at`

function listOf(row: Row): CheckInList {
  const { windowKind, opensAt, closesAt, opensMinutesBefore, closesMinutesAfter, closesRelativeTo, ...rest } = row
  const window: ListWindow =
    windowKind === 'fixed'
      ? { kind: 'fixed', opensAt, closesAt }
      : { kind: 'relative', opensMinutesBefore, closesMinutesAfter, closesRelativeTo }
  return { ...rest, window }
}

function windowColumns(window: ListWindow) {
  return window.kind === 'fixed'
    ? { ...window, opensMinutesBefore: null, closesMinutesAfter: null, closesRelativeTo: 'end' as const }
    : { ...window, opensAt: null, closesAt: null }
}

export async function insertList(
  tx: Tx,
  organizerId: string,
  eventId: string,
  input: CheckInListInput,
): Promise<string> {
  const id = newTenantUuid(organizerId)
  const window = windowColumns(input.window)
  await sql`
    insert into check_in_lists (organizer_id, id, event_id, name, product_ids, variant_ids, date_ids, gate_ids, window_kind, opens_at, closes_at,
                                opens_minutes_before, closes_minutes_after, closes_relative_to, reentry, closed)
    values (current_organizer(), ${id}, ${eventId}, ${input.name}, ${input.productIds}, ${input.variantIds}, ${input.dateIds}, ${input.gateIds}, ${window.kind},
            ${window.opensAt}, ${window.closesAt}, ${window.opensMinutesBefore}, ${window.closesMinutesAfter}, ${window.closesRelativeTo}, ${input.reentry}, ${input.closed})
  `.execute(tx)
  return id
}

/** False when it is of another version by now. */
export async function updateList(tx: Tx, id: string, version: number, input: CheckInListInput): Promise<boolean> {
  const window = windowColumns(input.window)
  const { rows } = await sql`
    update check_in_lists set name = ${input.name}, product_ids = ${input.productIds}, variant_ids = ${input.variantIds}, date_ids = ${input.dateIds},
           gate_ids = ${input.gateIds}, window_kind = ${window.kind}, opens_at = ${window.opensAt}, closes_at = ${window.closesAt},
           opens_minutes_before = ${window.opensMinutesBefore}, closes_minutes_after = ${window.closesMinutesAfter},
           closes_relative_to = ${window.closesRelativeTo}, reentry = ${input.reentry}, closed = ${input.closed}, version = version + 1
     where organizer_id = current_organizer() and id = ${id} and version = ${version} and archived_at is null returning id
  `.execute(tx)
  return rows.length > 0
}

/** Its scans stay, and so does it; nobody sees it any more. */
export async function archiveList(tx: Tx, id: string, version: number): Promise<boolean> {
  const { rows } = await sql`
    update check_in_lists set archived_at = clock_timestamp(), version = version + 1
     where organizer_id = current_organizer() and id = ${id} and version = ${version} and archived_at is null returning id
  `.execute(tx)
  return rows.length > 0
}

export async function selectLists(tx: Tx, eventIds: readonly string[]): Promise<CheckInList[]> {
  const { rows } = await sql<Row>`
    select ${columns} from check_in_lists
     where organizer_id = current_organizer() and event_id = any (${eventIds}::uuid[]) and archived_at is null order by created_at, id
  `.execute(tx)
  return rows.map(listOf)
}

export async function selectList(tx: Tx, id: string): Promise<CheckInList | null> {
  const { rows } = await sql<Row>`
    select ${columns} from check_in_lists where organizer_id = current_organizer() and id = ${id} and archived_at is null
  `.execute(tx)
  return rows[0] ? listOf(rows[0]) : null
}

/** Lists of events that are on, to come, or over for less than two days, within what the asker may see. */
export async function selectDoorLists(
  tx: Tx,
  scope: { eventIds: readonly string[] | null; listIds: readonly string[] | null },
): Promise<CheckInList[]> {
  const { rows } = await sql<Row>`
    select ${columns} from check_in_lists l
     where organizer_id = current_organizer() and archived_at is null
       and (${scope.eventIds}::uuid[] is null or event_id = any (${scope.eventIds}::uuid[]))
       and (${scope.listIds}::uuid[] is null or id = any (${scope.listIds}::uuid[]))
       and exists (select from event_schedule d where d.organizer_id = l.organizer_id and d.event_id = l.event_id
                      and coalesce(d.ends_at, d.starts_at + interval '12 hours') > clock_timestamp() - interval '2 days')
     order by created_at, id limit 500
  `.execute(tx)
  return rows.map(listOf)
}

/** Waits for whoever else gives this event its first list. */
export async function lockDefaultList(tx: Tx, eventId: string): Promise<{ hasLists: boolean }> {
  await sql`select pg_advisory_xact_lock(hashtextextended('default check-in list ' || ${eventId}::text, 3))`.execute(tx)
  const { rows } = await sql<{ hasLists: boolean }>`
    select exists (select from check_in_lists where organizer_id = current_organizer() and event_id = ${eventId}) as has_lists
  `.execute(tx)
  return { hasLists: rows[0]?.hasLists ?? true }
}

/** Of each list: whom it expects, who has entered, who is inside. Inside is whose last movement was an entry: never negative. */
export async function countsOfLists(tx: Tx, listIds: readonly string[]): Promise<Map<string, Counts>> {
  const { rows } = await sql<Counts & { id: string }>`
    select l.id,
           (select count(*)::int from door_tickets t where t.organizer_id = l.organizer_id and t.event_id = l.event_id and t.state = 'valid' and t.paid and list_admits(l, t)) as expected,
           m.entered, m.inside
      from check_in_lists l
     cross join lateral (
        select count(*) filter (where entered)::int as entered, count(*) filter (where last = 'entry')::int as inside
          from (select ticket_id, bool_or(direction = 'entry') as entered, (array_agg(direction order by scanned_at desc, device_sequence desc, nonce desc))[1] as last
                  from scans s
                 where s.organizer_id = l.organizer_id and s.list_id = l.id and s.result = 'accepted' and s.direction in ('entry', 'exit') and s.undone_at is null
                 group by ticket_id) by_ticket
       ) m
     where l.organizer_id = current_organizer() and l.id = any (${listIds}::uuid[])
  `.execute(tx)
  return new Map(rows.map(({ id, ...counts }) => [id, counts]))
}

export async function countsOfEvents(
  tx: Tx,
  eventIds: readonly string[],
): Promise<Map<string, { expected: number; entered: number }>> {
  const { rows } = await sql<{ id: string; expected: number; entered: number }>`
    select e.id,
           (select count(*)::int from door_tickets t where t.organizer_id = current_organizer() and t.event_id = e.id and t.state = 'valid' and t.paid and t.admission) as expected,
           (select count(*)::int from ticket_entries n where n.organizer_id = current_organizer() and n.event_id = e.id) as entered
      from unnest(${eventIds}::uuid[]) as e(id)
  `.execute(tx)
  return new Map(rows.map(({ id, ...counts }) => [id, counts]))
}

export async function firstEntries(
  tx: Tx,
  of: { ticketIds: readonly string[] } | { eventId: string },
): Promise<Map<string, Date>> {
  const wanted = 'ticketIds' in of ? sql`ticket_id = any (${of.ticketIds}::uuid[])` : sql`event_id = ${of.eventId}`
  const { rows } = await sql<{ ticketId: string; firstEnteredAt: Date }>`
    select ticket_id, first_entered_at from ticket_entries where organizer_id = current_organizer() and ${wanted}
  `.execute(tx)
  return new Map(rows.map(row => [row.ticketId, row.firstEnteredAt]))
}
