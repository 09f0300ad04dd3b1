import { formatId } from '@tessera/kernel/ids'
import { translate } from '@tessera/kernel/translated'
import { audit } from '../../../platform/audit/audit.ts'
import { requestErrors } from '../../../platform/errors/errors.ts'
import type { Actor } from '../../../platform/http/access.ts'
import type { EventForSale } from '../../catalog/events/public.ts'
import { BYTE_ORDER_MARK, csvRow } from './csv.ts'
import type { OrdersDeps } from './deps.ts'
import { type Attending, listAttendees } from './list-attendees.ts'
import type { Answers } from './public.ts'

export type ExportAttendees = {
  organizerId: string
  eventId: string
  locale: string
  /** Names a column for people. */
  heading(column: Column): string
  actor: Actor
}

const COLUMNS = [
  'order_code',
  'attendee_name',
  'attendee_email',
  'product',
  'variant',
  'date',
  'buyer_name',
  'buyer_email',
  'paid_at',
  'entered_at',
  'ticket_id',
] as const
export type Column = (typeof COLUMNS)[number]

const CHUNK = 1_000

/**
 * All attendees as CSV, a column for each question. Read in chunks, each in a transaction of its own: however long the
 * list and however slow the reader, nothing is held open and memory stays small. That it was taken is on record before
 * the first row leaves.
 */
export async function exportAttendees(deps: OrdersDeps, wish: ExportAttendees): Promise<AsyncIterable<string>> {
  const { organizerId, eventId, actor } = wish
  const sale = await deps.catalog.forSale(organizerId, eventId)
  if (!sale) throw requestErrors.not_found()
  await deps.db.tenant(organizerId, tx =>
    audit(tx, { actor, action: 'attendees.exported', subject: { kind: 'event', id: eventId } }),
  )
  return rowsOf(deps, wish, sale)
}

async function* rowsOf(deps: OrdersDeps, wish: ExportAttendees, sale: EventForSale): AsyncIterable<string> {
  const { organizerId, eventId, locale } = wish
  const text = (words: Parameters<typeof translate>[0]) => translate(words, locale, [sale.event.defaultLocale])
  const headings = COLUMNS.map(column => wish.heading(column))
  yield BYTE_ORDER_MARK + csvRow([...headings, ...sale.questions.map(question => text(question.label))])
  const dates = new Map(sale.dates.map(date => [date.id, date.startsAt.toISOString()]))
  const all = { eventId, q: null, productId: null, dateId: null, checkedIn: null, limit: CHUNK }
  let after: string | null = null
  for (;;) {
    const page: Attending[] = await deps.db.tenant(organizerId, tx => listAttendees(deps, tx, { ...all, after }))
    for (const row of page) {
      const answers: Answers = { ...row.orderAnswers, ...row.answers }
      yield csvRow([
        row.orderCode,
        row.attendeeName,
        row.attendeeEmail,
        text(row.productName),
        row.variantName && text(row.variantName),
        row.dateId && (dates.get(row.dateId) ?? null),
        row.buyerName,
        row.buyerEmail,
        row.paidAt.toISOString(),
        row.enteredAt?.toISOString() ?? null,
        row.ticketId && formatId('tkt', row.ticketId),
        ...sale.questions.map(question => answerText(answers[question.id])),
      ])
    }
    if (page.length < CHUNK) return
    after = page.at(-1)!.lineId
  }
}

function answerText(answer: Answers[string] | undefined): string | number | boolean | null {
  return Array.isArray(answer) ? answer.join('; ') : (answer ?? null)
}
