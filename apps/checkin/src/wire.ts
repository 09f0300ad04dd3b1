import type { ScanFact } from '@tessera/checkin-rules/scan'
import type { CheckInSession, CheckInSnapshot, DoorTicket, GuestSearch, Scan, DoorList as WireList } from '@tessera/sdk'
import type { DoorList, DoorSession, FoundGuest, KnownTicket, TicketFace } from './door/door.ts'
import type { ServerScan } from './scans/scan-queue.ts'
import type { ScanRecord } from './scans/scan-record.ts'

/** What is on the wire, turned into the app's own types, and back. */

export function sessionOf(session: CheckInSession): DoorSession {
  const datesOf = (eventId: string) => session.events.find(event => event.id === eventId)?.dates ?? []
  return {
    organizerName: session.organizer.name,
    deviceId: session.device?.id ?? '',
    deviceName: session.device?.name ?? '',
    gateId: session.device?.gate_id ?? null,
    events: session.events.map(({ id, title, timezone, venue_name, dates }) => ({
      id,
      title,
      zone: timezone,
      venueName: venue_name,
      startsAt: dateOf(dates[0]?.starts_at),
      endsAt: dateOf(dates.at(-1)?.ends_at),
    })),
    lists: session.lists.map(list => listOf(list, datesOf(list.event_id))),
    gates: session.gates.map(({ id, event_id, name }) => ({ id, eventId: event_id, name })),
    keyRing: session.key_ring,
  }
}

function listOf(list: WireList, dates: CheckInSession['events'][number]['dates']): DoorList {
  const { window } = list
  return {
    id: list.id,
    eventId: list.event_id,
    name: list.name,
    productIds: list.product_ids ?? [],
    variantIds: list.variant_ids ?? [],
    dateIds: list.date_ids ?? [],
    gateIds: list.gate_ids ?? [],
    dates: dates
      .filter(({ state }) => state === 'scheduled')
      .map(({ id, starts_at, ends_at }) => ({ id, startsAt: new Date(starts_at), endsAt: dateOf(ends_at) })),
    window:
      window.kind === 'fixed'
        ? { kind: 'fixed', opensAt: dateOf(window.opens_at), closesAt: dateOf(window.closes_at) }
        : {
            kind: 'relative',
            opensMinutesBeforeStart: window.opens_minutes_before,
            closesMinutesAfter: window.closes_minutes_after,
            closesRelativeTo: window.closes_relative_to,
          },
    reEntry: list.reentry,
    closed: list.closed,
    test: false,
  }
}

function faceOf(ticket: Omit<DoorTicket, 'order_code'> & { order_code: string | null }): TicketFace {
  return {
    id: ticket.id,
    attendeeName: ticket.attendee_name,
    productName: ticket.product_name,
    variantName: ticket.variant_name,
    orderCode: ticket.order_code,
    dateId: ticket.date_id,
  }
}

/** The snapshot holds all tickets of the list's event, and no others. */
export function knownTicketOf(
  ticket: CheckInSnapshot['data'][number],
  list: Pick<DoorList, 'id' | 'eventId'>,
): KnownTicket {
  return {
    ...faceOf(ticket),
    eventId: list.eventId,
    productId: ticket.product_id,
    variantId: ticket.variant_id,
    admission: ticket.admission,
    state: ticket.state,
    paid: ticket.paid,
    codeVersion: ticket.code_version,
    test: false,
    facts: ticket.scans.map(
      (scan): ScanFact => ({
        nonce: scan.nonce,
        kind: scan.direction,
        undoes: scan.undoes,
        listId: list.id,
        ticketId: ticket.id,
        gateId: scan.gate_id,
        deviceId: scan.device_id ?? '',
        deviceSequence: scan.device_sequence,
        scannedAt: new Date(scan.scanned_at),
        clockOffsetMs: scan.clock_offset_ms,
        reason: 'accepted',
        windowKey: scan.window_key,
      }),
    ),
  }
}

export function foundOf(ticket: GuestSearch['data'][number]): FoundGuest {
  return {
    face: faceOf(ticket),
    isVoid: ticket.state === 'void',
    isPaid: ticket.paid,
    firstEnteredAt: dateOf(ticket.first_entered_at),
    inside: ticket.inside,
  }
}

/** A scan that the server is asked about. */
export function scanOf(record: ScanRecord) {
  return { ...toldOf(record), direction: record.kind === 'exit' ? ('exit' as const) : ('entry' as const) }
}

function toldOf(record: ScanRecord) {
  return {
    list_id: record.listId,
    ...presentedOf(record),
    nonce: record.nonce,
    method: record.method,
    gate_id: record.gateId,
    device_sequence: record.deviceSequence,
  }
}

function presentedOf({ code, ticketId, kind }: ScanRecord): { code: string } | { ticket_id: string } {
  return code !== null && kind !== 'undo' ? { code } : { ticket_id: ticketId ?? '' }
}

/** A scan that was decided here, told afterwards. */
export function offlineScanOf(record: ScanRecord) {
  return {
    ...toldOf(record),
    direction: record.kind,
    ...(record.undoes === null ? {} : { undoes: record.undoes }),
    scanned_at: record.scannedAt.toISOString(),
    clock_offset_ms: record.clockOffsetMs,
    reason: record.verdict.reason,
    window_key: record.verdict.windowKey,
  }
}

export function serverScanOf(scan: Scan): ServerScan {
  return {
    scanId: scan.id,
    nonce: scan.nonce,
    undone: scan.undone,
    conflict: scan.conflict ? (scan.conflict_reason ?? 'double_entry') : null,
    verdict: {
      outcome: scan.result,
      reason: scan.reason,
      ticket: scan.ticket && faceOf(scan.ticket),
      firstEntry: scan.first_entry && {
        at: new Date(scan.first_entry.at),
        gateName: scan.first_entry.gate?.name ?? null,
      },
      opensAt: dateOf(scan.opens_at),
      closesAt: dateOf(scan.closes_at),
      windowKey: null,
      genuineButUnknown: false,
    },
  }
}

function dateOf(text: string | null | undefined): Date | null {
  return text ? new Date(text) : null
}
