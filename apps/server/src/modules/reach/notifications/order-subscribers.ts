import { translate } from '@tessera/kernel/translated'
import { plain, prose } from '../../../platform/mail/markup.ts'
import { type Delivered, type EventDefinition, type Subscriber, subscriber } from '../../../platform/outbox/outbox.ts'
import {
  latePaymentReturned,
  orderCancelled,
  orderLinksRequested,
  orderPaid,
  orderRefunded,
  orderResendRequested,
  surplusPaymentReturned,
} from '../../sales/orders/public.ts'
import type { NotificationsDeps } from './deps.ts'
import type { OrderLetterKind } from './order-letters.ts'
import { sendLetter } from './send.ts'
import { areTicketsMissed, contextOf, type LetterDetails, tellBuyer } from './tell-buyer.ts'

/** One reaction for each thing that buyers are told by mail. */
export function orderSubscribers(deps: NotificationsDeps): Subscriber[] {
  const withRefund = <P extends { refund_id: string }>(
    event: EventDefinition<P>,
    name: string,
    kind: OrderLetterKind,
  ) => subscriber(event, name, async delivered => tell(delivered, kind, { refundId: delivered.payload.refund_id }))
  const tell = (event: Delivered<object>, kind: OrderLetterKind, details: LetterDetails) =>
    tellBuyer(deps, { ...event, orderId: event.subjectId, cause: event.id }, kind, details)
  return [
    subscriber(orderPaid, 'mail-tickets', delivered => tell(delivered, 'paid', {})),
    subscriber(orderCancelled, 'mail-cancellation', async delivered => {
      if (delivered.payload.was_paid) await tell(delivered, 'cancelled', {})
    }),
    subscriber(orderRefunded, 'mail-refund', delivered => tellRefund(deps, delivered)),
    withRefund(latePaymentReturned, 'mail-late-payment', 'late'),
    withRefund(surplusPaymentReturned, 'mail-surplus-payment', 'surplus'),
    subscriber(orderResendRequested, 'mail-tickets-again', async delivered => {
      const to = await deps.db.tenant(delivered.organizerId, tx =>
        deps.orders.resendRecipient(tx, delivered.payload.request_id),
      )
      if (to) await tell(delivered, 'paid', { to })
    }),
    subscriber(orderLinksRequested, 'mail-order-links', delivered => tellLinks(deps, delivered)),
  ]
}

/**
 * Money that the buyer's bank has taken back is no refund of ours, and their bank tells them of it. We say what it means at
 * the door, where there is still one to come to: tickets that were paid back enter nowhere.
 */
async function tellRefund(deps: NotificationsDeps, delivered: Delivered<{ refund_id: string }>): Promise<void> {
  const { organizerId, subjectId: orderId, id: cause, payload } = delivered
  const occasion = { organizerId, orderId, cause }
  const refundId = payload.refund_id
  if (!(await isByForce(deps, organizerId, orderId, refundId)))
    return tellBuyer(deps, occasion, 'refunded', { refundId })
  const context = await contextOf(deps, organizerId, orderId)
  if (context && areTicketsMissed(context, new Date())) await tellBuyer(deps, occasion, 'chargedBack', { refundId })
}

async function isByForce(deps: NotificationsDeps, organizerId: string, orderId: string, refundId: string) {
  const { refunds } = await deps.db.tenant(organizerId, tx => deps.payments.ofOrder(tx, orderId))
  return refunds.find(({ id }) => id === refundId)?.cause === 'dispute'
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
        { kind: 'text', text: prose`${t('greeting')}\n\n${t('links.text')}` },
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
