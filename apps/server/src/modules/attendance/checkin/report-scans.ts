import { createHash } from 'node:crypto'
import { decide } from '@tessera/checkin-rules/decide'
import { openingsFor } from '@tessera/checkin-rules/entry-window'
import type { ReasonCode } from '@tessera/checkin-rules/reasons'
import { newTenantUuid } from '@tessera/kernel/ids'
import type { Db, Tx } from '../../../platform/db/db.ts'
import type { CodeReader, ReadCode } from './code-reader.ts'
import { answerOf, factOf, type ListJson, ruledTicketAt, rulesOf, type ScanJson, type TicketJson } from './door-json.ts'
import { type DoorScope, mayUse } from './door-scope.ts'
import type { Direction, Method, Scan } from './public.ts'
import { detailsOf } from './scan-ticket.ts'
import {
  databaseNow,
  factsOfPairs,
  insertScans,
  listsById,
  lockPairs,
  type Pair,
  type ReportedScan,
  scansByNonce,
  ticketsById,
} from './scans.sql.ts'
import { settlePairs } from './settle-pairs.ts'

/** A scan that a device made by itself. What it decided is a fact: the person is inside, or was sent away. */
export type OfflineScan = {
  listId: string
  ticket: { code: string } | { id: string }
  direction: Direction | 'undo'
  undoes: string | null
  nonce: string
  method: Method
  gateId: string | null
  deviceSequence: number
  /** By the device's clock, and what the server's showed more than it; null where the device has not measured it. */
  scannedAt: Date
  clockOffsetMs: number | null
  /** What the device decided; null leaves the decision to the server. */
  verdict: { reason: ReasonCode; windowKey: string | null } | null
}

export type Reported = { nonce: string; outcome: 'stored' | 'known' | 'not_found'; scan: Scan | null }

type Deps = { db: Db; codes: CodeReader }
type Read = { wish: OfflineScan; code: ReadCode | null; ticketId: string | null; at: Date; clockOffsetMs: number }
type World = { lists: Map<string, ListJson>; tickets: Map<string, TicketJson> }

/**
 * Takes over the log of a device that was offline. Nothing is dropped: what should not have been accepted is stored and
 * flagged. The result does not depend on the order in which logs arrive, nor on how often.
 */
export async function reportScans(
  deps: Deps,
  scope: DoorScope,
  wishes: readonly OfflineScan[],
  sentAt: Date | null,
): Promise<Reported[]> {
  const now = await deps.db.tenant(scope.organizerId, databaseNow)
  const offset = sentAt ? now.getTime() - sentAt.getTime() : 0
  const read = await Promise.all(
    wishes.map(wish => readCode(deps.codes, scope.organizerId, wish, correctedOffset(wish, offset, now))),
  )
  return deps.db.tenant(scope.organizerId, async tx => {
    const world = {
      lists: await listsById(tx, [...new Set(wishes.map(wish => wish.listId))]),
      tickets: await ticketsById(tx, [...new Set(read.flatMap(({ ticketId }) => ticketId ?? []))]),
    }
    const usable = read.filter(({ wish }) => {
      const list = world.lists.get(wish.listId)
      return list && mayUse(scope, { id: list.id, eventId: list.event_id })
    })
    const pairs = pairsOf(usable, world)
    await lockPairs(tx, pairs)
    const nonceOf = await store(tx, scope, usable, world, pairs)
    await settlePairs(tx, pairs, listId => world.lists.get(listId)?.reentry ?? 'none')
    return answers(tx, wishes, nonceOf, world)
  })
}

/** What to add to the device's time. A clock that still claims the future is wrong: the scan was made by now at the latest. */
function correctedOffset(wish: OfflineScan, offsetOfBatch: number, now: Date): number {
  const offset = wish.clockOffsetMs ?? offsetOfBatch
  return Math.min(offset, now.getTime() - wish.scannedAt.getTime())
}

