import { type Decision, decide } from '@tessera/checkin-rules/decide'
import { newTenantUuid } from '@tessera/kernel/ids'
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
import type { Bases, Decided, Guard } from './scan-batch.sql.ts'
import type { NewScan } from './scans.sql.ts'

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

/** A scan that waits for its decision, with what it costs nothing to know beforehand. */
export type Asking = { scope: DoorScope; wish: ScanWish; claimed: string | null }

export type Verdict =
  | { kind: 'answer'; scan: Scan }
  | { kind: 'error'; error: Error }
  /** To be written; `answer` tells what was decided once the time of writing is known. */
  | { kind: 'decided'; decided: Decided; answer(at: Date): Scan }

export function askingOf(codes: CodeReader, scope: DoorScope, wish: ScanWish): Asking {
  const claimed = 'id' in wish.ticket ? wish.ticket.id : (codes.claimed(wish.ticket.code)?.ticketId ?? null)
  return { scope, wish, claimed }
}

/** One scan, decided on what was read: the same rules as everywhere, applied to one moment. */
export async function decideScan(codes: CodeReader, asking: Asking, bases: Bases, facts: ScanJson[]): Promise<Verdict> {
  const { scope, wish, claimed } = asking
  const list = bases.lists.get(wish.listId)
  if (!list || !mayUse(scope, { id: list.id, eventId: list.event_id })) return refuse(requestErrors.not_found())
  const claimedTicket = (claimed !== null && bases.tickets.get(claimed)) || null
  const known = bases.known.get(wish.nonce)
  if (known) return replay(known, claimedTicket, wish, claimed)
  const read = await readWish(codes, scope.organizerId, wish, bases.now)
  const ticket = read.ok ? claimedTicket : null
  const gateId = scope.gateId ?? wish.gateId
  if (scope.gateId === null && gateId !== null && !list.gates.some(gate => gate.id === gateId))
    return refuse(checkInErrors.unknown_part())
  const decision: Decision = read.ok
    ? decide(rulesOf(list), ticket && ruledTicketOf(ticket), facts.map(factOf), bases.now, {
        direction: wish.direction,
        codeVersion: read.codeVersion,
        gateId,
      })
    : { outcome: 'refused', reason: read.reason, firstEntry: null, opensAt: null, closesAt: null }
  const signedUnknown = 'code' in wish.ticket && read.ok && ticket === null
  const scan = newScan(scope, wish, { list, ticket, gateId, decision, signedUnknown })
  const guard = decision.outcome === 'accepted' ? guardOf(facts, list, ticket, wish.direction) : null
  return { kind: 'decided', decided: { scan, guard }, answer: at => answerOf(storedRow(scan, at), ticket) }
}

const refuse = (error: Error): Verdict => ({ kind: 'error', error })

async function readWish(codes: CodeReader, organizerId: string, wish: ScanWish, now: Date) {
  if ('code' in wish.ticket) {
    const read: ReadCode = await codes.verify(organizerId, wish.ticket.code, now)
    return read
  }
  return { ok: true, ticketId: wish.ticket.id, codeVersion: null } as const
}

/** The same nonce is the same scan and gets the same answer; for anything else it is worn out. */
function replay(known: ScanJson, ticket: TicketJson | null, wish: ScanWish, claimed: string | null): Verdict {
  const same =
    known.list_id === wish.listId &&
    known.direction === wish.direction &&
    (known.ticket_id === null || known.ticket_id === claimed)
  return same ? { kind: 'answer', scan: answerOf(known, ticket) } : refuse(checkInErrors.nonce_reused())
}

/** History does not matter to an exit, and not to a list that lets in again and again. */
function guardOf(facts: readonly ScanJson[], list: ListJson, ticket: TicketJson | null, direction: Direction): Guard {
  const forgetful = direction === 'exit' || list.reentry === 'unlimited'
  return {
    listVersion: list.version,
    codeVersion: ticket?.code_version ?? 0,
    state: ticket?.state ?? '',
    facts: forgetful ? null : facts.length,
    frees: direction === 'exit' && list.reentry === 'after_exit',
  }
}

type Outcome = {
  list: ListJson
  ticket: TicketJson | null
  gateId: string | null
  decision: Decision
  signedUnknown: boolean
}

function newScan(scope: DoorScope, wish: ScanWish, outcome: Outcome): NewScan {
  const { list, ticket, gateId, decision, signedUnknown } = outcome
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
