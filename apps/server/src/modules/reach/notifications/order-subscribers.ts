import { translate } from '@tessera/kernel/translated'
import type { Attachment } from '../../../platform/mail/mailer.ts'
import { plain } from '../../../platform/mail/markup.ts'
import { type Delivered, type EventDefinition, type Subscriber, subscriber } from '../../../platform/outbox/outbox.ts'
import {
  latePaymentReturned,
  type Order,
  orderCancelled,
  orderLinksRequested,
  orderPaid,
  orderRefunded,
  orderResendRequested,
  surplusPaymentReturned,
} from '../../sales/orders/public.ts'
import type { NotificationsDeps } from './deps.ts'
import { type OrderContext, type OrderLetterKind, orderLetter } from './order-letters.ts'
import { sendLetter } from './send.ts'

/** One reaction for each thing that buyers are told by mail. */
export function orderSubscribers(deps: NotificationsDeps): Subscriber[] {
  const withRefund = <P extends { refund_id: string }>(
    event: EventDefinition<P>,
    name: string,
    kind: OrderLetterKind,
  ) =>
    subscriber(event, name, async delivered => tell(deps, delivered, kind, { refundId: delivered.payload.refund_id }))
  return [
    subscriber(orderPaid, 'mail-tickets', delivered => tell(deps, delivered, 'paid', {})),
    subscriber(orderCancelled, 'mail-cancellation', async delivered => {
      if (delivered.payload.was_paid) await tell(deps, delivered, 'cancelled', {})
    }),
    withRefund(orderRefunded, 'mail-refund', 'refunded'),
    withRefund(latePaymentReturned, 'mail-late-payment', 'late'),
    withRefund(surplusPaymentReturned, 'mail-surplus-payment', 'surplus'),
    subscriber(orderResendRequested, 'mail-tickets-again', async delivered => {
      const to = await deps.db.tenant(delivered.organizerId, tx =>
        deps.orders.resendRecipient(tx, delivered.payload.request_id),
      )
      if (to) await tell(deps, delivered, 'paid', { to })
    }),
    subscriber(orderLinksRequested, 'mail-order-links', delivered => tellLinks(deps, delivered)),
  ]
}

type Details = { refundId?: string; to?: string }

async function tell(
  deps: NotificationsDeps,
  delivered: Delivered<object>,
  kind: OrderLetterKind,
  details: Details,
): Promise<void> {
  const context = await contextOf(deps, delivered.organizerId, delivered.subjectId)
  if (!context) return
  const amount = details.refundId ? await refundAmount(deps, context.order, details.refundId) : null
  const { subject, content } = orderLetter(deps.i18n, kind, context, amount)
  await sendLetter(deps.db, deps.mailer, {
    organizerId: delivered.organizerId,
    organizerName: context.organizer.name,
    replyTo: context.organizer.contactEmail,
    cause: delivered.id,
    template: `order.${kind}`,
    to: { address: details.to ?? context.order.buyerEmail, name: details.to ? null : context.order.buyerName },
    subject,
    orderId: context.order.id,
    content,
    attachments: kind === 'paid' ? await ticketFiles(deps, context.order) : [],
  })
}

async function contextOf(deps: NotificationsDeps, organizerId: string, orderId: string): Promise<OrderContext | null> {
  const organizer = await deps.organizers.get(organizerId)
  return deps.db.tenant(organizerId, async tx => {
    const order = await deps.orders.get(tx, orderId)
    const event = order && (await deps.catalog.heads(tx, [order.eventId])).get(order.eventId)
    return order && event && organizer
      ? { order, event, organizer, orderUrl: `${deps.origin}${deps.orders.linkOf(order)}` }
      : null
  })
}

async function refundAmount(deps: NotificationsDeps, order: Order, refundId: string): Promise<bigint | null> {
  const { refunds } = await deps.db.tenant(order.organizerId, tx => deps.payments.ofOrder(tx, order.id))
  return refunds.find(refund => refund.id === refundId)?.amountMinor ?? null
}

/** Tickets as PDF and the dates for the calendar; an order without admission has neither. */
async function ticketFiles(deps: NotificationsDeps, order: Order): Promise<Attachment[]> {
  if (!order.lines.some(line => line.kind === 'admission' && line.state === 'active')) return []
  const pdf = await deps.tickets.pdfOfOrder(order.organizerId, order.id, order.locale)
  const calendar = await deps.calendarOfOrder(order.organizerId, order.id, order.locale)
  return [
    { filename: `tickets-${order.code}.pdf`, contentType: 'application/pdf', content: pdf },
    { filename: 'event.ics', contentType: 'text/calendar; charset=utf-8; method=PUBLISH', content: calendar },
  ]
}

/** All orders of one address in one mail. */
async function tellLinks(deps: NotificationsDeps, delivered: Delivered<{ order_ids: string[] }>): Promise<void> {
  const found = await Promise.all(delivered.payload.order_ids.map(id => contextOf(deps, delivered.organizerId, id)))
  const contexts = found.filter(context => context !== null)
  const [first] = contexts
  if (!first) return
  const { locale, buyerEmail, buyerName } = first.order
  const t = (key: string) =>
    deps.i18n.t(locale, `notifications.order.${key}`, { name: buyerName, organizer: first.organizer.name })
  await sendLetter(deps.db, deps.mailer, {
    organizerId: delivered.organizerId,
    organizerName: first.organizer.name,
    replyTo: first.organizer.contactEmail,
    cause: delivered.id,
    template: 'order.links',
    to: { address: buyerEmail, name: buyerName },
    subject: t('links.subject'),
    orderId: null,
    content: {
      locale,
      preheader: t('links.text'),
      heading: t('links.heading'),
      blocks: [
        { kind: 'text', text: plain(t('links.text')) },
        ...contexts.map(context => ({
          kind: 'button' as const,
          label: `${translate(context.event.title, locale, [context.event.defaultLocale])} · ${context.order.code}`,
          url: context.orderUrl,
        })),
      ],
      sender: { name: first.organizer.name, ...(first.organizer.accent ? { accent: first.organizer.accent } : {}) },
      footer: [plain(t('footer'))],
    },
  })
}
