import { type Subscriber, subscriber } from '../../../platform/outbox/outbox.ts'
import { paymentSuspicious } from '../../sales/orders/public.ts'
import type { NotificationsDeps } from './deps.ts'
import { type MoneyLetterKind, type MoneyMatter, moneyLetter } from './money-letters.ts'
import { sendLetter } from './send.ts'

/** Who may give money back looks after money that is asked for, or that is not what it should be. */
const MAY = 'orders.refund'

/** One mail to each of them for each thing that happens to it; a repeated event and a repeated state send nothing more. */
export function onPaymentSuspicious(deps: NotificationsDeps): Subscriber {
  return subscriber(paymentSuspicious, 'mail-money', async ({ organizerId, subjectId: orderId, payload }) => {
    const { payment_id: paymentId, dispute, event_id: eventId } = payload
    const matter = await matterOf(deps, organizerId, orderId, { paymentId, disputeId: dispute?.id ?? null })
    if (!matter) return
    const kind: MoneyLetterKind = dispute ? `dispute_${dispute.state}` : 'suspicious'
    const cause = dispute ? `dispute ${dispute.id} ${dispute.state}` : `suspicious ${paymentId}`
    for (const { name, email, locale } of await deps.organizers.peopleWith(organizerId, MAY, eventId)) {
      const { subject, content } = moneyLetter(deps.i18n, kind, matter, { name, locale, origin: deps.origin })
      await sendLetter(deps.db, deps.mailer, {
        organizerId,
        organizerName: matter.organizer.name,
        replyTo: null,
        cause,
        template: `money.${kind}`,
        to: { address: email, name },
        subject,
        // Whoever sees the order need not learn who looks after the money.
        orderId: null,
        content,
      })
    }
  })
}

async function matterOf(
  deps: NotificationsDeps,
  organizerId: string,
  orderId: string,
  { paymentId, disputeId }: { paymentId: string; disputeId: string | null },
): Promise<MoneyMatter | null> {
  const organizer = await deps.organizers.get(organizerId)
  return deps.db.tenant(organizerId, async tx => {
    const order = await deps.orders.get(tx, orderId)
    const event = order && (await deps.catalog.heads(tx, [order.eventId])).get(order.eventId)
    const { payments, disputes } = await deps.payments.ofOrder(tx, orderId)
    const of = disputeId ? disputes.find(({ id }) => id === disputeId) : payments.find(({ id }) => id === paymentId)
    if (!order || !event || !organizer || !of) return null
    const { amountMinor, currency, gateway, reference } = of
    return { order, event, organizer, amount: { amountMinor, currency }, gateway, reference }
  })
}
