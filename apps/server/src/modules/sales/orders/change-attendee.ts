import { audit, difference } from '../../../platform/audit/audit.ts'
import type { Tx } from '../../../platform/db/db.ts'
import { type FieldError, requestErrors } from '../../../platform/errors/errors.ts'
import type { Actor } from '../../../platform/http/access.ts'
import { emit } from '../../../platform/outbox/outbox.ts'
import type { EventForSale } from '../../catalog/events/public.ts'
import { checkAnswers, questionsOfUnit, type RawAnswers } from './answers.ts'
import type { OrdersDeps } from './deps.ts'
import type { Attendee } from './line.ts'
import { updateAttendee } from './lines.sql.ts'
import { refusalOfChange } from './order.ts'
import { databaseNow, lockOrder, selectOrder, touchOrder } from './orders.sql.ts'
import { questionIdOnWire } from './place-order.ts'
import { type Answers, type Order, type OrderLine, orderChanged, orderErrors } from './public.ts'
import { addToTimeline } from './timeline.sql.ts'

export type ChangeAttendee = {
  organizerId: string
  orderId: string
  lineId: string
  /** Of the order, as the editor has read it. */
  version: number
  by: 'buyer' | 'organizer'
  change: { name?: string | null; email?: string | null; answers?: RawAnswers }
  actor: Actor
  eventIds: readonly string[] | null
}

/** Somebody else comes, or is written differently. A new name or address makes a new code: the old one dies with it. */
export async function changeAttendee(deps: OrdersDeps, command: ChangeAttendee): Promise<Order> {
  const { organizerId, orderId, lineId, by, change } = command
  const eventId = await deps.db.tenant(organizerId, async tx => (await selectOrder(tx, orderId))?.eventId)
  const sale = eventId ? await deps.catalog.forSale(organizerId, eventId) : null
  return deps.db.tenant(organizerId, async tx => {
    const order = await lockOrder(tx, orderId)
    if (!order || (command.eventIds && !command.eventIds.includes(order.eventId))) throw requestErrors.not_found()
    const line = order.lines.find(candidate => candidate.id === lineId)
    if (!line) throw requestErrors.not_found()
    const refused = refusalOfChange(order, line, by, await hasBegun(deps, tx, order, line))
    if (refused) throw orderErrors[refused]()
    if (!(await touchOrder(tx, orderId, command.version))) throw requestErrors.precondition_failed()
    const after = attendeeAfter(line, change, sale)
    await updateAttendee(tx, lineId, after)
    await rename(deps, tx, order, line, after)
    await tell(tx, order, line, after, command)
    return (await selectOrder(tx, orderId))!
  })
}

/** A ticket of one date until that date begins; one for the whole event until its first date does. */
async function hasBegun(deps: OrdersDeps, tx: Tx, order: Order, line: OrderLine): Promise<boolean> {
  const head = (await deps.catalog.heads(tx, [order.eventId])).get(order.eventId)
  const starts = (head?.dates ?? [])
    .filter(date => date.state === 'scheduled' && (line.dateId === null || date.id === line.dateId))
    .map(date => date.startsAt.getTime())
  return starts.length > 0 && (await databaseNow(tx)).getTime() >= Math.min(...starts)
}

function attendeeAfter(line: OrderLine, change: ChangeAttendee['change'], sale: EventForSale | null): Attendee {
  return {
    name: change.name === undefined ? line.attendeeName : change.name,
    email: change.email === undefined ? line.attendeeEmail : change.email,
    answers: change.answers === undefined ? line.answers : checked(line, change.answers, sale),
  }
}

function checked(line: OrderLine, answers: RawAnswers, sale: EventForSale | null): Answers {
  const errors: FieldError[] = []
  const asked = questionsOfUnit(sale?.questions ?? [], line)
  const valid = checkAnswers(asked, answers, 'answers', questionIdOnWire, errors)
  if (errors.length > 0) throw orderErrors.invalid_answers({ fields: errors })
  return valid
}

async function rename(deps: OrdersDeps, tx: Tx, order: Order, line: OrderLine, after: Attendee): Promise<void> {
  if (order.paidAt === null || line.kind !== 'admission') return
  if (after.name === line.attendeeName && after.email === line.attendeeEmail) return
  await deps.sales.tickets.rename(tx, line.id, { name: after.name, email: after.email })
}

async function tell(tx: Tx, order: Order, line: OrderLine, after: Attendee, command: ChangeAttendee): Promise<void> {
  const { organizerId, id: orderId, eventId } = order
  const before = { name: line.attendeeName, email: line.attendeeEmail, answers: line.answers }
  const changes = difference(before, after)
  const data = { line_id: line.id, ...changes }
  await addToTimeline(tx, { organizerId, orderId, kind: 'attendee_changed', actor: command.actor, data })
  if (command.by === 'organizer')
    await audit(tx, {
      actor: command.actor,
      action: 'orders.attendee_changed',
      subject: { kind: 'order', id: orderId },
      changes,
    })
  await emit(tx, orderChanged, orderId, { event_id: eventId, line_ids: [line.id] })
}
