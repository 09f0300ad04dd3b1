import { NOTHING_REFUNDED } from '@tessera/pricing/refund-share'
import type { Tx } from '../../../platform/db/db.ts'
import { systemActor } from '../../../platform/http/access.ts'
import { emit } from '../../../platform/outbox/outbox.ts'
import type { MoneyParts } from '../ledger/public.ts'
import type { Refund } from '../payments/public.ts'
import type { OrdersDeps } from './deps.ts'
import { endLines } from './end-lines.ts'
import { moneyPartsOf, restOf } from './line.ts'
import { addRefundedParts, selectLines } from './lines.sql.ts'
import { stateAfterRefund } from './order.ts'
import { addRefunded, lockOrder } from './orders.sql.ts'
import { type Order, orderRefunded, orderRefundFailed } from './public.ts'
import { type LineRefund, lessParts, spreadOverLines } from './refund.ts'
import { owedRefunds, reverseRefund } from './reverse-refund.ts'
import { addToTimeline } from './timeline.sql.ts'

/** The gateway has given money back: what was owed to the buyer is settled, and the order says so. */
export async function settleRefund(deps: OrdersDeps, tx: Tx, refund: Refund): Promise<void> {
  const order = await lockOrder(tx, refund.orderId)
  if (!order) throw new Error(`refund ${refund.id} is of an order that is not there`)
  const { organizerId, eventId, currency, id: orderId } = order
  const scope = { organizerId, orderId, eventId, currency }
  const { gateway, amountMinor, id: refundId } = refund
  const nobodyAsked = refund.cause === 'gateway' || refund.cause === 'dispute'
  if (nobodyAsked) await bookGatewayRefund(deps, tx, order, refund)
  const outOf = refund.cause === 'dispute' ? 'disputed' : 'gateway'
  await deps.sales.ledger.recordRefundSettled(tx, { ...scope, gateway, refundId, amountMinor, outOf })
  // Money that never paid the order is no refund of the order.
  const state = refund.paymentId === order.paymentId ? stateAfterRefund(order, amountMinor) : null
  if (state) await addRefunded(tx, orderId, amountMinor, state)
  const data = { refund_id: refundId, gateway, amount_minor: String(amountMinor), cause: refund.cause }
  await addToTimeline(tx, { organizerId, orderId, kind: 'refunded', actor: systemActor, data })
  await emit(tx, orderRefunded, orderId, { event_id: eventId, refund_id: refundId })
  if (state === 'refunded') await endLines(deps, tx, order, systemActor)
}

/**
 * Somebody refunded at the gateway itself, or the buyer's bank took the money: nobody asked us, so the lines and the books learn of it now. It may be a refund
 * of ours that failed, made by hand: then it takes that one's place, and nothing is owed twice.
 */
async function bookGatewayRefund(deps: OrdersDeps, tx: Tx, order: Order, refund: Refund): Promise<void> {
  const { organizerId, eventId, currency, id: orderId } = order
  const { id: refundId, amountMinor, paymentId } = refund
  const book = (bookedMinor: bigint, parts: MoneyParts | null) =>
    deps.sales.ledger.recordRefund(tx, {
      organizerId,
      orderId,
      eventId,
      currency,
      refundId,
      amountMinor: bookedMinor,
      parts,
    })
  const by = { refundId, actor: systemActor }
  const owed = await owedRefunds(deps, tx, orderId, paymentId)
  const ofSale = paymentId === order.paymentId
  if (!ofSale) {
    await takePlaceOf(deps, tx, order, owed, { amountMinor, by })
    return book(amountMinor, null)
  }
  const exact = owed.find(failed => failed.amountMinor === amountMinor)
  if (exact) {
    const { parts } = await reverseRefund(deps, tx, order, exact, by)
    return book(amountMinor, parts)
  }
  const { lines, taken } = await withRoomFor(deps, tx, order, { amountMinor, owed, by })
  const spread = spreadOverLines(lines, amountMinor)
  if (spread.length === 0) return
  await addRefundedParts(tx, spread)
  const spreadMinor = spread.reduce((sum, share) => sum + share.amountMinor, 0n)
  await book(spreadMinor, partsOf(spread))
  const open = taken.reduce((sum, failed) => sum + failed.amountMinor, 0n) - amountMinor
  if (open > 0n) await keepOwed(deps, tx, { ...order, lines: await selectLines(tx, orderId) }, taken.at(-1)!, open)
}

