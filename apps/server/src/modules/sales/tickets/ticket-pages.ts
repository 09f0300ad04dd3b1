import { formatId } from '@tessera/kernel/ids'
import { translate } from '@tessera/kernel/translated'
import { mosaicSvg, paletteFor } from '@tessera/mosaic/mosaic'
import { paletteNames } from '@tessera/mosaic/palettes'
import { barcodeSvg } from '../../../platform/documents/barcode.ts'
import type { Json } from '../../../platform/documents/document-renderer.ts'
import type { I18n } from '../../../platform/i18n/i18n.ts'
import type { EventHead } from '../../catalog/events/public.ts'
import { placeLines, titleText, type WhenText, whenText } from './ticket-texts.ts'
import type { ShownTicket } from './tickets.sql.ts'

export type Picture = { content: Uint8Array; contentType: string }

export type TicketPagesInput = {
  head: Pick<
    EventHead,
    'id' | 'state' | 'title' | 'palette' | 'attendanceMode' | 'venue' | 'dates' | 'timezone' | 'defaultLocale'
  >
  organizer: { name: string; website: string | null }
  tickets: ReadonlyArray<ShownTicket & { code: string }>
  locale: string
  /** The organizer's own picture; without one the event's mosaic is laid. */
  photo?: Picture | null
}

/** The picture's shape on the page, in the units in which the mosaic is laid. */
const PICTURE = { width: 560, height: 236 }

/** All that `ticket.typ` shows, as data. */
export function ticketPages(i18n: I18n, input: TicketPagesInput): Json {
  const { head, organizer, tickets, locale } = input
  const t = (key: string, params?: Record<string, string | number>) => i18n.t(locale, `tickets.pdf.${key}`, params)
  const seed = formatId('evt', head.id)
  const palette = paletteNames.find(name => name === head.palette)
  const { accent, ink, paper } = paletteFor(seed, palette)
  const title = printable(titleText(head, locale))
  return {
    lang: locale.slice(0, 2),
    title: t('title', { event: title }),
    picture: input.photo ? framed(input.photo) : mosaicSvg({ seed, palette, ...PICTURE }),
    colours: { accent, ink, paper },
    organizer: shortened(printable(organizer.name), LONGEST_ORGANIZER),
    website: organizer.website?.replace(/^https?:\/\//, '').replace(/\/$/, '') ?? null,
    event: title,
    place: head.attendanceMode === 'online' ? [t('online')] : placeLines(head).map(printable),
    labels: { attendee: t('attendee'), product: t('product'), order: t('order'), code: t('code_alt') },
    advice: [t('show'), t('once')],
    pages: tickets.map((ticket, index) => pageOf(input, t, ticket, index)),
  }
}

/** Data reaches the template as JSON, so a photo travels inside of a drawing; it fills its frame and is cut where it is too tall. */
function framed({ content, contentType }: Picture): string {
  const { width, height } = PICTURE
  const href = `data:${contentType};base64,${Buffer.from(content).toString('base64')}`
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}"><image href="${href}" width="${width}" height="${height}" preserveAspectRatio="xMidYMid slice"/></svg>`
}

/** What fits onto its tile. */
const LONGEST_ORGANIZER = 76

/** Cut behind a whole word, where there is one near the end. */
function shortened(text: string, longest: number): string {
  if (text.length <= longest) return text
  const cut = text.slice(0, longest - 1)
  const space = cut.lastIndexOf(' ')
  return `${(space > longest / 2 ? cut.slice(0, space) : cut).trimEnd()}…`
}

const NO_DAY: WhenText = { day: '', hours: '', doors: null, label: null, everyDate: false }

const PICTOGRAM = String.raw`(?:\p{Emoji_Presentation}|\p{Extended_Pictographic}\uFE0F)\p{Emoji_Modifier}?`
const PICTOGRAMS = new RegExp(String.raw`\p{RI}{2}|${PICTOGRAM}(?:\u200D${PICTOGRAM})*|[\uFE0F\u20E3]`, 'gu')

/** Typefaces for print have no emoji, which would stand there as empty boxes; who has no other name keeps the boxes. */
export function printable(text: string): string {
  const words = text.replace(PICTOGRAMS, '').replaceAll(/ {2,}/g, ' ').trim()
  return words || text
}

function pageOf(
  { head, tickets, locale }: TicketPagesInput,
  t: (key: string, params?: Record<string, string | number>) => string,
  ticket: TicketPagesInput['tickets'][number],
  index: number,
): Json {
  // A postponed event takes place, but not when it was announced: no day is better than a wrong one.
  const when = head.state === 'postponed' ? NO_DAY : whenText(head, ticket.dateId, locale)
  const inLocale = (text: ShownTicket['productName']) => printable(translate(text, locale, [head.defaultLocale]))
  return {
    day: when.day || t('new_date'),
    hours: [when.hours, when.everyDate ? t('every_date') : ''].filter(Boolean).join(' '),
    doors: when.doors && t('doors', { time: when.doors }),
    label: when.label && printable(when.label),
    attendee: ticket.attendeeName && printable(ticket.attendeeName),
    // Without an attendee's name, the ticket says who bought it.
    bought: ticket.attendeeName ? null : t('bought_by', { name: printable(ticket.buyerName) }),
    product: inLocale(ticket.productName),
    variant: ticket.variantName && inLocale(ticket.variantName),
    order: ticket.orderCode,
    count: tickets.length > 1 ? t('one_of', { number: index + 1, total: tickets.length }) : null,
    code: barcodeSvg('qr', ticket.code),
  }
}