async function readCode(
  codes: CodeReader,
  organizerId: string,
  wish: OfflineScan,
  clockOffsetMs: number,
): Promise<Read> {
  const at = new Date(wish.scannedAt.getTime() + clockOffsetMs)
  if ('id' in wish.ticket) return { wish, code: null, ticketId: wish.ticket.id, at, clockOffsetMs }
  const code = await codes.verify(organizerId, wish.ticket.code, at)
  return { wish, code, ticketId: code.ok ? code.ticketId : null, at, clockOffsetMs }
}

function pairsOf(usable: readonly Read[], { tickets }: World): Pair[] {
  const known = usable.flatMap(({ wish, ticketId }) =>
    ticketId && tickets.has(ticketId)
      ? [[`${wish.listId} ${ticketId}`, { listId: wish.listId, ticketId }] as const]
      : [],
  )
  return [...new Map(known).values()]
}

/** Answers under which nonce each wish is stored. */
async function store(tx: Tx, scope: DoorScope, usable: Read[], world: World, pairs: Pair[]) {
  const standing = await scansByNonce(tx, [...new Set(usable.map(({ wish }) => wish.nonce))])
  const facts = Map.groupBy(pairs.length > 0 ? await factsOfPairs(tx, pairs) : [], keyOf)
  const inOrder = usable.toSorted(
    (a, b) =>
      a.at.getTime() - b.at.getTime() ||
      a.wish.deviceSequence - b.wish.deviceSequence ||
      (a.wish.nonce < b.wish.nonce ? -1 : 1),
  )
  const rows = new Map<string, ReportedScan>()
  const nonceOf = new Map<OfflineScan, { nonce: string; fresh: boolean }>()
  for (const read of inOrder) {
    const scan = rowOf(scope, read, world, facts)
    const first = rows.get(scan.nonce) ?? standing.get(scan.nonce)
    const row = first && !tellsSame(first, scan) ? worn(scan) : scan
    const fresh = !first || row !== scan
    nonceOf.set(read.wish, { nonce: row.nonce, fresh })
    if (!fresh || rows.has(row.nonce)) continue
    rows.set(row.nonce, row)
    if (row.result === 'accepted') facts.set(keyOf(row), [...(facts.get(keyOf(row)) ?? []), asStored(row)])
  }
  const stored = await insertScans(tx, [...rows.values()])
  for (const told of nonceOf.values()) told.fresh &&= stored.has(told.nonce)
  return nonceOf
}

const keyOf = (scan: Pick<ScanJson, 'list_id' | 'ticket_id'>) => `${scan.list_id} ${scan.ticket_id}`

function rowOf(scope: DoorScope, read: Read, world: World, facts: ReadonlyMap<string, ScanJson[]>): ReportedScan {
  const { wish, at } = read
  const list = world.lists.get(wish.listId)!
  const ticket = (read.ticketId && world.tickets.get(read.ticketId)) || null
  const judged = judge(read, list, ticket, facts, scope)
  return {
    organizer_id: scope.organizerId,
    id: newTenantUuid(scope.organizerId),
    list_id: list.id,
    event_id: list.event_id,
    ticket_id: ticket?.id ?? null,
    nonce: wish.nonce,
    direction: wish.direction,
    occupies: false,
    gate_id: scope.gateId ?? wish.gateId,
    device_id: scope.deviceId,
    account_id: scope.accountId,
    api_key_id: scope.apiKeyId,
    method: wish.method,
    device_sequence: wish.deviceSequence,
    scanned_at: at.toISOString(),
    clock_offset_ms: read.clockOffsetMs,
    undoes: wish.undoes,
    reported: true,
    ...judged,
  }
}

type Judged = Pick<ReportedScan, 'result' | 'reason' | 'window_key' | 'details' | 'doubt'>

