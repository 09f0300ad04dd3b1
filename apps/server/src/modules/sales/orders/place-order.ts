import { createHash } from 'node:crypto'
import { formatId, isUuid } from '@tessera/kernel/ids'
import type { Tx } from '../../../platform/db/db.ts'
import { requestErrors } from '../../../platform/errors/errors.ts'
import type { Actor } from '../../../platform/http/access.ts'
import { emit } from '../../../platform/outbox/outbox.ts'
import { type Hold, inventoryErrors } from '../inventory/public.ts'
import { type AttendeeInput, type Checked, checkOrderAnswers, type RawAnswers } from './answers.ts'
import type { OrdersDeps } from './deps.ts'
import { issueTickets } from './issue-tickets.ts'
import { linesOf } from './line.ts'
import { insertOrder, selectOrder, selectOrderOfHold } from './orders.sql.ts'
import { type Order, orderErrors, orderPaid, orderPlaced } from './public.ts'
import { addToTimeline } from './timeline.sql.ts'

export type PlaceOrder = {
  holdId: string
  holdSecret: string
  buyer: { name: string; email: string }
  locale: string
  answers: RawAnswers
  attendees: AttendeeInput[]
}

export type PlacedOrder = { order: Order; secret: string; replayed: boolean }

/**
 * A hold becomes an order, at the price of the hold and no other: nothing that the buyer sends says what anything costs.
 * A hold becomes one order. The same words again find the order that they made, so that a lost answer is no lost order.
 */
export async function placeOrder(deps: OrdersDeps, command: PlaceOrder, actor: Actor): Promise<PlacedOrder> {
  const hold = await deps.sales.inventory.open(command.holdId, command.holdSecret)
  if (!hold) throw requestErrors.not_found()
  const checked = await checkWords(deps, hold, command)
  const keep = hold.totalMinor === 0n ? 'convert' : { minutes: deps.settings.paymentMinutes }
  const { order, replayed } = await deps.db.tenant(hold.organizerId, tx =>
    place(deps, tx, command, { checked, keep, actor }),
  )
  return { order, secret: deps.ports.secretOf(order.id, order.secretVersion), replayed }
}

async function checkWords(deps: OrdersDeps, hold: Hold, command: PlaceOrder): Promise<Checked> {
  const sale = await deps.catalog.forSale(hold.organizerId, hold.eventId)
  if (!sale || sale.event.state === 'cancelled') throw orderErrors.not_on_sale()
  const checked = checkOrderAnswers(hold, sale.questions, command, questionIdOnWire)
  if (checked.errors.length > 0) throw orderErrors.invalid_answers({ fields: checked.errors })
  return checked
}

/** What was sent as the id of a question may be any text. */
export const questionIdOnWire = (id: string): string => (isUuid(id) ? formatId('que', id) : id)

type Placing = { checked: Checked; keep: { minutes: number } | 'convert'; actor: Actor }

async function place(deps: OrdersDeps, tx: Tx, command: PlaceOrder, { checked, keep, actor }: Placing) {
  const requestHash = hashOf(command)
  const taken = await deps.sales.inventory.takeForOrder(tx, command.holdId, keep)
  if (!taken.ok) {
    // Whatever became of the hold since: what was ordered with it is there, and the same words ask for it.
    const placed = await selectOrderOfHold(tx, command.holdId)
    if (placed?.requestHash?.equals(requestHash)) return { order: await reread(tx, placed.id), replayed: true }
    throw inventoryErrors[placed ? 'hold_used' : taken.reason]()
  }
  const { hold, payUntil } = taken.value
  const lines = linesOf(hold, checked.attendees)
  const { buyer, locale } = command
  const order = await insertOrder(tx, { hold, buyer, locale, answers: checked.answers, payUntil, requestHash, lines })
  const moment = { organizerId: hold.organizerId, orderId: order.id, actor }
  await addToTimeline(tx, { ...moment, kind: 'placed', data: { total_minor: String(hold.totalMinor) } })
  await emit(tx, orderPlaced, order.id, { event_id: hold.eventId })
  if (keep === 'convert') {
    await issueTickets(deps, tx, order)
    await addToTimeline(tx, { ...moment, kind: 'paid', data: { gateway: 'free' } })
    await emit(tx, orderPaid, order.id, { event_id: hold.eventId })
  }
  return { order, replayed: false }
}

async function reread(tx: Tx, orderId: string): Promise<Order> {
  const order = await selectOrder(tx, orderId)
  if (!order) throw new Error(`order ${orderId} was placed and is not there`)
  return order
}

function hashOf({ holdId, buyer, locale, answers, attendees }: PlaceOrder): Buffer {
  const said = [
    holdId,
    buyer.name,
    buyer.email,
    locale,
    sorted(answers),
    attendees.map(who => ({ ...who, answers: sorted(who.answers) })),
  ]
  return createHash('sha256').update(JSON.stringify(said)).digest()
}

const sorted = (answers: RawAnswers) => Object.entries(answers).sort(([a], [b]) => (a < b ? -1 : 1))
