import { z } from 'zod'
import { at, atOrNull, id, idOut, instant, instantOut, translated, wireId } from '../../../platform/http/wire.ts'
import { presentSignedIn, signedInDevice } from './devices.schemas.ts'
import type { FoundTicket, SnapshotTicket } from './door-reads.sql.ts'
import type { DoorSession } from './door-reads.ts'
import { doorListSchema, gateSchema, presentDoorList, presentGate } from './lists.schemas.ts'

export const listOnlyParams = z.object({ list: id('cil') })
export const snapshotQuery = z.object({
  cursor: z.string().max(500).optional(),
  limit: z.coerce.number().int().min(1).max(1000).default(500),
  since: instant.optional().meta({ description: 'Only what has changed since then; send `as_of` of the last answer' }),
})
export const searchQuery = z.object({ q: z.string().trim().min(2).max(100) })

const ticketFields = {
  id: idOut('tkt'),
  code_version: z.int(),
  state: z.enum(['valid', 'void']),
  paid: z.boolean(),
  attendee_name: z.string().nullable(),
  product_id: idOut('prd'),
  variant_id: idOut('var').nullable(),
  date_id: idOut('dat').nullable(),
  product_name: translated(),
  variant_name: translated().nullable(),
}

export const snapshotSchema = z
  .object({
    data: z.array(
      z.object({
        ...ticketFields,
        admission: z.boolean(),
        order_code: z.string().nullable(),
        scans: z
          .array(
            z.object({
              nonce: z.string(),
              direction: z.enum(['entry', 'exit', 'undo']),
              undoes: z.string().nullable(),
              window_key: z.string().nullable(),
              gate_id: idOut('gat').nullable(),
              device_id: idOut('dev').nullable(),
              device_sequence: z.int(),
              scanned_at: instantOut,
              clock_offset_ms: z.int(),
            }),
          )
          .meta({ description: 'Accepted scans on this list, as facts for `checkin-rules`' }),
      }),
    ),
    next_cursor: z.string().nullable(),
    as_of: instantOut,
  })
  .meta({ id: 'CheckInSnapshot' })

export const searchSchema = z
  .object({
    data: z.array(
      z.object({
        ...ticketFields,
        order_code: z.string(),
        first_entered_at: instantOut.nullable(),
        inside: z.boolean(),
      }),
    ),
    next_cursor: z.null(),
  })
  .meta({ id: 'GuestSearch' })

export const sessionSchema = z
  .object({
    device: signedInDevice.nullable(),
    organizer: z.object({ id: idOut('org'), name: z.string() }),
    server_time: instantOut,
    events: z.array(
      z.object({
        id: idOut('evt'),
        slug: z.string(),
        title: translated(),
        default_locale: z.string(),
        timezone: z.string(),
        state: z.string(),
        palette: z.string().nullable(),
        venue_name: z.string().nullable(),
        dates: z.array(
          z.object({
            id: idOut('dat'),
            starts_at: instantOut,
            ends_at: instantOut.nullable(),
            doors_at: instantOut.nullable(),
            label: translated(),
            state: z.enum(['scheduled', 'cancelled']),
          }),
        ),
      }),
    ),
    lists: z.array(doorListSchema),
    gates: z.array(gateSchema),
    key_ring: z
      .object({ keys: z.array(z.record(z.string(), z.unknown())) })
      .meta({ description: 'Public keys that verify ticket codes' }),
  })
  .meta({ id: 'CheckInSession' })

export function presentSession(session: DoorSession): z.input<typeof sessionSchema> {
  return {
    device: session.device && presentSignedIn(session.device),
    organizer: { id: wireId('org', session.organizer.id), name: session.organizer.name },
    server_time: at(session.serverTime),
    events: session.events.map(event => ({
      id: wireId('evt', event.id),
      slug: event.slug,
      title: event.title,
      default_locale: event.defaultLocale,
      timezone: event.timezone,
      state: event.state,
      palette: event.palette,
      venue_name: event.venue.name,
      dates: event.dates.map(date => ({
        id: wireId('dat', date.id),
        starts_at: at(date.startsAt),
        ends_at: atOrNull(date.endsAt),
        doors_at: atOrNull(date.doorsAt),
        label: date.label,
        state: date.state,
      })),
    })),
    lists: session.lists.map(presentDoorList),
    gates: session.gates.map(presentGate),
    key_ring: { keys: session.keyRing.keys as Array<Record<string, unknown>> },
  }
}

function presentFields(ticket: Omit<FoundTicket, 'orderCode' | 'firstEnteredAt' | 'inside'>) {
  return {
    id: wireId('tkt', ticket.id),
    code_version: ticket.codeVersion,
    state: ticket.state,
    paid: ticket.paid,
    attendee_name: ticket.attendeeName,
    product_id: wireId('prd', ticket.productId),
    variant_id: ticket.variantId && wireId('var', ticket.variantId),
    date_id: ticket.dateId && wireId('dat', ticket.dateId),
    product_name: ticket.productName,
    variant_name: ticket.variantName,
  }
}

export function presentSnapshotTicket(ticket: SnapshotTicket): z.input<typeof snapshotSchema>['data'][number] {
  return {
    ...presentFields(ticket),
    admission: ticket.admission,
    order_code: ticket.orderCode,
    scans: ticket.scans.map(scan => ({
      nonce: scan.nonce,
      direction: scan.direction,
      undoes: scan.undoes,
      window_key: scan.windowKey && (scan.windowKey === 'all' ? 'all' : wireId('dat', scan.windowKey)),
      gate_id: scan.gateId && wireId('gat', scan.gateId),
      device_id: scan.deviceId && wireId('dev', scan.deviceId),
      device_sequence: scan.deviceSequence,
      // As a fact tells it: by the device's clock, with what the server's showed more.
      scanned_at: at(new Date(new Date(scan.scannedAt).getTime() - scan.clockOffsetMs)),
      clock_offset_ms: scan.clockOffsetMs,
    })),
  }
}

export function presentFound(ticket: FoundTicket): z.input<typeof searchSchema>['data'][number] {
  return {
    ...presentFields(ticket),
    order_code: ticket.orderCode,
    first_entered_at: atOrNull(ticket.firstEnteredAt),
    inside: ticket.inside,
  }
}
