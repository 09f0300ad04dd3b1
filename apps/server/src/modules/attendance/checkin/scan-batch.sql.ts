import type { Db } from '../../../platform/db/db.ts'
import type { ListJson, ScanJson, TicketJson } from './door-json.ts'
import type { NewScan } from './scans.sql.ts'

export type Asked = { listId: string; ticketId: string | null; nonce: string }

/** What the decisions of one batch are made on, read at one moment. */
export type Bases = {
  now: Date
  lists: Map<string, ListJson>
  tickets: Map<string, TicketJson>
  /** Accepted scans of the asked tickets on the asked lists. */
  facts: ScanJson[]
  /** The scans that have the asked nonces already. */
  known: Map<string, ScanJson>
}

/** First of the two statements that a batch of scans costs. */
export async function readBases(db: Db, organizerId: string, asked: readonly Asked[]): Promise<Bases> {
  type Row = {
    now: Date
    lists: ListJson[] | null
    tickets: TicketJson[] | null
    facts: ScanJson[] | null
    known: ScanJson[] | null
  }
  const [row] = await db.call<Row>('scan-bases', 'select * from scan_bases($1, $2, $3, $4)', [
    organizerId,
    asked.map(({ listId }) => listId),
    asked.map(({ ticketId }) => ticketId),
    asked.map(({ nonce }) => nonce),
  ])
  if (!row) throw new Error('scan_bases answered nothing')
  return {
    now: row.now,
    lists: new Map(row.lists?.map(list => [list.id, list])),
    tickets: new Map(row.tickets?.map(ticket => [ticket.id, ticket])),
    facts: row.facts ?? [],
    known: new Map(row.known?.map(scan => [scan.nonce, scan])),
  }
}

/** What an acceptance was decided by; `facts` null where history does not matter. */
export type Guard = { listVersion: number; codeVersion: number; state: string; facts: number | null; frees: boolean }

/** A decided scan; a refusal needs no guard. */
export type Decided = { scan: NewScan; guard: Guard | null }

/**
 * Second statement. Answers when each was written; null for one that somebody was faster than, or whose nonce was here
 * before: it is decided again.
 */
export async function recordScans(
  db: Db,
  organizerId: string,
  decided: readonly Decided[],
): Promise<Array<Date | null>> {
  const guards = decided.map(({ guard }) => guard)
  const rows = await db.call<{ at: Date | null }>(
    'record-scans',
    'select at from record_scans($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)',
    [
      organizerId,
      decided.map(({ scan }) => scan.list_id),
      decided.map(({ scan }) => scan.ticket_id),
      decided.map(({ scan }) => scan.nonce),
      decided.map(({ scan, guard }) => guard !== null && scan.direction === 'entry'),
      guards.map(guard => guard?.listVersion ?? null),
      guards.map(guard => guard?.codeVersion ?? null),
      guards.map(guard => guard?.state ?? null),
      guards.map(guard => guard?.facts ?? null),
      guards.map(guard => guard?.frees ?? false),
      JSON.stringify(decided.map(({ scan }) => scan)),
    ],
  )
  return rows.map(({ at }) => at)
}