const partsOf = (shares: LineRefund[]): MoneyParts =>
  moneyPartsOf(shares.map(({ line, parts }) => ({ ...line, parts })))

type Taking = { amountMinor: bigint; by: Parameters<typeof reverseRefund>[4] }

/** Money that never paid the order is all owed, in one or more refunds that failed. What those had beyond it stays owed. */
async function takePlaceOf(deps: OrdersDeps, tx: Tx, order: Order, owed: Refund[], { amountMinor, by }: Taking) {
  const exact = owed.filter(failed => failed.amountMinor === amountMinor)
  let open = amountMinor
  for (const failed of exact.length > 0 ? exact.slice(0, 1) : owed) {
    if (open <= 0n) return
    await reverseRefund(deps, tx, order, failed, by)
    open -= failed.amountMinor
    if (open < 0n) await keepOwed(deps, tx, order, failed, -open)
  }
}

/** Of a refund that another has taken the place of only in part. Money of the sale is owed on what is left of its lines. */
async function keepOwed(deps: OrdersDeps, tx: Tx, order: Order, failed: Refund, amountMinor: bigint): Promise<void> {
  const { organizerId, eventId, currency, id: orderId } = order
  const shares = failed.paymentId === order.paymentId ? spreadOverLines(order.lines, amountMinor) : []
  await addRefundedParts(tx, shares)
  const lines = shares.map(share => ({ lineId: share.line.id, amountMinor: String(share.amountMinor) }))
  const rest = await deps.sales.payments.oweRest(tx, failed, amountMinor, lines)
  const parts = shares.length > 0 ? partsOf(shares) : null
  const entry = { organizerId, orderId, eventId, currency, refundId: rest.id, amountMinor, parts }
  await deps.sales.ledger.recordRefund(tx, entry)
  await noteFailed(tx, order, rest)
}

type Room = { amountMinor: bigint; owed: Refund[]; by: Parameters<typeof reverseRefund>[4] }

/** What lines were promised by refunds that failed is theirs again, as far as the money that went needs it: those are taken. */
async function withRoomFor(deps: OrdersDeps, tx: Tx, order: Order, { amountMinor, owed, by }: Room) {
  let now = order
  const taken: Refund[] = []
  const rest = () => now.lines.reduce((sum, line) => sum + restOf(line), 0n)
  for (const failed of owed) {
    if (rest() >= amountMinor) break
    const { lines } = await reverseRefund(deps, tx, now, failed, by)
    await addRefundedParts(
      tx,
      lines.map(share => ({ ...share, parts: lessParts(NOTHING_REFUNDED, share.parts) })),
    )
    now = { ...now, lines: await selectLines(tx, order.id) }
    taken.push(failed)
  }
  return { lines: now.lines, taken }
}

/** The gateway refuses. The money stays owed (`refunds_payable`) until the organizer tries again: never "refunded". */
export async function noteFailedRefund(tx: Tx, refund: Refund): Promise<void> {
  const order = await lockOrder(tx, refund.orderId)
  if (!order) throw new Error(`refund ${refund.id} is of an order that is not there`)
  await noteFailed(tx, order, refund)
}

async function noteFailed(tx: Tx, { organizerId, id: orderId, eventId }: Order, refund: Refund): Promise<void> {
  const data = { refund_id: refund.id, amount_minor: String(refund.amountMinor), code: refund.failureCode }
  await addToTimeline(tx, { organizerId, orderId, kind: 'refund_failed', actor: systemActor, data })
  await emit(tx, orderRefundFailed, orderId, { event_id: eventId, refund_id: refund.id })
}