/** The device's word stands. Where the server would have said something else about the ticket, it says so as a doubt. */
function judge(
  read: Read,
  list: ListJson,
  ticket: TicketJson | null,
  facts: ReadonlyMap<string, ScanJson[]>,
  scope: DoorScope,
): Judged {
  const { wish, code, at } = read
  const verdict = wish.verdict
  const claimsEntry = wish.direction === 'undo' || verdict?.reason === 'accepted'
  if (code && !code.ok) {
    const doubt = claimsEntry ? 'unproven_code' : null
    return { result: 'refused', reason: code.reason, window_key: null, details: {}, doubt }
  }
  if (wish.direction === 'undo')
    return { result: 'accepted', reason: 'accepted', window_key: null, details: {}, doubt: null }
  const rules = rulesOf(list)
  const ruled = ticket && ruledTicketAt(ticket, at)
  // Double entries are found when logs are merged, so a verdict is judged without the ticket's history.
  const history = verdict ? [] : (facts.get(`${list.id} ${ticket?.id}`) ?? []).map(factOf)
  const decision = decide(rules, ruled, history, at, {
    direction: wish.direction,
    codeVersion: code?.ok ? code.codeVersion : null,
    gateId: scope.gateId ?? wish.gateId,
  })
  if (ticket === null || verdict === null) {
    const signedUnknown = ticket === null && code?.ok === true
    return {
      result: decision.outcome,
      reason: decision.reason,
      window_key: decision.outcome === 'accepted' ? decision.windowKey : null,
      details: { ...detailsOf(decision, list), ...(signedUnknown ? { signed_unknown: true } : {}) },
      doubt: claimsEntry && decision.outcome === 'refused' ? decision.reason : null,
    }
  }
  if (verdict.reason !== 'accepted') {
    return { result: 'refused', reason: verdict.reason, window_key: null, details: {}, doubt: null }
  }
  const openings = ruled ? openingsFor(rules, ruled).map(opening => opening.key) : []
  const told = verdict.windowKey !== null && openings.includes(verdict.windowKey) ? verdict.windowKey : null
  const decided = decision.outcome === 'accepted' ? decision.windowKey : null
  return {
    result: 'accepted',
    reason: 'accepted',
    window_key: wish.direction === 'exit' ? null : (told ?? decided ?? ticket.date_id ?? 'all'),
    details: {},
    doubt: decision.outcome === 'refused' ? decision.reason : null,
  }
}

function tellsSame(
  a: Pick<ScanJson, 'list_id' | 'ticket_id' | 'direction' | 'undoes' | 'result'>,
  b: typeof a,
): boolean {
  return (
    a.list_id === b.list_id &&
    a.ticket_id === b.ticket_id &&
    a.direction === b.direction &&
    a.undoes === b.undoes &&
    a.result === b.result
  )
}

/** A nonce that stands for something else already: the scan is kept under one made from all it says, and flagged. */
function worn(scan: ReportedScan): ReportedScan {
  const said = [scan.list_id, scan.ticket_id, scan.direction, scan.undoes, scan.result]
  const digest = createHash('sha256').update(JSON.stringify(said)).digest('hex').slice(0, 12)
  return { ...scan, nonce: `${scan.nonce}~${digest}`, doubt: scan.doubt ?? 'nonce_reused' }
}

function asStored(row: ReportedScan): ScanJson {
  return { ...row, conflict: false, received_at: row.scanned_at, undone_at: null, double_of: null }
}

async function answers(
  tx: Tx,
  wishes: readonly OfflineScan[],
  nonceOf: ReadonlyMap<OfflineScan, { nonce: string; fresh: boolean }>,
  { tickets }: World,
): Promise<Reported[]> {
  const stored = await scansByNonce(tx, [...new Set(Array.from(nonceOf.values(), told => told.nonce))])
  return wishes.map(wish => {
    const told = nonceOf.get(wish)
    const scan = told && stored.get(told.nonce)
    if (!told || !scan) return { nonce: wish.nonce, outcome: 'not_found', scan: null }
    const ticket = (scan.ticket_id && tickets.get(scan.ticket_id)) || null
    return { nonce: wish.nonce, outcome: told.fresh ? 'stored' : 'known', scan: answerOf(scan, ticket) }
  })
}
