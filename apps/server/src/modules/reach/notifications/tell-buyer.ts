import { Problem } from '../../../platform/errors/errors.ts'
import type { Attachment } from '../../../platform/mail/mailer.ts'
import type { Order } from '../../sales/orders/public.ts'
import { ticketErrors } from '../../sales/tickets/public.ts'
import type { NotificationsDeps } from './deps.ts'
import { type OrderContext, type OrderLetterKind, orderLetter } from './order-letters.ts'
import { sendLetter } from './send.ts'

export type LetterDetails = {
  refundId?: string
  to?: string
  /** The organizer's own words. */
  words?: string | null
  /** Said only to whoever has a ticket for one of these dates. */
  dateIds?: readonly string[]
}

/** A repeated cause reaches nobody twice. */
type Occasion = { organizerId: string; orderId: string; cause: string }

/** Tickets are enclosed when they are new, and again when the day that stands on them is another one. */
const WITH_TICKETS: readonly OrderLetterKind[] = ['paid', 'rescheduled']
/** Whoever put the day into their calendar shall not find it there when it no longer holds. */
const TAKING_DATES_OUT: readonly OrderLetterKind[] = [
  'cancelled',
  'refunded',
  'chargedBack',
  'eventCancelled',
  'dateCancelled',
]

/** Writes to the buyer of an order, in their language. */
export async function tellBuyer(
  deps: NotificationsDeps,
  { organizerId, orderId, cause }: Occasion,
  asked: OrderLetterKind,
  details: LetterDetails,
): Promise<void> {
  const context = await contextOf(deps, organizerId, orderId)
  if (!context || !isConcerned(context.order, details.dateIds)) return
  const kind = asked === 'paid' ? letterOfToday(context) : asked
  const amount = details.refundId ? await refundAmount(deps, context.order, details.refundId) : null
  const { subject, content } = orderLetter(deps.i18n, kind, context, {
    amountMinor: amount,
    words: details.words,
    dateIds: details.dateIds,
  })
  await sendLetter(deps.db, deps.mailer, {
    organizerId,
    organizerName: context.organizer.name,
    replyTo: context.organizer.contactEmail,
    cause,
    template: `order.${kind}`,
    to: { address: details.to ?? context.order.buyerEmail, name: details.to ? null : context.order.buyerName },
    subject,
    orderId: context.order.id,
    content,
    attachments: await enclosures(deps, kind, context.order),
  })
}

/** Tickets that are asked for again are not sent as if nothing had happened since. */
function letterOfToday({ order, event }: OrderContext): OrderLetterKind {
  if (event.state === 'cancelled') return 'eventCancelled'
  const admissions = order.lines.filter(line => line.kind === 'admission')
  return admissions.length > 0 && admissions.every(line => line.state !== 'active') ? 'over' : 'paid'
}

/** A pass for the whole event is concerned by each of its dates. */
function isConcerned(order: Order, dateIds: readonly string[] | undefined): boolean {
  const living = order.lines.filter(line => line.state === 'active')
  return !dateIds || living.some(line => line.dateId === null || dateIds.includes(line.dateId))
}

/** Whether somebody would come to a door with a ticket of this order that is dead because all of its money is gone. */
export function areTicketsMissed({ order, event }: Pick<OrderContext, 'order' | 'event'>, now: Date): boolean {
  const admissions = order.lines.filter(line => line.kind === 'admission')
  const opens = (dateId: string) => admissions.some(line => line.dateId === null || line.dateId === dateId)
  return (
    order.state === 'refunded' &&
    event.state !== 'cancelled' &&
    event.dates.some(date => opens(date.id) && date.state === 'scheduled' && (date.endsAt ?? date.startsAt) > now)
  )
}

export async function contextOf(
  deps: NotificationsDeps,
  organizerId: string,
  orderId: string,
): Promise<OrderContext | null> {
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

async function enclosures(deps: NotificationsDeps, kind: OrderLetterKind, order: Order): Promise<Attachment[]> {
  if (order.lines.every(line => line.kind !== 'admission')) return []
  if (TAKING_DATES_OUT.includes(kind)) return takenOut(deps, order)
  if (order.lines.every(line => line.kind !== 'admission' || line.state !== 'active')) return []
  if (kind === 'postponed') return [await datesFile(deps, order)]
  return WITH_TICKETS.includes(kind) ? [...(await ticketsFile(deps, order)), await datesFile(deps, order)] : []
}

const CALENDAR_FILE = 'event.ics'

/** None where all of its dates are called off by now. */
async function ticketsFile(deps: NotificationsDeps, order: Order): Promise<Attachment[]> {
  const content = await deps.tickets.pdfOfOrder(order.organizerId, order.id, order.locale).catch((error: unknown) => {
    if (error instanceof Problem && error.code === ticketErrors.none.code) return null
    throw error
  })
  if (!content) return []
  return [{ filename: `tickets-${order.code}.pdf`, contentType: 'application/pdf', content }]
}

async function datesFile(deps: NotificationsDeps, order: Order): Promise<Attachment> {
  const text = await deps.tickets.calendarOfOrder(order.organizerId, order.id, order.locale)
  const contentType = 'text/calendar; charset=utf-8; method=PUBLISH'
  return { filename: CALENDAR_FILE, contentType, content: Buffer.from(text) }
}

async function takenOut(deps: NotificationsDeps, order: Order): Promise<Attachment[]> {
  const buyer = { name: order.buyerName, email: order.buyerEmail, locale: order.locale }
  const notice = await deps.tickets.cancellationOfOrder(order.organizerId, order.id, buyer)
  return notice ? [{ filename: CALENDAR_FILE, contentType: notice.contentType, content: Buffer.from(notice.text) }] : []
}
