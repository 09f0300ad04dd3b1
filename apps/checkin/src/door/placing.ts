import type { ListDate } from '@tessera/checkin-rules/check-in-list'
import type { Choice } from '../store/local-store.ts'
import type { DoorList, DoorSession, EventHead, Gate, TicketFace } from './door.ts'

/** Where the steward stands, resolved from ids; null if the list is gone or was never chosen. */
export type Place = { list: DoorList; event: EventHead; gate: Gate | null; gates: Gate[] }

export function placeOf(session: DoorSession, choice: Choice | null): Place | null {
  const list = session.lists.find(candidate => candidate.id === choice?.listId)
  const event = session.events.find(candidate => candidate.id === list?.eventId)
  if (!list || !event) return null
  const gates = gatesFor(session, list)
  // A device that the organizer has placed stands there, whatever was chosen.
  const gateId = session.gateId ?? choice?.gateId ?? null
  return { list, event, gates, gate: session.gates.find(gate => gate.id === gateId) ?? null }
}

/** The gates at which a list admits. */
export function gatesFor(session: DoorSession, list: DoorList): Gate[] {
  const ofEvent = session.gates.filter(gate => gate.eventId === list.eventId)
  return list.gateIds.length === 0 ? ofEvent : ofEvent.filter(gate => list.gateIds.includes(gate.id))
}

/** Nothing to choose: one list, and the gate is given or there is at most one. */
export function onlyChoice(session: DoorSession): Choice | null {
  const [list, ...others] = session.lists
  if (!list || others.length > 0) return null
  const gates = gatesFor(session, list)
  if (session.gateId === null && gates.length > 1) return null
  return { listId: list.id, gateId: session.gateId ?? gates[0]?.id ?? null }
}

/** Today's first, then what comes, then what is over. */
export function inOrderOfNeed(events: readonly EventHead[], now: Date): EventHead[] {
  const distance = (event: EventHead) => {
    const start = event.startsAt?.getTime() ?? Number.MAX_SAFE_INTEGER
    const end = event.endsAt?.getTime() ?? start + 12 * 3_600_000
    if (now.getTime() > end) return 2e15 - start
    return Math.max(0, start - now.getTime())
  }
  return events.toSorted((a, b) => distance(a) - distance(b))
}

/** The date that a ticket is for. Without one of its own it is that of an event with a single date, else none. */
export function dateOfTicket(list: DoorList, ticket: Pick<TicketFace, 'dateId'>): ListDate | null {
  if (ticket.dateId === null) return list.dates.length === 1 ? list.dates[0]! : null
  return list.dates.find(date => date.id === ticket.dateId) ?? null
}
