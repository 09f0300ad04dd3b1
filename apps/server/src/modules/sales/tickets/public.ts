import type { Tx } from '../../../platform/db/db.ts'
import { defineErrors } from '../../../platform/errors/errors.ts'
import { defineEvent } from '../../../platform/outbox/outbox.ts'

export type Ticket = {
  id: string
  organizerId: string
  orderId: string
  orderLineId: string
  eventId: string
  dateId: string | null
  productId: string
  variantId: string | null
  attendeeName: string | null
  attendeeEmail: string | null
  state: 'valid' | 'void'
  voidReason: string | null
  /** Only the code of this version enters. */
  codeVersion: number
  issuedAt: Date
}

export type LineToIssue = {
  lineId: string
  productId: string
  variantId: string | null
  dateId: string | null
  attendeeName: string | null
  attendeeEmail: string | null
}

export type OrderToIssue = { organizerId: string; orderId: string; eventId: string; lines: LineToIssue[] }

/** Who is told about an order, and in which language. */
export type Buyer = { name: string; email: string; locale: string }

/** A calendar file, and the type that it needs in a mail so that mail programs act upon it. */
export type CalendarNotice = { text: string; contentType: string }

export type Tickets = {
  /** Gives each paid admission unit its ticket, once: repeating it changes nothing. Answers all tickets of the order. */
  issue(tx: Tx, order: OrderToIssue): Promise<Ticket[]>
  /** The same for several orders at once; answers only the tickets that are new. */
  issueAll(tx: Tx, orders: readonly OrderToIssue[]): Promise<Ticket[]>
  /** Their tickets never enter again. */
  voidLines(tx: Tx, lineIds: string[], reason: 'refunded' | 'cancelled'): Promise<void>
  /** Somebody else comes: the old code dies with the old name. */
  rename(tx: Tx, lineId: string, attendee: { name: string | null; email: string | null }): Promise<Ticket | null>
  /** The old code dies, a new one is made. Throws `tickets.void`. */
  reissue(tx: Tx, ticketId: string): Promise<Ticket>
  ofOrder(tx: Tx, orderId: string): Promise<Ticket[]>
  ofEvent(tx: Tx, eventId: string): Promise<Ticket[]>
  byId(tx: Tx, ticketId: string): Promise<Ticket | null>
  /** The text of the barcode: signed, verifiable without asking us. */
  codeOf(ticket: Ticket): Promise<string>
  /** All valid tickets of an order as one PDF, a page each. Throws `tickets.none`. */
  pdfOfOrder(organizerId: string, orderId: string, locale: string): Promise<Buffer>
  /**
   * The dates of an order's tickets as an iCalendar file whose entries update an earlier copy: those that they open no
   * more are marked as cancelled. Throws `tickets.none` for an order that never had tickets.
   */
  calendarOfOrder(organizerId: string, orderId: string, locale: string): Promise<string>
  /** Takes the dates that an order opens no more out of its buyer's calendar; null when there are none. */
  cancellationOfOrder(organizerId: string, orderId: string, buyer: Buyer): Promise<CalendarNotice | null>
  /** Public keys that verify an organizer's codes, the retired ones included. */
  keyRing(organizerId: string): Promise<{ keys: unknown[] }>
}

export const ticketsIssued = defineEvent<{ order_id: string; event_id: string }>('tickets.issued')
export const ticketReplaced = defineEvent<{ order_id: string; event_id: string }>('tickets.replaced')
export const ticketsVoided = defineEvent<{ event_id: string }>('tickets.voided')

export const ticketErrors = defineErrors('tickets', {
  void: { status: 409, title: 'This ticket is no longer valid' },
  none: { status: 409, title: 'This order has no valid tickets' },
})
