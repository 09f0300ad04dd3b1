import { formatDateTime, formatDateTimeRange, formatDayRange } from '@tessera/kernel/date-text'
import { formatId } from '@tessera/kernel/ids'
import { formatMoney } from '@tessera/kernel/money'
import { translate } from '@tessera/kernel/translated'
import type { I18n } from '../../../platform/i18n/i18n.ts'
import type { AmountRow, MailBlock, MailContent } from '../../../platform/mail/content.ts'
import { plain, prose, strong } from '../../../platform/mail/markup.ts'
import type { EventHead } from '../../catalog/events/public.ts'
import type { OrganizerProfile } from '../../people/organizers/public.ts'
import type { Order } from '../../sales/orders/public.ts'

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

export type OrderContext = { order: Order; event: EventHead; organizer: OrganizerProfile; orderUrl: string }

/** What a mail about an order says. Pure: the same order gives the same mail. */
export function orderLetter(
  i18n: I18n,
  kind: OrderLetterKind,
  context: OrderContext,
  { amountMinor, words }: { amountMinor: bigint | null; words?: string | null | undefined },
): { subject: string; content: MailContent } {
  const { order, event, organizer } = context
  const { locale } = order
  const title = translate(event.title, locale, [event.defaultLocale])
  const params = {
    event: title,
    name: order.buyerName,
    organizer: organizer.name,
    amount: amountMinor === null ? '' : formatMoney({ amountMinor, currency: order.currency }, locale),
    count: order.lines.filter(line => line.kind === 'admission' && line.state === 'active').length,
  }
  const t = (key: string) => i18n.t(locale, `notifications.order.${key}`, params)
  const text = t(`${kind}.text`)
  return {
    subject: t(`${kind}.subject`),
    content: {
      locale,
      preheader: kind === 'paid' ? t('paid.preheader') : text,
      heading: t(`${kind}.heading`),
      blocks: [
        ...(kind === 'paid' || kind === 'rescheduled' ? [pictureOf(context)] : []),
        { kind: 'text', text: prose`${t('greeting')}\n\n${text}` },
        ...(words ? [{ kind: 'text', text: prose`${strong(t('words'))}\n${words}` } satisfies MailBlock] : []),
        { kind: 'facts', rows: facts(context, title, t) },
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

type Row = { label: string; value: string }

/** Three evenings are told one by one; more of them as the days that they span. */
const TOLD_DATES = 3

function facts(context: OrderContext, title: string, t: (key: string) => string): Row[] {
  const { order, event } = context
  const { venue } = event
  const address = [venue.street, [venue.postalCode, venue.city].filter(Boolean).join(' ')].filter(Boolean).join(', ')
  const place = [venue.name, address].filter(Boolean).join('\n')
  return [
    { label: t('what'), value: title },
    { label: t('when'), value: event.state === 'postponed' ? t('whenFollows') : whenOf(context) },
    { label: t('where'), value: event.attendanceMode === 'online' ? t('online') : place },
    { label: t('code'), value: order.code },
  ]
}

/** The dates that the order opens: a pass opens all of them. */
function whenOf({ order, event }: OrderContext): string {
  const admissions = order.lines.filter(line => line.kind === 'admission')
  const lines = admissions.length > 0 ? admissions : order.lines
  const isPass = lines.some(line => line.dateId === null)
  const chosen = new Set(lines.map(line => line.dateId))
  const dates = event.dates
    .filter(date => isPass || chosen.has(date.id))
    .toSorted((a, b) => a.startsAt.getTime() - b.startsAt.getTime())
  const options = { locale: order.locale, zone: event.timezone }
  const [first] = dates
  if (first && dates.length > TOLD_DATES) return formatDayRange(first.startsAt, dates.at(-1)!.startsAt, options)
  return dates.map(date => formatDateTimeRange(date.startsAt, date.endsAt, options)).join('\n')
}

/** One row for what is alike, then the fee and the total: the same figures as the order page. */
function amounts({ order, event }: OrderContext, t: (key: string) => string): AmountRow[] {
  const { locale, currency } = order
  const money = (amountMinor: bigint) => formatMoney({ amountMinor, currency }, locale)
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
