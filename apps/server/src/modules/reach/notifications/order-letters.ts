import { formatDateTime } from '@tessera/kernel/date-text'
import { formatId } from '@tessera/kernel/ids'
import { formatMoney } from '@tessera/kernel/money'
import { translate } from '@tessera/kernel/translated'
import type { I18n } from '../../../platform/i18n/i18n.ts'
import type { AmountRow, MailBlock, MailContent } from '../../../platform/mail/content.ts'
import { link, plain, prose, strong } from '../../../platform/mail/markup.ts'
import type { EventHead } from '../../catalog/events/public.ts'
import type { OrganizerProfile } from '../../people/organizers/public.ts'
import type { Order } from '../../sales/orders/public.ts'
import { whenRows } from './letter-dates.ts'

export type OrderLetterKind =
  | 'paid'
  | 'refunded'
  | 'chargedBack'
  | 'cancelled'
  | 'late'
  | 'surplus'
  | 'eventCancelled'
  | 'dateCancelled'
  | 'postponed'
  | 'rescheduled'
  | 'over'

export type OrderContext = { order: Order; event: EventHead; organizer: OrganizerProfile; orderUrl: string }

export type LetterParts = {
  amountMinor: bigint | null
  words?: string | null | undefined
  /** What it is about, where that is only a part of the event. */
  dateIds?: readonly string[] | undefined
}

/** Letters that people look forward to. */
const IN_ANTICIPATION: readonly OrderLetterKind[] = ['paid', 'rescheduled']
/** Letters that speak of money, and are silent about it to whoever paid nothing. */
const MONEYLESS: readonly OrderLetterKind[] = ['cancelled', 'eventCancelled']

/** What a mail about an order says. Pure: the same order gives the same mail. */
export function orderLetter(
  i18n: I18n,
  kind: OrderLetterKind,
  context: OrderContext,
  { amountMinor, words, dateIds }: LetterParts,
): { subject: string; content: MailContent } {
  const { order, event, organizer } = context
  const { locale } = order
  const title = translate(event.title, locale, [event.defaultLocale])
  const admissions = order.lines.filter(line => line.kind === 'admission')
  const params = {
    event: title,
    name: order.buyerName,
    organizer: organizer.name,
    amount: amountMinor === null ? '' : formatMoney({ amountMinor, currency: order.currency }, locale),
    count: admissions.filter(line => line.state === 'active').length,
  }
  const t = (key: string) => i18n.t(locale, `notifications.order.${key}`, params)
  const isFree = order.totalMinor === 0n && MONEYLESS.includes(kind)
  const text = t(`${kind}.${isFree ? 'free' : 'text'}`)
  const left = kind === 'refunded' && event.state !== 'cancelled' ? remains(order) : 'silent'
  const rest = left === 'silent' ? '' : t(`refunded.${left}`)
  return {
    subject: t(`${kind}.subject`),
    content: {
      locale,
      preheader: kind === 'paid' ? t('paid.preheader') : text,
      heading: t(`${kind}.heading`),
      blocks: [
        ...(IN_ANTICIPATION.includes(kind) ? [pictureOf(context)] : []),
        { kind: 'text', text: prose`${t('greeting')}\n\n${text}${rest && `\n\n${rest}`}` },
        ...(words ? [{ kind: 'text', text: prose`${strong(t('words'))}\n${words}` } satisfies MailBlock] : []),
        { kind: 'facts', rows: facts(context, title, whenRows(context, { kind, dateIds }, t), t) },
        ...(IN_ANTICIPATION.includes(kind) ? wayIn(event, t) : []),
        ...(kind === 'paid' ? [{ kind: 'amounts', rows: amounts(context, t) } satisfies MailBlock] : []),
        { kind: 'button', label: t(kind === 'paid' ? 'openTickets' : 'open'), url: context.orderUrl },
      ],
      sender: { name: organizer.name, ...(organizer.accent ? { accent: organizer.accent } : {}) },
      footer: [
        plain(t('footer')),
        ...(organizer.legalName
          ? [plain([organizer.legalName, organizer.legalAddress].filter(Boolean).join(', '))]
          : []),
      ],
    },
  }
}

/** The event's picture, or its mosaic. It says nothing that the words do not: whoever blocks pictures misses none. */
function pictureOf({ event, orderUrl }: OrderContext): MailBlock {
  const file = event.pictureId
    ? `/v1/files/${formatId('fil', event.pictureId)}/card`
    : `/v1/events/${event.slug}/mosaic/1200.jpg`
  return { kind: 'picture', url: new URL(file, orderUrl).href, alt: '', linkTo: orderUrl }
}

/** What is left of the order after a refund, as the name of a text; nothing is said of what opens no door. */
function remains({ lines }: Order): 'all' | 'rest' | 'none' | 'silent' {
  const admissions = lines.filter(line => line.kind === 'admission')
  const active = admissions.filter(line => line.state === 'active').length
  if (admissions.length === 0) return 'silent'
  if (active === admissions.length) return 'all'
  return active > 0 ? 'rest' : 'none'
}

/** For whoever takes part from afar. */
function wayIn({ attendanceMode, onlineUrl }: EventHead, t: (key: string) => string): MailBlock[] {
  if (attendanceMode === 'in_person' || !onlineUrl) return []
  return [{ kind: 'text', text: prose`${strong(t('joinOnline'))}\n${link(onlineUrl, onlineUrl)}` }]
}

type Row = { label: string; value: string }

function facts(context: OrderContext, title: string, when: Row[], t: (key: string) => string): Row[] {
  const { order, event } = context
  const { venue } = event
  const address = [venue.street, [venue.postalCode, venue.city].filter(Boolean).join(' ')].filter(Boolean).join(', ')
  const place = [venue.name, address].filter(Boolean).join('\n')
  return [
    { label: t('what'), value: title },
    ...when,
    { label: t('where'), value: event.attendanceMode === 'online' ? t('online') : place },
    { label: t('code'), value: order.code },
  ]
}

/** One row for what is alike, then the fee and the total: the same figures as the order page. */
function amounts({ order, event }: OrderContext, t: (key: string) => string): AmountRow[] {
  const { locale, currency } = order
  const money = (amountMinor: bigint) =>
    amountMinor === 0n ? t('free') : formatMoney({ amountMinor, currency }, locale)
  const groups = Map.groupBy(order.lines, line => line.quoteLineKey)
  const rows = [...groups.values()].map((units): AmountRow => {
    const [first] = units
    const names = [first!.productName, first!.variantName]
      .filter(name => name !== null)
      .map(name => translate(name, locale))
    const date = event.dates.length > 1 ? event.dates.find(({ id }) => id === first!.dateId) : undefined
    return {
      label: `${units.length} × ${names.join(', ')}`,
      ...(date ? { detail: formatDateTime(date.startsAt, { locale, zone: event.timezone }) } : {}),
      amount: money(units.reduce((sum, unit) => sum + unit.grossMinor, 0n)),
    }
  })
  const fee = order.lines.reduce((sum, line) => sum + line.feeGrossMinor, 0n)
  if (fee > 0n) rows.push({ label: t('fee'), amount: money(fee) })
  return [...rows, { label: t('total'), amount: money(order.totalMinor), strong: true }]
}
