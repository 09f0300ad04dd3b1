import type { ReasonCode } from '@tessera/checkin-rules/reasons'
import type { Translated } from '@tessera/kernel/translated'
import type { Tx } from '../../../platform/db/db.ts'
import { defineErrors } from '../../../platform/errors/errors.ts'
import { defineEvent } from '../../../platform/outbox/outbox.ts'

export type ReEntry = 'none' | 'after_exit' | 'unlimited'

export type ListWindow =
  | { kind: 'fixed'; opensAt: Date | null; closesAt: Date | null }
  | {
      kind: 'relative'
      opensMinutesBefore: number | null
      closesMinutesAfter: number | null
      closesRelativeTo: 'start' | 'end'
    }

/** Who may enter where and when. Null is no limit: all admissions, all variants, all dates, all gates. */
export type CheckInListInput = {
  name: string
  productIds: string[] | null
  variantIds: string[] | null
  dateIds: string[] | null
  gateIds: string[] | null
  window: ListWindow
  reentry: ReEntry
  closed: boolean
}

export type CheckInList = CheckInListInput & { id: string; eventId: string; version: number; createdAt: Date }

export type Counts = {
  /** Valid tickets that the list admits. */
  expected: number
  /** Of them, those that have entered at least once. */
  entered: number
  /** Of those, who has not left. */
  inside: number
}

export type Direction = 'entry' | 'exit'
export type Method = 'code' | 'search' | 'manual'

/** What a steward sees of a ticket. */
export type DoorTicket = {
  id: string
  attendeeName: string | null
  productId: string
  variantId: string | null
  dateId: string | null
  productName: Translated
  variantName: Translated | null
  orderCode: string
}

export type FirstEntry = { at: Date; gateId: string | null; gateName: string | null }

/** What a scan came to; the same for every repetition of its nonce. */
export type Scan = {
  id: string
  nonce: string
  listId: string
  direction: Direction | 'undo'
  result: 'accepted' | 'refused'
  reason: ReasonCode
  /** Null where the asker has no right to know, or nothing is known. */
  ticket: DoorTicket | null
  firstEntry: FirstEntry | null
  opensAt: Date | null
  closesAt: Date | null
  at: Date
  gateId: string | null
  undone: boolean
  /** Somebody is inside who should not be, or was let in twice. */
  conflict: boolean
  /** `double_entry`, `nonce_reused`, `unproven_code`, `undo_elsewhere`, or the reason why the server would have refused. */
  conflictReason: string | null
}

/** What other modules may ask of check-in. */
export type CheckIn = {
  /** Gives an event that has no list one that admits its admissions; once, however often it is asked. */
  ensureDefaultList(tx: Tx, eventId: string): Promise<void>
  /** Over all lists of each event: a person counts once. */
  countsOfEvents(tx: Tx, eventIds: readonly string[]): Promise<Map<string, { expected: number; entered: number }>>
  /** When each of these tickets, or of all tickets of an event, first entered; for those that did. */
  firstEntries(tx: Tx, wanted: { ticketIds: readonly string[] } | { eventId: string }): Promise<Map<string, Date>>
}

export const checkInEntered = defineEvent<{ event_id: string; list_id: string; ticket_id: string }>('checkin.entered')
export const checkInUndone = defineEvent<{ event_id: string; list_id: string; ticket_id: string }>('checkin.undone')

export const checkInErrors = defineErrors('checkin', {
  nonce_reused: { status: 422, title: 'This nonce was used for another scan' },
  unknown_part: { status: 422, title: 'The event has no such product, variant, date or gate' },
  gate_in_use: { status: 409, title: 'A list admits at this gate only' },
  code_invalid: { status: 422, title: 'This code is wrong, used or too old' },
  device_revoked: { status: 409, title: 'This device was revoked; add it again' },
  scope_exceeds_own: { status: 403, title: 'A device cannot see more events than you do' },
  not_undoable: { status: 409, title: 'Only an accepted scan can be taken back' },
  already_undone: { status: 409, title: 'This scan was taken back already' },
  undo_too_late: { status: 409, title: 'It is too late to take this scan back here' },
  undo_elsewhere: { status: 403, title: 'A device takes back its own scans only' },
})
