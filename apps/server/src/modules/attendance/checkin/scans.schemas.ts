import { REASON_CODES } from '@tessera/checkin-rules/reasons'
import { z } from 'zod'
import { requestErrors } from '../../../platform/errors/errors.ts'
import { at, atOrNull, id, idOut, instant, instantOut, page, translated, wireId } from '../../../platform/http/wire.ts'
import type { Scan } from './public.ts'
import type { OfflineScan, Reported } from './report-scans.ts'
import type { ScanWish } from './scan-ticket.ts'

const nonce = z
  .string()
  .regex(/^[A-Za-z0-9_-]{8,50}$/)
  .meta({ description: 'Drawn at random by the device for this one scan; the same again gets the same answer' })
const method = z.enum(['code', 'search', 'manual'])
const reason = z.enum(REASON_CODES)
const sequence = z.int().min(0).max(Number.MAX_SAFE_INTEGER)
const picked = {
  list_id: id('cil'),
  code: z.string().min(1).max(1000).optional().meta({ description: 'The scanned text, exactly as it was read' }),
  ticket_id: id('tkt').optional().meta({ description: 'A guest who was picked from the list' }),
}

export const scanBody = z.strictObject({
  ...picked,
  direction: z.enum(['entry', 'exit']).default('entry'),
  nonce,
  method: method.optional(),
  gate_id: id('gat').nullish().meta({ description: 'Ignored for a device that stands at a gate' }),
  device_sequence: sequence.default(0),
  scanned_at: instant.optional().meta({ description: 'Not used: the server times what it decides' }),
})

const offlineScan = z.strictObject({
  ...picked,
  direction: z.enum(['entry', 'exit', 'undo']).default('entry'),
  undoes: nonce.optional().meta({ description: 'Nonce of the scan that an undo takes back' }),
  nonce,
  method: method.optional(),
  gate_id: id('gat').nullish(),
  device_sequence: sequence.default(0),
  scanned_at: instant,
  clock_offset_ms: z.int().min(-9e15).max(9e15).optional().meta({ description: 'Server time minus device time' }),
  reason: reason.optional().meta({ description: 'What the device decided; without it the server decides' }),
  window_key: z
    .union([z.literal('all'), id('dat')])
    .nullish()
    .meta({ description: 'The opening that the accepted entry used up' }),
})
export const batchBody = z.strictObject({
  sent_at: instant.optional().meta({ description: 'By the device: tells how far its clock is off' }),
  scans: z.array(offlineScan).min(1).max(500),
})
export const undoBody = z.strictObject({ nonce })
export const scanParams = z.object({ scan: id('scn') })

export const doorTicketSchema = z
  .object({
    id: idOut('tkt'),
    attendee_name: z.string().nullable(),
    product_id: idOut('prd'),
    variant_id: idOut('var').nullable(),
    date_id: idOut('dat').nullable(),
    product_name: translated(),
    variant_name: translated().nullable(),
    order_code: z.string(),
  })
  .meta({ id: 'DoorTicket' })

export const scanSchema = z
  .object({
    id: idOut('scn'),
    nonce: z.string(),
    list_id: idOut('cil'),
    direction: z.enum(['entry', 'exit', 'undo']),
    result: z.enum(['accepted', 'refused']),
    reason,
    ticket: doorTicketSchema.nullable(),
    first_entry: z
      .object({ at: instantOut, gate: z.object({ id: idOut('gat'), name: z.string().nullable() }).nullable() })
      .nullable(),
    opens_at: instantOut.nullable().meta({ description: 'With `too_early`: when to come back' }),
    closes_at: instantOut.nullable(),
    at: instantOut,
    gate_id: idOut('gat').nullable(),
    undone: z.boolean(),
    conflict: z.boolean().meta({ description: 'Let in while offline, although the ticket was used or not good' }),
    conflict_reason: z.string().nullable(),
  })
  .meta({ id: 'Scan' })

export const scansPage = page(scanSchema)
export const batchSchema = z
  .object({
    results: z.array(
      z.object({
        nonce: z.string(),
        outcome: z.enum(['stored', 'known', 'not_found']),
        scan: scanSchema.nullable(),
      }),
    ),
  })
  .meta({ id: 'ScanBatchResult' })

export function scanWishOf(body: z.output<typeof scanBody>): ScanWish {
  const ticket = ticketOf(body)
  return {
    listId: body.list_id,
    ticket,
    direction: body.direction,
    nonce: body.nonce,
    method: body.method ?? ('code' in ticket ? 'code' : 'search'),
    gateId: body.gate_id ?? null,
    deviceSequence: body.device_sequence,
  }
}

export function offlineScansOf(body: z.output<typeof batchBody>): OfflineScan[] {
  return body.scans.map((scan, index) => {
    if ((scan.direction === 'undo') !== (scan.undoes !== undefined)) throw invalid(`scans/${index}/undoes`)
    const ticket = ticketOf(scan, `scans/${index}/`)
    return {
      listId: scan.list_id,
      ticket,
      direction: scan.direction,
      undoes: scan.undoes ?? null,
      nonce: scan.nonce,
      method: scan.method ?? ('code' in ticket ? 'code' : 'search'),
      gateId: scan.gate_id ?? null,
      deviceSequence: scan.device_sequence,
      scannedAt: scan.scanned_at,
      clockOffsetMs: scan.clock_offset_ms ?? null,
      verdict: scan.reason ? { reason: scan.reason, windowKey: scan.window_key ?? null } : null,
    }
  })
}

function ticketOf(body: { code?: string; ticket_id?: string }, path = ''): ScanWish['ticket'] {
  if (body.code !== undefined && body.ticket_id === undefined) return { code: body.code.trim() }
  if (body.ticket_id !== undefined && body.code === undefined) return { id: body.ticket_id }
  throw invalid(`${path}code`)
}

function invalid(path: string) {
  return requestErrors.invalid({
    fields: [
      { path: `/${path}`, code: 'one_of', message: 'Send `code` or `ticket_id`, and `undoes` with an undo only' },
    ],
  })
}

export function presentScan(scan: Scan): z.input<typeof scanSchema> {
  const { ticket, firstEntry } = scan
  return {
    id: wireId('scn', scan.id),
    nonce: scan.nonce,
    list_id: wireId('cil', scan.listId),
    direction: scan.direction,
    result: scan.result,
    reason: scan.reason,
    ticket: ticket && {
      id: wireId('tkt', ticket.id),
      attendee_name: ticket.attendeeName,
      product_id: wireId('prd', ticket.productId),
      variant_id: ticket.variantId && wireId('var', ticket.variantId),
      date_id: ticket.dateId && wireId('dat', ticket.dateId),
      product_name: ticket.productName,
      variant_name: ticket.variantName,
      order_code: ticket.orderCode,
    },
    first_entry: firstEntry && {
      at: at(firstEntry.at),
      gate: firstEntry.gateId ? { id: wireId('gat', firstEntry.gateId), name: firstEntry.gateName } : null,
    },
    opens_at: atOrNull(scan.opensAt),
    closes_at: atOrNull(scan.closesAt),
    at: at(scan.at),
    gate_id: scan.gateId && wireId('gat', scan.gateId),
    undone: scan.undone,
    conflict: scan.conflict,
    conflict_reason: scan.conflictReason,
  }
}

export function presentReported(reported: readonly Reported[]): z.input<typeof batchSchema> {
  return {
    results: reported.map(({ nonce: of, outcome, scan }) => ({ nonce: of, outcome, scan: scan && presentScan(scan) })),
  }
}
