import { newTenantUuid } from '@tessera/kernel/ids'
import type { Translated } from '@tessera/kernel/translated'
import { sql } from 'kysely'
import type { Tx } from '../../../platform/db/db.ts'
import type { OrderToIssue, Ticket } from './public.ts'

const columns = sql`id, organizer_id, order_id, order_line_id, event_id, date_id, product_id, variant_id, attendee_name, attendee_email,
  state, void_reason, code_version, issued_at`

/** Inserts what is missing and answers only that: who repeats an issue gets an empty list. */
export async function insertTickets(tx: Tx, orders: readonly OrderToIssue[]): Promise<Ticket[]> {
  const units = orders.flatMap(({ organizerId, orderId, eventId, lines }) =>
    lines.map(line => ({ id: newTenantUuid(organizerId), orderId, eventId, ...line })),
  )
  const { rows } = await sql<Ticket>`
    insert into tickets (organizer_id, id, order_id, event_id, order_line_id, date_id, product_id, variant_id, attendee_name, attendee_email)
    select current_organizer(), l.*
      from unnest(${units.map(unit => unit.id)}::uuid[], ${units.map(unit => unit.orderId)}::uuid[], ${units.map(unit => unit.eventId)}::uuid[],
                  ${units.map(unit => unit.lineId)}::uuid[], ${units.map(unit => unit.dateId)}::uuid[],
                  ${units.map(unit => unit.productId)}::uuid[], ${units.map(unit => unit.variantId)}::uuid[],
                  ${units.map(unit => unit.attendeeName)}::text[], ${units.map(unit => unit.attendeeEmail)}::text[])
             as l(id, "order", event, line, date, product, variant, name, email)
    on conflict (organizer_id, order_line_id) do nothing
    returning ${columns}
  `.execute(tx)
  return rows
}

/** In order of id, so that two that void the same tickets wait for each other instead of locking each other out. */
export async function voidOfLines(tx: Tx, lineIds: string[], reason: string): Promise<Ticket[]> {
  const { rows } = await sql<Ticket>`
    with mine as (
      select id from tickets where organizer_id = current_organizer() and order_line_id = any (${lineIds}::uuid[]) and state = 'valid' order by id for update
    )
    update tickets set state = 'void', void_reason = ${reason}, voided_at = clock_timestamp()
     where organizer_id = current_organizer() and id in (select id from mine)
    returning ${columns}
  `.execute(tx)
  return rows
}

/** Null when there is nothing to change: no valid ticket, or the same attendee. */
export async function renameOfLine(
  tx: Tx,
  lineId: string,
  attendee: { name: string | null; email: string | null },
): Promise<Ticket | null> {
  const { rows } = await sql<Ticket>`
    update tickets set attendee_name = ${attendee.name}, attendee_email = ${attendee.email},
           code_version = code_version + 1, code_changed_at = clock_timestamp(), code_changes = array_append(code_changes, clock_timestamp())
     where organizer_id = current_organizer() and order_line_id = ${lineId} and state = 'valid'
       and (attendee_name, attendee_email) is distinct from (${attendee.name}::text, ${attendee.email}::text)
    returning ${columns}
  `.execute(tx)
  return rows[0] ?? null
}

export async function raiseCodeVersion(tx: Tx, ticketId: string): Promise<Ticket | null> {
  const { rows } = await sql<Ticket>`
    update tickets set code_version = code_version + 1, code_changed_at = clock_timestamp(), code_changes = array_append(code_changes, clock_timestamp())
     where organizer_id = current_organizer() and id = ${ticketId} and state = 'valid'
    returning ${columns}
  `.execute(tx)
  return rows[0] ?? null
}

export async function selectTicket(tx: Tx, ticketId: string): Promise<Ticket | null> {
  const { rows } = await sql<Ticket>`
    select ${columns} from tickets where organizer_id = current_organizer() and id = ${ticketId}
  `.execute(tx)
  return rows[0] ?? null
}

export async function selectOfLine(tx: Tx, lineId: string): Promise<Ticket | null> {
  const { rows } = await sql<Ticket>`
    select ${columns} from tickets where organizer_id = current_organizer() and order_line_id = ${lineId} and state = 'valid'
  `.execute(tx)
  return rows[0] ?? null
}

export async function selectOfEvent(tx: Tx, eventId: string): Promise<Ticket[]> {
  const { rows } = await sql<Ticket>`
    select ${columns} from tickets where organizer_id = current_organizer() and event_id = ${eventId} order by id
  `.execute(tx)
  return rows
}

/** In the order of the units on the order's page. */
export async function selectOfOrder(tx: Tx, orderId: string): Promise<Ticket[]> {
  const { rows } = await sql<Ticket>`
    select ${columns} from tickets t
     where organizer_id = current_organizer() and order_id = ${orderId}
     order by (select l.position from order_units l where l.organizer_id = t.organizer_id and l.order_line_id = t.order_line_id), id
  `.execute(tx)
  return rows
}

/** What a ticket shows of the order it came from. */
export type OrderUnit = {
  orderLineId: string
  orderCode: string
  buyerName: string
  productName: Translated
  variantName: Translated | null
}

/** A valid ticket with what it shows; tickets of units that are not paid for do not appear. */
export type ShownTicket = Ticket & OrderUnit

export async function selectShown(tx: Tx, orderId: string): Promise<ShownTicket[]> {
  const { rows } = await sql<ShownTicket>`
    select t.id, t.organizer_id, t.order_id, t.order_line_id, t.event_id, t.date_id, t.product_id, t.variant_id, t.attendee_name, t.attendee_email,
           t.state, t.void_reason, t.code_version, t.issued_at, u.order_code, u.buyer_name, u.product_name, u.variant_name
      from tickets t join order_units u on u.organizer_id = t.organizer_id and u.order_line_id = t.order_line_id
     where t.organizer_id = current_organizer() and t.order_id = ${orderId} and t.state = 'valid' and u.paid
     order by u.position, t.id
  `.execute(tx)
  return rows
}

/** A ticket as a calendar knows it: one that is void has an entry somewhere that has to be taken out again. */
export type CalendarTicket = {
  orderId: string
  orderCode: string
  dateId: string | null
  isValid: boolean
  issuedAt: Date
  voidedAt: Date | null
}

export async function selectForCalendar(tx: Tx, orderId: string): Promise<(CalendarTicket & { eventId: string })[]> {
  const { rows } = await sql<CalendarTicket & { eventId: string }>`
    select t.order_id, t.event_id, u.order_code, t.date_id, t.state = 'valid' as is_valid, t.issued_at, t.voided_at
      from tickets t join order_units u on u.organizer_id = t.organizer_id and u.order_line_id = t.order_line_id
     where t.organizer_id = current_organizer() and t.order_id = ${orderId} and (t.state = 'void' or u.paid)
     order by u.position, t.id
  `.execute(tx)
  return rows
}
