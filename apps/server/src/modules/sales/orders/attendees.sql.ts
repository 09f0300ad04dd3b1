import type { Translated } from '@tessera/kernel/translated'
import { sql } from 'kysely'
import type { Tx } from '../../../platform/db/db.ts'
import { literal } from './list.sql.ts'
import type { Answers } from './public.ts'

/** Who comes: one row for each live admission of an order that was paid. */
export type AttendeeRow = {
  lineId: string
  orderId: string
  orderCode: string
  ticketId: string | null
  productId: string
  productName: Translated
  variantName: Translated | null
  dateId: string | null
  attendeeName: string | null
  attendeeEmail: string | null
  buyerName: string
  buyerEmail: string
  answers: Answers
  orderAnswers: Answers
  paidAt: Date
}

export type AttendeeQuery = {
  eventId: string
  q: string | null
  productId: string | null
  dateId: string | null
  /** Only these, or all but these. */
  tickets: { only: string[] } | { except: string[] } | null
  after: string | null
  limit: number
}

export async function selectAttendees(tx: Tx, query: AttendeeQuery): Promise<AttendeeRow[]> {
  const part = query.q === null ? null : `%${literal(query.q)}%`
  const only = query.tickets && 'only' in query.tickets ? query.tickets.only : null
  const except = query.tickets && 'except' in query.tickets ? query.tickets.except : null
  const { rows } = await sql<AttendeeRow>`
    select l.id as line_id, o.id as order_id, o.code as order_code, t.id as ticket_id, l.product_id, l.product_name, l.variant_name, l.date_id,
           l.attendee_name, l.attendee_email, o.buyer_name, o.buyer_email, l.answers, o.answers as order_answers, o.paid_at
      from orders o
      join order_lines l on l.organizer_id = o.organizer_id and l.order_id = o.id
      left join tickets t on t.organizer_id = l.organizer_id and t.order_line_id = l.id
     where o.organizer_id = current_organizer() and o.event_id = ${query.eventId} and o.paid_at is not null
       and l.kind = 'admission' and l.state = 'active'
       and (${query.productId}::uuid is null or l.product_id = ${query.productId}::uuid)
       and (${query.dateId}::uuid is null or l.date_id = ${query.dateId}::uuid or l.date_id is null)
       and (${only}::uuid[] is null or t.id = any (${only}::uuid[]))
       and (${except}::uuid[] is null or t.id <> all (${except}::uuid[]))
       and (${query.after}::uuid is null or l.id > ${query.after}::uuid)
       and (${part}::text is null or o.code like upper(${part}) or unaccent(lower(l.attendee_name)) like unaccent(lower(${part}))
            or lower(l.attendee_email) like lower(${part}) or unaccent(lower(o.buyer_name)) like unaccent(lower(${part})) or lower(o.buyer_email) like lower(${part}))
     order by l.id limit ${query.limit}
  `.execute(tx)
  return rows
}
