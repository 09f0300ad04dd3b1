import { newTenantUuid, parseId } from '@tessera/kernel/ids'
import type { Tx } from '../../../platform/db/db.ts'
import type { Payday } from './deps.ts'
import type { Attempt } from './payment.ts'
import type { RefundSnapshot } from './ports.ts'
import {
  insertRefund,
  moveRefund,
  type RefundRow,
  refundByReference,
  refundOf,
  reserveRefund,
  returnRefund,
  selectRefund,
} from './refunds.sql.ts'
import { noteSuspicion } from './suspicion.ts'

/** `deferred`: a refund of the gateway's that does not fit beside one of ours which has not been refused yet. */
export type RefundApplied = 'applied' | 'known' | 'deferred'

/** What the gateway says about one refund. Order and payment are locked. */
export async function applyRefund(
  deps: Payday,
  tx: Tx,
  payment: Attempt,
  news: RefundSnapshot,
): Promise<RefundApplied> {
  const known = await findRefund(tx, payment, news)
  if (!known) return ingest(deps, tx, payment, news)
  if (known.amountMinor !== news.amount.amountMinor || known.currency !== news.amount.currency) {
    await noteSuspicion(deps, tx, payment, 'refund_differs', {
      refund: known.id,
      told: String(news.amount.amountMinor),
    })
    return 'known'
  }
  if (known.state === 'succeeded' && news.state === 'failed') {
    await noteSuspicion(deps, tx, payment, 'refund_returned', { refund: known.id, code: news.failure?.code })
    return takeBack(deps, tx, known, news)
  }
  return move(deps, tx, known, news)
}

/** Ours by the id it carries, whoever else's by the gateway's reference. */
async function findRefund(tx: Tx, payment: Attempt, news: RefundSnapshot): Promise<RefundRow | null> {
  const id = news.refundId === null ? null : parseId('ref', news.refundId)
  const ours = id === null ? null : await selectRefund(tx, id)
  // One that we gave up and the gateway made after all is money that left: it counts as the gateway's.
  const madeAfterAll = ours?.state === 'failed' && news.state !== 'failed'
  if (ours?.paymentId === payment.id && !madeAfterAll) return ours
  return news.reference === null ? null : refundByReference(tx, payment.id, news.reference)
}

/**
 * Made in the gateway's own dashboard: nobody asked us, and it counts all the same, once the money has gone. Until then
 * nothing is owed by us; should ours come in between, the gateway refuses the one that is too much.
 */
async function ingest(deps: Payday, tx: Tx, payment: Attempt, news: RefundSnapshot): Promise<RefundApplied> {
  if (news.state !== 'succeeded' || news.reference === null) return 'known'
  const { organizerId, orderId, id: paymentId, currency } = payment
  const { amountMinor } = news.amount
  if (news.amount.currency !== currency) {
    await noteSuspicion(deps, tx, payment, 'refund_differs', { reference: news.reference, told: news.amount.currency })
    return 'known'
  }
  if (!(await reserveRefund(tx, paymentId, amountMinor))) return 'deferred'
  const refund = await insertRefund(tx, {
    id: newTenantUuid(organizerId),
    organizerId,
    orderId,
    paymentId,
    amountMinor,
    currency,
    state: 'pending',
    cause: 'gateway',
    reason: null,
    lines: [],
    reference: news.reference,
  })
  return move(deps, tx, refund, news)
}

async function move(deps: Payday, tx: Tx, refund: RefundRow, news: RefundSnapshot): Promise<RefundApplied> {
  const failureCode = news.state === 'failed' ? (news.failure?.code ?? 'other') : null
  const moved = await moveRefund(tx, refund, { to: news.state, reference: news.reference, failureCode })
  if (!moved) return 'known'
  const settlement = deps.settlement()
  const { gateway } = moved
  if (moved.state === 'succeeded') {
    deps.counter?.add({ gateway, outcome: 'refund_succeeded' })
    await settlement.refundSettled(tx, refundOf(moved))
  }
  if (moved.state === 'failed') {
    deps.counter?.add({ gateway, outcome: 'refund_failed' })
    await settlement.refundFailed(tx, refundOf(moved))
  }
  return 'applied'
}

/**
 * The buyer's bank sent it back after the fact: the money is the organizer's again and owed once more. One that somebody
 * made at the gateway stands in the books until somebody looks: of what it had consisted, only they know.
 */
async function takeBack(deps: Payday, tx: Tx, refund: RefundRow, news: RefundSnapshot): Promise<RefundApplied> {
  if (refund.cause === 'gateway' || refund.cause === 'dispute') return 'known'
  const returned = await returnRefund(tx, refund, news.failure?.code ?? 'other')
  if (!returned) return 'known'
  deps.counter?.add({ gateway: returned.gateway, outcome: 'refund_failed' })
  await deps.settlement().refundReturned?.(tx, refundOf(returned))
  return 'applied'
}
