import { hash } from 'node:crypto'
import { formatId, isUuid } from '@tessera/kernel/ids'
import { requestErrors } from '../../../platform/errors/errors.ts'
import type { Actor } from '../../../platform/http/access.ts'
import type { Lane } from '../../../platform/lanes/lane.ts'
import { type Hold, inventoryErrors } from '../inventory/public.ts'
import { type AttendeeInput, type Checked, checkOrderAnswers, type RawAnswers } from './answers.ts'
import type { OrdersDeps } from './deps.ts'
import type { OrderOutcome, OrderWish } from './place-orders.ts'
import { type Order, orderErrors } from './public.ts'
import { type OrderView, viewOrder, withCodes } from './read-order.ts'

export type PlaceOrder = {
  holdId: string
  holdSecret: string
  buyer: { name: string; email: string }
  locale: string
  answers: RawAnswers
  attendees: AttendeeInput[]
}

export type PlacedOrder = { order: Order; view: OrderView; secret: string; replayed: boolean }

const ATTEMPTS = 3

/**
 * A hold becomes an order, at the price of the hold and no other: nothing that the buyer sends says what anything costs.
 * A hold becomes one order. The same words again find the order that they made, so that a lost answer is no lost order.
 */
export async function placeOrder(
  deps: OrdersDeps,
  lane: Lane<OrderWish, OrderOutcome>,
  command: PlaceOrder,
  actor: Actor,
): Promise<PlacedOrder> {
  const hold = await deps.sales.inventory.open(command.holdId, command.holdSecret)
  if (!hold) throw requestErrors.not_found()
  const { buyer, locale } = command
  const requestHash = hashOf(command)
  for (let attempt = 1; ; attempt++) {
    // What is asked may have changed since it was remembered: the version is proven when the order is written.
    const words = await checkWords(deps, hold, command, attempt > 1)
    if (words.checked.errors.length > 0 && attempt === 1) continue
    if (words.checked.errors.length > 0) throw orderErrors.invalid_answers({ fields: words.checked.errors })
    const outcome = await lane.submit({ hold, buyer, locale, ...words, requestHash, actor })
    switch (outcome.kind) {
      case 'placed':
        return placed(deps, await withCodes(deps, outcome.view), false)
      case 'replayed':
        return placed(deps, await viewOrder(deps, { id: outcome.orderId, organizerId: hold.organizerId }), true)
      case 'hold_used':
      case 'hold_expired':
        throw inventoryErrors[outcome.kind]()
      case 'not_on_sale':
        throw orderErrors.not_on_sale()
      case 'stale':
        if (attempt >= ATTEMPTS)
          throw inventoryErrors.busy({ detail: 'The organizer is changing this event right now', retryAfterSeconds: 1 })
    }
  }
}

function placed(deps: OrdersDeps, view: OrderView, replayed: boolean): PlacedOrder {
  const { order } = view
  return { order, view, secret: deps.ports.secretOf(order.id, order.secretVersion), replayed }
}

async function checkWords(
  deps: OrdersDeps,
  hold: Hold,
  command: PlaceOrder,
  fresh: boolean,
): Promise<{ checked: Checked; catalogVersion: number }> {
  const sale = await deps.sales.inventory.saleOf(hold.organizerId, hold.eventId, fresh)
  if (!sale) throw orderErrors.not_on_sale()
  const checked = checkOrderAnswers(hold, sale.questions, command, questionIdOnWire)
  return { checked, catalogVersion: sale.event.catalogVersion }
}

/** What was sent as the id of a question may be any text. */
export const questionIdOnWire = (id: string): string => (isUuid(id) ? formatId('que', id) : id)

function hashOf({ holdId, buyer, locale, answers, attendees }: PlaceOrder): Buffer {
  const said = [
    holdId,
    buyer.name,
    buyer.email,
    locale,
    sorted(answers),
    attendees.map(who => ({ ...who, answers: sorted(who.answers) })),
  ]
  return hash('sha256', JSON.stringify(said), 'buffer')
}

const sorted = (answers: RawAnswers) => Object.entries(answers).sort(([a], [b]) => (a < b ? -1 : 1))
