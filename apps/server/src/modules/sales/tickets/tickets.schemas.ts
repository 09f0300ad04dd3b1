import { z } from 'zod'
import { at, atOrNull, id, idOut, instantOut, locale, wireId } from '../../../platform/http/wire.ts'
import type { Ticket } from './public.ts'
import type { WalletPass } from './wallet-pass.ts'

export const orderParams = z.object({ order: id('ord') })
export const ticketOfOrderParams = orderParams.extend({ ticket: id('tkt') })
export const memberTicketParams = z.object({ organizer: id('org'), ticket: id('tkt') })
export const languageQuery = z.object({
  locale: locale.optional().meta({ description: 'Language of the document; else the one the order was placed in' }),
})

export const reissuedTicketSchema = z
  .object({
    id: idOut('tkt'),
    order_id: idOut('ord'),
    state: z.enum(['valid', 'void']),
    attendee_name: z.string().nullable(),
    code_version: z.int().meta({ description: 'Only the code of this version enters' }),
    issued_at: instantOut,
  })
  .meta({ id: 'ReissuedTicket' })

export const presentReissued = (ticket: Ticket): z.input<typeof reissuedTicketSchema> => ({
  id: wireId('tkt', ticket.id),
  order_id: wireId('ord', ticket.orderId),
  state: ticket.state,
  attendee_name: ticket.attendeeName,
  code_version: ticket.codeVersion,
  issued_at: at(ticket.issuedAt),
})

export const walletPassSchema = z
  .object({
    ticket_id: idOut('tkt'),
    serial_number: z.string(),
    version: z.int(),
    organization_name: z.string(),
    title: z.string(),
    locale: z.string(),
    barcode: z.object({
      format: z.literal('qr'),
      message: z.string(),
      encoding: z.literal('iso-8859-1'),
      alt_text: z.string(),
    }),
    starts_at: instantOut.nullable(),
    ends_at: instantOut.nullable(),
    doors_at: instantOut.nullable(),
    timezone: z.string(),
    venue: z
      .object({
        name: z.string(),
        address: z.string(),
        latitude: z.number().nullable(),
        longitude: z.number().nullable(),
      })
      .nullable(),
    colours: z.object({ background: z.string(), foreground: z.string(), label: z.string() }),
    fields: z.array(z.object({ key: z.string(), label: z.string(), value: z.string() })),
    url: z.string(),
  })
  .meta({ id: 'WalletPass', description: 'All that a pass of a phone wallet is made of' })

export const presentWalletPass = (pass: WalletPass): z.input<typeof walletPassSchema> => ({
  ticket_id: wireId('tkt', pass.ticketId),
  serial_number: pass.serialNumber,
  version: pass.version,
  organization_name: pass.organizationName,
  title: pass.title,
  locale: pass.locale,
  barcode: {
    format: pass.barcode.format,
    message: pass.barcode.message,
    encoding: pass.barcode.encoding,
    alt_text: pass.barcode.altText,
  },
  starts_at: atOrNull(pass.startsAt),
  ends_at: atOrNull(pass.endsAt),
  doors_at: atOrNull(pass.doorsAt),
  timezone: pass.timezone,
  venue: pass.venue,
  colours: pass.colours,
  fields: pass.fields,
  url: pass.url,
})
