import { type Decision, decide } from '@tessera/checkin-rules/decide'
import { newTenantUuid } from '@tessera/kernel/ids'
import type { Db } from '../../../platform/db/db.ts'
import { requestErrors } from '../../../platform/errors/errors.ts'
import type { CodeReader, ReadCode } from './code-reader.ts'
import {
  answerOf,
  type DetailsJson,
  factOf,
  type ListJson,
  ruledTicketOf,
  rulesOf,
  type ScanJson,
  type TicketJson,
} from './door-json.ts'
import { type DoorScope, mayUse } from './door-scope.ts'
import { checkInErrors, type Direction, type Method, type Scan } from './public.ts'
import { type Basis, type Guard, type NewScan, readBasis, recordScan } from './scans.sql.ts'

export type ScanDeps = { db: Db; codes: CodeReader }

export type ScanWish = {
  listId: string
  /** The scanned text, or the ticket that was picked from the list. */
  ticket: { code: string } | { id: string }
  direction: Direction
  nonce: string
  method: Method
  gateId: string | null
  deviceSequence: number
}

/** Each turn lost means that somebody else was let in meanwhile; nobody needs this many. */
const MOST_TURNS = 10

/**
 * One scan, decided on what the database knows now: read, decide, write if what was read still holds. Two statements; a
 * third and fourth only for whoever lost a race.
 */
export async function scanTicket({ db, codes }: ScanDeps, scope: DoorScope, wish: ScanWish): Promise<Scan> {
  const { organizerId } = scope
  const claimed = 'id' in wish.ticket ? wish.ticket.id : (codes.claimed(wish.ticket.code)?.ticketId ?? null)
  for (let turn = 0; turn < MOST_TURNS; turn++) {
    const basis = await readBasis(db, { organizerId, listId: wish.listId, ticketId: claimed, nonce: wish.nonce })
    const { list } = basis
    if (!list || !mayUse(scope, { id: list.id, eventId: list.event_id })) throw requestErrors.not_found()
    if (basis.known) return replay(basis.known, basis.ticket, wish, claimed)
    const read = await readWish(codes, organizerId, wish, basis.now)
    const ticket = read.ok ? basis.ticket : null
    const gateId = scope.gateId ?? gateOf(list, wish.gateId)
    const decision: Decision = read.ok
      ? decide(rulesOf(list), ticket && ruledTicketOf(ticket), basis.facts.map(factOf), basis.now, {
          direction: wish.direction,
          codeVersion: read.codeVersion,
          gateId,
        })
      : { outcome: 'refused', reason: read.reason, firstEntry: null, opensAt: null, closesAt: null }
    const signedUnknown = 'code' in wish.ticket && read.ok && ticket === null
    const scan = newScan(scope, wish, { list, ticket, gateId, decision, signedUnknown })
    const recorded = await recordScan(db, scan, guardOf(basis, list, ticket, decision, wish.direction))
    if (recorded.outcome === 'stored') return answerOf(storedRow(scan, recorded.at), ticket)
  }
  throw requestErrors.conflict({ retryAfterSeconds: 1 })
}

async function readWish(codes: CodeReader, organizerId: string, wish: ScanWish, now: Date) {
  if ('code' in wish.ticket) {
    const read: ReadCode = await codes.verify(organizerId, wish.ticket.code, now)
    return read
  }
  return { ok: true, ticketId: wish.ticket.id, codeVersion: null } as const
}

/** The same nonce is the same scan and gets the same answer; for anything else it is worn out. */
function replay(known: ScanJson, ticket: TicketJson | null, wish: ScanWish, claimed: string | null): Scan {
  const same =
    known.list_id === wish.listId &&
    known.direction === wish.direction &&
    (known.ticket_id === null || known.ticket_id === claimed)
  if (!same) throw checkInErrors.nonce_reused()
  return answerOf(known, ticket)
}

function gateOf(list: ListJson, gateId: string | null): string | null {
  if (gateId !== null && !list.gates.some(gate => gate.id === gateId)) throw checkInErrors.unknown_part()
  return gateId
}

/** History does not matter to an exit, and not to a list that lets in again and again. */
function guardOf(
  basis: Basis,
  list: ListJson,
  ticket: TicketJson | null,
  decision: Decision,
  direction: Direction,
): Guard {
  const forgetful = direction === 'exit' || list.reentry === 'unlimited'
  return {
    listVersion: list.version,
    codeVersion: ticket?.code_version ?? 0,
    state: ticket?.state ?? '',
    facts: forgetful ? null : basis.facts.length,
    frees: decision.outcome === 'accepted' && direction === 'exit' && list.reentry === 'after_exit',
  }
}

type Decided = {
  list: ListJson
  ticket: TicketJson | null
  gateId: string | null
  decision: Decision
  signedUnknown: boolean
}

function newScan(scope: DoorScope, wish: ScanWish, decided: Decided): NewScan {
  const { list, ticket, gateId, decision, signedUnknown } = decided
  const accepted = decision.outcome === 'accepted'
  return {
    organizer_id: scope.organizerId,
    id: newTenantUuid(scope.organizerId),
    list_id: list.id,
    event_id: list.event_id,
    ticket_id: ticket?.id ?? null,
    nonce: wish.nonce,
    direction: wish.direction,
    result: decision.outcome,
    reason: decision.reason,
    occupies: accepted && wish.direction === 'entry' && list.reentry !== 'unlimited',
    window_key: accepted ? decision.windowKey : null,
    gate_id: gateId,
    device_id: scope.deviceId,
    account_id: scope.accountId,
    api_key_id: scope.apiKeyId,
    method: wish.method,
    device_sequence: wish.deviceSequence,
    details: { ...detailsOf(decision, list), ...(signedUnknown ? { signed_unknown: true } : {}) },
  }
}

export function detailsOf(decision: Decision, list: Pick<ListJson, 'gates'>): DetailsJson {
  const { firstEntry } = decision
  const gate = list.gates.find(candidate => candidate.id === firstEntry?.gateId)
  return {
    first_entry: firstEntry && {
      at: firstEntry.at.toISOString(),
      gate_id: firstEntry.gateId,
      gate_name: gate?.name ?? null,
    },
    opens_at: decision.outcome === 'refused' ? (decision.opensAt?.toISOString() ?? null) : null,
    closes_at: decision.outcome === 'refused' ? (decision.closesAt?.toISOString() ?? null) : null,
  }
}

function storedRow(scan: NewScan, at: Date): ScanJson {
  const told = at.toISOString()
  return {
    ...scan,
    scanned_at: told,
    received_at: told,
    conflict: false,
    undone_at: null,
    undoes: null,
    clock_offset_ms: 0,
    reported: false,
    doubt: null,
    double_of: null,
  }
}
