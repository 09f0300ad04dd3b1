import { formatId } from '@tessera/kernel/ids'
import { translate } from '@tessera/kernel/translated'
import { paletteFor } from '@tessera/mosaic/mosaic'
import { paletteNames } from '@tessera/mosaic/palettes'
import type { I18n } from '../../../platform/i18n/i18n.ts'
import type { EventRecord } from '../../catalog/events/public.ts'
import { datesOf, placeLines, titleText, whenText } from './ticket-texts.ts'
import type { ShownTicket } from './tickets.sql.ts'

export type WalletInput = {
  event: EventRecord
  organizer: { name: string; website: string | null }
  ticket: ShownTicket
  code: string
  locale: string
  origin: string
}

export type WalletField = { key: string; label: string; value: string }

/** What a pass of Apple's or Google's wallet is made of; the adapter that signs it only rearranges this. */
export type WalletPass = {
  ticketId: string
  /** Also the pass's serial number: a new version of the ticket updates the pass instead of adding one. */
  serialNumber: string
  version: number
  organizationName: string
  title: string
  locale: string
  barcode: { format: 'qr'; message: string; encoding: 'iso-8859-1'; altText: string }
  startsAt: Date | null
  endsAt: Date | null
  doorsAt: Date | null
  timezone: string
  venue: { name: string; address: string; latitude: number | null; longitude: number | null } | null
  colours: { background: string; foreground: string; label: string }
  fields: WalletField[]
  url: string
}

export function walletPass(i18n: I18n, input: WalletInput): WalletPass {
  const { event, organizer, ticket, code, locale, origin } = input
  const seed = formatId('evt', event.id)
  const palette = paletteNames.find(name => name === event.palette)
  const { accent, onAccent } = paletteFor(seed, palette)
  const dates = datesOf(event, ticket.dateId)
  const place = placeLines(event)
  return {
    ticketId: ticket.id,
    serialNumber: formatId('tkt', ticket.id),
    version: ticket.codeVersion,
    organizationName: organizer.name,
    title: titleText(event, locale),
    locale,
    barcode: { format: 'qr', message: code, encoding: 'iso-8859-1', altText: ticket.orderCode },
    startsAt: dates[0]?.startsAt ?? null,
    endsAt: dates.at(-1)?.endsAt ?? null,
    doorsAt: dates[0]?.doorsAt ?? null,
    timezone: event.timezone,
    venue:
      place.length === 0
        ? null
        : {
            name: place[0] ?? '',
            address: place.slice(1).join(', '),
            latitude: event.venue.latitude,
            longitude: event.venue.longitude,
          },
    colours: { background: accent, foreground: onAccent, label: onAccent },
    fields: fieldsOf(i18n, input, place),
    url: `${origin}/e/${event.slug}`,
  }
}

function fieldsOf(i18n: I18n, { event, ticket, locale }: WalletInput, place: string[]): WalletField[] {
  const t = (key: string) => i18n.t(locale, `tickets.wallet.${key}`)
  const inLocale = (text: ShownTicket['productName'] | null) => text && translate(text, locale, [event.defaultLocale])
  const when = whenText(event, ticket.dateId, locale)
  const field = (key: string, value: string | null) => (value ? [{ key, label: t(key), value }] : [])
  return [
    ...field('date', [when.day, when.hours].filter(Boolean).join(', ')),
    ...field('place', event.attendanceMode === 'online' ? t('online') : place.join(', ')),
    ...field('attendee', ticket.attendeeName),
    ...field('product', [inLocale(ticket.productName), inLocale(ticket.variantName)].filter(Boolean).join(', ')),
    ...field('order', ticket.orderCode),
  ]
}
