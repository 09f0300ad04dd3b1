import type { CheckInTicket, CheckInList as ListRules } from '@tessera/checkin-rules/check-in-list'
import type { ReasonCode } from '@tessera/checkin-rules/reasons'
import type { ScanFact } from '@tessera/checkin-rules/scan'
import type { Translated } from '@tessera/kernel/translated'
import type { DoorTicket, FirstEntry, ReEntry, Scan } from './public.ts'

/** Rows as the database's functions hand them out: one statement answers with several tables at once. */
export type ListJson = {
  id: string
  event_id: string
  name: string
  product_ids: string[] | null
  variant_ids: string[] | null
  date_ids: string[] | null
  gate_ids: string[] | null
  window_kind: 'fixed' | 'relative'
  opens_at: string | null
  closes_at: string | null
  opens_minutes_before: number | null
  closes_minutes_after: number | null
  closes_relative_to: 'start' | 'end'
  reentry: ReEntry
  closed: boolean
  version: number
  dates: Array<{ id: string; starts_at: string; ends_at: string | null }>
  gates: Array<{ id: string; name: string }>
}

export type TicketJson = {
  id: string
  event_id: string
  product_id: string
  variant_id: string | null
  date_id: string | null
  attendee_name: string | null
  state: 'valid' | 'void'
  code_version: number
  voided_at: string | null
  code_changes: string[]
  paid: boolean
  admission: boolean
  product_name: Translated
  variant_name: Translated | null
  order_code: string
}

export type DetailsJson = {
  first_entry?: { at: string; gate_id: string | null; gate_name: string | null } | null
  opens_at?: string | null
  closes_at?: string | null
  /** The code is genuine, but its ticket is not known here: a database that was restored to an earlier moment. */
  signed_unknown?: boolean
}

export type ScanJson = {
  organizer_id: string
  id: string
  list_id: string
  event_id: string
  ticket_id: string | null
  nonce: string
  direction: 'entry' | 'exit' | 'undo'
  result: 'accepted' | 'refused'
  reason: ReasonCode
  occupies: boolean
  conflict: boolean
  gate_id: string | null
  device_id: string | null
  account_id: string | null
  api_key_id: string | null
  method: 'code' | 'search' | 'manual'
  scanned_at: string
  received_at: string
  undone_at: string | null
  undoes: string | null
  window_key: string | null
  device_sequence: number
  clock_offset_ms: number
  details: DetailsJson
  reported: boolean
  doubt: string | null
  double_of: string | null
}

const date = (text: string | null | undefined) => (text ? new Date(text) : null)

export function rulesOf(list: ListJson): ListRules {
  return {
    id: list.id,
    eventId: list.event_id,
    productIds: list.product_ids ?? [],
    variantIds: list.variant_ids ?? [],
    dateIds: list.date_ids ?? [],
    gateIds: list.gate_ids ?? [],
    dates: list.dates.map(({ id, starts_at, ends_at }) => ({
      id,
      startsAt: new Date(starts_at),
      endsAt: date(ends_at),
    })),
    window:
      list.window_kind === 'fixed'
        ? { kind: 'fixed', opensAt: date(list.opens_at), closesAt: date(list.closes_at) }
        : {
            kind: 'relative',
            opensMinutesBeforeStart: list.opens_minutes_before,
            closesMinutesAfter: list.closes_minutes_after,
            closesRelativeTo: list.closes_relative_to,
          },
    reEntry: list.reentry,
    closed: list.closed,
    test: false,
  }
}

export function ruledTicketOf(ticket: TicketJson): CheckInTicket {
  return {
    id: ticket.id,
    eventId: ticket.event_id,
    productId: ticket.product_id,
    variantId: ticket.variant_id,
    dateId: ticket.date_id,
    admission: ticket.admission,
    state: ticket.state,
    paid: ticket.paid,
    codeVersion: ticket.code_version,
    test: false,
  }
}

/** As the ticket stood at that moment: what was valid then was rightly let in, whatever became of it since. */
export function ruledTicketAt(ticket: TicketJson, at: Date): CheckInTicket {
  const voidedAt = date(ticket.voided_at)
  const wasValid = voidedAt !== null && at < voidedAt
  return {
    ...ruledTicketOf(ticket),
    ...(wasValid ? { state: 'valid', paid: true } : {}),
    codeVersion: 1 + ticket.code_changes.filter(changed => new Date(changed) <= at).length,
  }
}

export function factOf(scan: ScanJson): ScanFact {
  return {
    nonce: scan.nonce,
    kind: scan.direction,
    undoes: scan.undoes,
    listId: scan.list_id,
    ticketId: scan.ticket_id,
    gateId: scan.gate_id,
    deviceId: scan.device_id ?? scan.account_id ?? scan.api_key_id ?? '',
    deviceSequence: scan.device_sequence,
    // The column holds the corrected time; a fact holds the device's own and what to add to it.
    scannedAt: new Date(new Date(scan.scanned_at).getTime() - scan.clock_offset_ms),
    clockOffsetMs: scan.clock_offset_ms,
    reason: scan.reason,
    windowKey: scan.window_key,
  }
}

/** Reasons that tell nothing about the ticket: the asker may have no right to know anything about it. */
const SILENT: ReadonlySet<ReasonCode> = new Set(['unknown_ticket', 'wrong_event', 'test_ticket', 'device_revoked'])

export function answerOf(scan: ScanJson, ticket: TicketJson | null): Scan {
  const { details } = scan
  // An offline device says of a ticket what it likes: one of another event stays silent under any reason.
  const tells = ticket?.id === scan.ticket_id && ticket?.event_id === scan.event_id && !SILENT.has(scan.reason)
  return {
    id: scan.id,
    nonce: scan.nonce,
    listId: scan.list_id,
    direction: scan.direction,
    result: scan.result,
    reason: scan.reason,
    ticket: ticket && tells ? doorTicketOf(ticket) : null,
    firstEntry: details.first_entry ? firstEntryOf(details.first_entry) : null,
    opensAt: date(details.opens_at),
    closesAt: date(details.closes_at),
    at: new Date(scan.scanned_at),
    gateId: scan.gate_id,
    undone: scan.undone_at !== null,
    conflict: scan.conflict,
    conflictReason: conflictReasonOf(scan),
  }
}

function conflictReasonOf(scan: ScanJson): string | null {
  if (scan.double_of) return 'double_entry'
  return scan.doubt ?? (scan.conflict && scan.direction === 'undo' ? 'undo_elsewhere' : null)
}

export function doorTicketOf(ticket: TicketJson): DoorTicket {
  return {
    id: ticket.id,
    attendeeName: ticket.attendee_name,
    productId: ticket.product_id,
    variantId: ticket.variant_id,
    dateId: ticket.date_id,
    productName: ticket.product_name,
    variantName: ticket.variant_name,
    orderCode: ticket.order_code,
  }
}

function firstEntryOf(entry: NonNullable<DetailsJson['first_entry']>): FirstEntry {
  return { at: new Date(entry.at), gateId: entry.gate_id, gateName: entry.gate_name }
}
