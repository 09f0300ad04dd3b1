import { isUuid } from '@tessera/kernel/ids'
import { partsTotal } from '@tessera/pricing/refund-share'
import type { z } from 'zod'
import { at, atOrNull, moneyOut, wireId } from '../../../platform/http/wire.ts'
import type { Dispute, Payment, Refund } from '../payments/public.ts'
import { presentPrice } from '../price.schemas.ts'
import type { OrderRow } from './list.sql.ts'
import type { Attending } from './list-attendees.ts'
import type { attendeeOut, orderDetailOut, orderOut, orderRowOut, paymentOut } from './order-out.schemas.ts'
import type { Answers, OrderLine } from './public.ts'
import type { OrderDetail, OrderView } from './read-order.ts'

type OrderWire = z.input<typeof orderOut>

const answersOut = (answers: Answers) =>
  Object.fromEntries(Object.entries(answers).map(([key, value]) => [isUuid(key) ? wireId('que', key) : key, value]))

/** Words are the buyer's, unless somebody else reads. */
export function presentOrder(view: OrderView, language = view.order.locale): OrderWire {
  const { order, tickets } = view
  const money = (minor: bigint) => moneyOut(minor, order.currency)
  const ticketOf = new Map(tickets.map(ticket => [ticket.orderLineId, ticket.id]))
  return {
    id: wireId('ord', order.id),
    code: order.code,
    state: order.state,
    event: presentEvent(view),
    buyer: { name: order.buyerName, email: order.buyerEmail },
    locale: order.locale,
    answers: answersOut(order.answers),
    lines: order.lines.map(line => presentLine(line, ticketOf.get(line.id) ?? null, money)),
    quote: presentPrice(view.quote, language),
    total: money(order.totalMinor),
    refunded: money(order.refundedMinor),
    payments: view.payments.map(payment => presentPayment(payment, order.state === 'awaiting_payment')),
    refunds: view.refunds.map(presentRefund),
    tickets: presentTickets(view),
    gateways: view.gateways,
    placed_at: at(order.placedAt),
    pay_until: atOrNull(order.payUntil),
    paid_at: atOrNull(order.paidAt),
    closed_at: atOrNull(order.closedAt),
    closed_reason: order.closedReason,
    server_time: at(view.now),
    calendar_url: tickets.some(ticket => ticket.state === 'valid')
      ? `/v1/orders/${wireId('ord', order.id)}/calendar.ics`
      : null,
    version: order.version,
  }
}

function presentEvent({ order, head }: OrderView): OrderWire['event'] {
  if (!head) return null
  const { venue } = head
  return {
    id: wireId('evt', head.id),
    slug: head.slug,
    state: head.state,
    title: head.title,
    timezone: head.timezone,
    default_locale: head.defaultLocale,
    attendance_mode: head.attendanceMode,
    venue: {
      name: venue.name,
      street: venue.street,
      postal_code: venue.postalCode,
      city: venue.city,
      region: venue.region,
      country: venue.country,
    },
    online_url: order.state === 'paid' || order.state === 'partly_refunded' ? head.onlineUrl : null,
    palette: head.palette,
    dates: head.dates.map(date => ({
      id: wireId('dat', date.id),
      starts_at: at(date.startsAt),
      ends_at: atOrNull(date.endsAt),
      doors_at: atOrNull(date.doorsAt),
      label: date.label,
      state: date.state,
    })),
  }
}

type MoneyOf = (minor: bigint) => ReturnType<typeof moneyOut>

function presentLine(line: OrderLine, ticketId: string | null, money: MoneyOf): OrderWire['lines'][number] {
  const { paid } = line
  return {
    id: wireId('lin', line.id),
    line_key: line.quoteLineKey,
    kind: line.kind,
    state: line.state,
    product_id: wireId('prd', line.productId),
    product_name: line.productName,
    variant_id: line.variantId && wireId('var', line.variantId),
    variant_name: line.variantName,
    date_id: line.dateId && wireId('dat', line.dateId),
    attendee_name: line.attendeeName,
    attendee_email: line.attendeeEmail,
    answers: answersOut(line.answers),
    price: { gross: money(line.grossMinor), net: money(paid.priceNetMinor), tax: money(paid.priceTaxMinor) },
    fee: { gross: money(line.feeGrossMinor), net: money(paid.feeNetMinor), tax: money(paid.feeTaxMinor) },
    total: money(partsTotal(paid)),
    refunded: money(partsTotal(line.refunded)),
    ticket_id: ticketId && wireId('tkt', ticketId),
  }
}

/** What is next is for whoever is about to pay; in an order that needs no payment any more it would only be a secret. */
export function presentPayment(payment: Payment, withNext: boolean): z.input<typeof paymentOut> {
  const money = (minor: bigint) => moneyOut(minor, payment.currency)
  return {
    id: wireId('pay', payment.id),
    gateway: payment.gateway,
    state: payment.state,
    amount: money(payment.amountMinor),
    refunded: money(payment.refundedMinor),
    refund_pending: money(payment.refundPendingMinor),
    failure_code: payment.failureCode,
    next: withNext && payment.next ? presentNext(payment.next) : null,
    created_at: at(payment.createdAt),
    succeeded_at: atOrNull(payment.succeededAt),
  }
}

function presentNext(next: NonNullable<Payment['next']>): z.input<typeof paymentOut>['next'] {
  if (next.kind !== 'embedded') return next
  const { clientSecret, publishableKey, account } = next
  // Attempts that were stored before accounts were told have none.
  return { kind: 'embedded', client_secret: clientSecret, publishable_key: publishableKey, account: account ?? null }
}

