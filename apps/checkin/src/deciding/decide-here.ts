import { type Decision, decide } from '@tessera/checkin-rules/decide'
import { type RefusalCode, reasonOfCodeRefusal } from '@tessera/checkin-rules/reasons'
import type { ScanFact } from '@tessera/checkin-rules/scan'
import { formatId, parseId } from '@tessera/kernel/ids'
import { eventHintOf } from '@tessera/ticket-code/code-format'
import { verifyTicketCode } from '@tessera/ticket-code/ticket-code'
import type { TicketKeyRing } from '@tessera/ticket-code/ticket-keys'
import type { Direction, DoorList, Gate, KnownTicket, TicketFace, Verdict } from '../door/door.ts'

/** What this device knows, asked for one ticket at a time. */
export type LocalWorld = {
  list: DoorList
  gates: readonly Gate[]
  gateId: string | null
  ring: TicketKeyRing
  now: Date
  ticketOf: (ticketId: string) => Promise<KnownTicket | null>
  /** All scans of the ticket on this list that the device knows. */
  factsOf: (ticket: KnownTicket) => readonly ScanFact[]
}

export type Presented = { code: string } | { ticketId: string }

/** `isCode` is false for a text that is no ticket code at all: the server need not hear of it. */
export type DecidedHere = { verdict: Verdict; ticketId: string | null; isCode: boolean }

/** Decides without a network: the signature proves the ticket, the copy and the rules say whether it may enter. */
export async function decideHere(world: LocalWorld, presented: Presented, direction: Direction): Promise<DecidedHere> {
  if ('ticketId' in presented) {
    const ticket = await world.ticketOf(presented.ticketId)
    return { verdict: judge(world, ticket, direction, null), ticketId: presented.ticketId, isCode: true }
  }
  const read = await verifyTicketCode(presented.code, world.ring, { now: world.now })
  if (!read.ok) {
    return { verdict: refusal(reasonOfCodeRefusal(read.reason)), ticketId: null, isCode: read.reason !== 'malformed' }
  }
  const ticketId = formatId('tkt', read.content.ticketId)
  const ticket = await world.ticketOf(ticketId)
  if (ticket) return { verdict: judge(world, ticket, direction, read.content.codeVersion), ticketId, isCode: true }
  const eventId = parseId('evt', world.list.eventId)
  const ofThisEvent = eventId !== null && eventHintOf(eventId) === read.content.eventHint
  const verdict = ofThisEvent ? { ...refusal('unknown_ticket'), genuineButUnknown: true } : refusal('wrong_event')
  return { verdict, ticketId, isCode: true }
}

function judge(
  world: LocalWorld,
  ticket: KnownTicket | null,
  direction: Direction,
  codeVersion: number | null,
): Verdict {
  const facts = ticket ? world.factsOf(ticket) : []
  const { list, gateId, now } = world
  const decision = decide(list, ticket, facts, now, { direction, codeVersion, gateId })
  return verdictOf(decision, ticket, world.gates)
}

function verdictOf(decision: Decision, ticket: TicketFace | null, gates: readonly Gate[]): Verdict {
  const { firstEntry } = decision
  return {
    outcome: decision.outcome,
    reason: decision.reason,
    ticket: ticket && faceOf(ticket),
    firstEntry: firstEntry && {
      at: firstEntry.at,
      gateName: gates.find(gate => gate.id === firstEntry.gateId)?.name ?? null,
    },
    opensAt: decision.outcome === 'refused' ? decision.opensAt : null,
    closesAt: decision.outcome === 'refused' ? decision.closesAt : null,
    windowKey: decision.outcome === 'accepted' ? decision.windowKey : null,
    genuineButUnknown: false,
  }
}

export function faceOf({ id, attendeeName, productName, variantName, orderCode, dateId }: TicketFace): TicketFace {
  return { id, attendeeName, productName, variantName, orderCode, dateId }
}

export function refusal(reason: RefusalCode): Verdict {
  return {
    outcome: 'refused',
    reason,
    ticket: null,
    firstEntry: null,
    opensAt: null,
    closesAt: null,
    windowKey: null,
    genuineButUnknown: false,
  }
}
