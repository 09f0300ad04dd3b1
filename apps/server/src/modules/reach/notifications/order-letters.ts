import { formatDateTimeRange } from '@tessera/kernel/date-text'
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
        { kind: 'text', text: prose`${t('greeting')}\n\n${text}` },
        ...(words ? [{ kind: 'text', text: prose`${strong(t('words'))}\n${words}` } satisfies MailBlock] : []),
        { kind: 'facts', rows: facts(context, t) },
        ...(kind === 'paid' ? [{ kind: 'amounts', rows: amounts(order, t) } satisfies MailBlock] : []),
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

function facts({ order, event }: OrderContext, t: (key: string) => string): Array<{ label: string; value: string }> {
  const chosen = new Set(order.lines.map(line => line.dateId).filter(id => id !== null))
  const dates = event.dates.filter(date => chosen.size === 0 || chosen.has(date.id))
  const when =
    event.state === 'postponed'
      ? [t('whenFollows')]
      : dates
          .slice(0, 6)
          .map(date => formatDateTimeRange(date.startsAt, date.endsAt, { locale: order.locale, zone: event.timezone }))
  const place = [
    event.venue.name,
    event.venue.street,
    [event.venue.postalCode, event.venue.city].filter(Boolean).join(' '),
  ]
    .filter(Boolean)
    .join(', ')
  return [
    { label: t('code'), value: order.code },
    ...when.map(value => ({ label: t('when'), value })),
    { label: t('where'), value: event.attendanceMode === 'online' ? t('online') : place },
  ]
}

/** One row for what is alike, then the fee and the total: the same figures as the order page. */
function amounts(order: Order, t: (key: string) => string): AmountRow[] {
  const { locale, currency } = order
  const money = (amountMinor: bigint) => formatMoney({ amountMinor, currency }, locale)
  const groups = Map.groupBy(order.lines, line => line.quoteLineKey)
  const rows = [...groups.values()].map((units): AmountRow => {
    const [first] = units
    const names = [first!.productName, first!.variantName]
      .filter(name => name !== null)
      .map(name => translate(name, locale))
    return {
      label: `${units.length} × ${names.join(', ')}`,
      amount: money(units.reduce((sum, unit) => sum + unit.grossMinor, 0n)),
    }
  })
  const fee = order.lines.reduce((sum, line) => sum + line.feeGrossMinor, 0n)
  if (fee > 0n) rows.push({ label: t('fee'), amount: money(fee) })
  return [...rows, { label: t('total'), amount: money(order.totalMinor), strong: true }]
}
