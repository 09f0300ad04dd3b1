import type { CheckInList, CheckInTicket } from '@tessera/checkin-rules/check-in-list'
import type { ReasonCode } from '@tessera/checkin-rules/reasons'
import type { ScanFact } from '@tessera/checkin-rules/scan'
import type { Translated } from '@tessera/kernel/translated'

/** What this device knows of the place where it stands. Ids are the prefixed ids of the API throughout. */

export type Gate = { id: string; eventId: string; name: string }

export type EventHead = {
  id: string
  title: Translated
  /** IANA zone: all times at a door are told on its clock. */
  zone: string
  startsAt: Date | null
  endsAt: Date | null
  venueName: string | null
}

/** A list with the rules that decide on it. */
export type DoorList = CheckInList & { name: string }

export type DoorSession = {
  organizerName: string
  deviceId: string
  deviceName: string
  /** Where the device was placed by the organizer; null leaves the choice to the steward. */
  gateId: string | null
  events: EventHead[]
  lists: DoorList[]
  gates: Gate[]
  /** Public keys as they came; checked one by one where they are imported. */
  keyRing: { keys: readonly unknown[] }
}

/** What a steward sees of a ticket. */
export type TicketFace = {
  id: string
  attendeeName: string | null
  productName: Translated
  variantName: Translated | null
  /** Null where the list does not admit the ticket: then it is none of the steward's business. */
  orderCode: string | null
  dateId: string | null
}

/** A ticket of the local copy, with the accepted scans of it that the server knew. */
export type KnownTicket = TicketFace & CheckInTicket & { facts: ScanFact[] }

export type Direction = 'entry' | 'exit'
export type Method = 'code' | 'search' | 'manual'

export type FirstEntry = { at: Date; gateName: string | null }

/** What a scan came to, whoever decided it. */
export type Verdict = {
  outcome: 'accepted' | 'refused'
  reason: ReasonCode
  ticket: TicketFace | null
  firstEntry: FirstEntry | null
  opensAt: Date | null
  closesAt: Date | null
  windowKey: string | null
  /** Signed by the organizer for this event, but in no copy that was asked: sold later, or the copy is old. */
  genuineButUnknown: boolean
}

export type Counts = { expected: number; entered: number; inside: number }
/** `readAt`: server's time at which it was asked. */
export type CountsAt = Counts & { readAt: Date }

/** Somebody who was looked up by name or code. */
export type FoundGuest = {
  face: TicketFace
  isVoid: boolean
  isPaid: boolean
  firstEnteredAt: Date | null
  inside: boolean
}