function presentRefund(refund: Refund): OrderWire['refunds'][number] {
  return {
    id: wireId('ref', refund.id),
    payment_id: wireId('pay', refund.paymentId),
    gateway: refund.gateway,
    amount: moneyOut(refund.amountMinor, refund.currency),
    state: refund.state,
    cause: refund.cause,
    reason: refund.reason,
    failure_code: refund.failureCode,
    created_at: at(refund.createdAt),
    settled_at: atOrNull(refund.settledAt),
  }
}

function presentDispute(dispute: Dispute): z.input<typeof orderDetailOut>['disputes'][number] {
  const money = (minor: bigint) => moneyOut(minor, dispute.currency)
  return {
    id: wireId('dsp', dispute.id),
    payment_id: wireId('pay', dispute.paymentId),
    gateway: dispute.gateway,
    reference: dispute.reference,
    state: dispute.state,
    amount: money(dispute.amountMinor),
    withdrawn: money(dispute.withdrawnMinor),
    fee: money(dispute.feeMinor),
    opened_at: at(dispute.openedAt),
    closed_at: atOrNull(dispute.closedAt),
  }
}

function presentTickets({ order, tickets }: OrderView): OrderWire['tickets'] {
  const lines = new Map(order.lines.map(line => [line.id, line]))
  return tickets.map(ticket => ({
    id: wireId('tkt', ticket.id),
    line_id: wireId('lin', ticket.orderLineId),
    state: ticket.state,
    void_reason: ticket.voidReason,
    attendee_name: ticket.attendeeName,
    product_name: lines.get(ticket.orderLineId)?.productName ?? {},
    variant_name: lines.get(ticket.orderLineId)?.variantName ?? null,
    date_id: ticket.dateId && wireId('dat', ticket.dateId),
    code_version: ticket.codeVersion,
    code: ticket.code,
  }))
}

export function presentDetail(detail: OrderDetail, language: string): z.input<typeof orderDetailOut> {
  const { currency } = detail.order
  return {
    ...presentOrder(detail, language),
    // How a buyer goes on to pay is his affair alone.
    payments: detail.payments.map(payment => ({
      ...presentPayment(payment, false),
      reviewed_at: atOrNull(payment.reviewedAt),
    })),
    disputes: detail.disputes.map(presentDispute),
    timeline: detail.timeline.map(entry => ({
      id: entry.id,
      at: at(entry.at),
      kind: entry.kind,
      actor: { kind: entry.actorKind, id: entry.actorId },
      data: wireData(entry.data),
    })),
    journal: detail.journal.map(entry => ({
      id: wireId('ent', entry.id),
      at: at(entry.at),
      kind: entry.kind,
      lines: entry.lines.map(line => ({ account: line.account, amount: moneyOut(line.amountMinor, currency) })),
    })),
    mails: detail.mails.map(mail => ({
      id: wireId('mal', mail.id),
      template: mail.template,
      recipient: mail.recipient,
      subject: mail.subject,
      state: mail.state,
      created_at: at(mail.createdAt),
      sent_at: atOrNull(mail.sentAt),
    })),
  }
}

const ID_FIELDS = {
  payment_id: 'pay',
  refund_id: 'ref',
  failed_refund: 'ref',
  dispute_id: 'dsp',
  line_id: 'lin',
  line_ids: 'lin',
} as const

/** Ids inside of a timeline entry are written as everywhere outside; by which request it was asked for is nobody's business. */
function wireData({ request_key: _requestKey, ...data }: Record<string, unknown>): Record<string, unknown> {
  const outside = (prefix: (typeof ID_FIELDS)[keyof typeof ID_FIELDS], value: unknown) =>
    typeof value === 'string' && isUuid(value) ? wireId(prefix, value) : value
  return Object.fromEntries(
    Object.entries(data).map(([name, value]) => {
      const prefix = ID_FIELDS[name as keyof typeof ID_FIELDS]
      if (!prefix) return [name, value]
      return [name, Array.isArray(value) ? value.map(one => outside(prefix, one)) : outside(prefix, value)]
    }),
  )
}

export function presentRow(row: OrderRow): z.input<typeof orderRowOut> {
  return {
    id: wireId('ord', row.id),
    code: row.code,
    event_id: wireId('evt', row.eventId),
    state: row.state,
    alert: row.alert,
    buyer: { name: row.buyerName, email: row.buyerEmail },
    units: row.units,
    total: moneyOut(row.totalMinor, row.currency),
    refunded: moneyOut(row.refundedMinor, row.currency),
    placed_at: at(row.placedAt),
    paid_at: atOrNull(row.paidAt),
  }
}

export function presentAttendee(row: Attending): z.input<typeof attendeeOut> {
  return {
    line_id: wireId('lin', row.lineId),
    order_id: wireId('ord', row.orderId),
    order_code: row.orderCode,
    ticket_id: row.ticketId && wireId('tkt', row.ticketId),
    product_id: wireId('prd', row.productId),
    product_name: row.productName,
    variant_name: row.variantName,
    date_id: row.dateId && wireId('dat', row.dateId),
    attendee_name: row.attendeeName,
    attendee_email: row.attendeeEmail,
    buyer: { name: row.buyerName, email: row.buyerEmail },
    answers: answersOut(row.answers),
    paid_at: at(row.paidAt),
    entered_at: atOrNull(row.enteredAt),
  }
}
