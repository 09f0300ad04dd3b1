import { newTenantUuid } from '@tessera/kernel/ids'
import type { Tx } from '../../../platform/db/db.ts'
import type { Payday } from './deps.ts'
import { type DisputeMove, divideLoss, judgeDispute } from './dispute.ts'
import { disputesOfPayment, insertDispute, markLost, moveDispute } from './disputes.sql.ts'
import { type Attempt, paymentOf } from './payment.ts'
import { selectAttempt } from './payments.sql.ts'
import type { DisputeSnapshot } from './ports.ts'
import type { Dispute } from './public.ts'
import { insertRefund, moveRefund, refundOf, reserveRefund } from './refunds.sql.ts'
import { noteSuspicion } from './suspicion.ts'

/** `deferred`: it is lost, and a refund of ours that the gateway has yet to refuse stands where its loss belongs. */
export type DisputeApplied = 'applied' | 'known' | 'deferred'

/** What the gateway says about one dispute. Order and payment are locked. */
export async function applyDispute(
  deps: Payday,
  tx: Tx,
  payment: Attempt,
  news: DisputeSnapshot,
): Promise<DisputeApplied> {
  const told = await book(deps, tx, payment, news)
  const dispute = await find(tx, payment, news)
  if (dispute?.state !== 'lost' || dispute.lostMinor === dispute.withdrawnMinor) return told
  return settleLoss(deps, tx, payment, dispute)
}

async function find(tx: Tx, payment: Attempt, { reference }: DisputeSnapshot): Promise<Dispute | null> {
  return (await disputesOfPayment(tx, payment.id)).find(known => known.reference === reference) ?? null
}

async function book(deps: Payday, tx: Tx, payment: Attempt, news: DisputeSnapshot): Promise<DisputeApplied> {
  const standing = await find(tx, payment, news)
  const verdict = judgeDispute(standing, news)
  if (verdict.kind === 'known') return 'known'
  if (verdict.kind === 'contradiction') {
    await noteSuspicion(deps, tx, payment, 'dispute_differs', { dispute: news.reference, told: news.state })
    return 'known'
  }
  const isForeign = news.amount.currency !== payment.currency
  const change = isForeign ? { ...verdict.change, ...NOTHING_MOVES } : verdict.change
  const id = standing?.id ?? newTenantUuid(payment.organizerId)
  if (standing) await moveDispute(tx, id, change)
  else await insertDispute(tx, newDispute(payment, id, news, change))
  if (isForeign && !standing) {
    // The books keep one currency a payment: somebody has to look.
    const facts = { dispute: news.reference, told: news.amount.currency }
    await noteSuspicion(deps, tx, payment, 'dispute_differs', facts)
  }
  if (standing?.state !== change.state)
    deps.counter?.add({ gateway: payment.gateway, outcome: `dispute_${change.state}` })
  const now = (await find(tx, payment, news))!
  await deps.settlement().disputeChanged?.(tx, paymentOf(payment), {
    dispute: now,
    stateChanged: standing?.state !== change.state,
    moreWithdrawnMinor: change.moreWithdrawnMinor,
    moreFeeMinor: change.moreFeeMinor,
  })
  return 'applied'
}

const NOTHING_MOVES = { withdrawnMinor: 0n, feeMinor: 0n, moreWithdrawnMinor: 0n, moreFeeMinor: 0n }

function newDispute(payment: Attempt, id: string, news: DisputeSnapshot, change: DisputeMove) {
  const { organizerId, id: paymentId } = payment
  const { amountMinor, currency } = news.amount
  const { state, withdrawnMinor, feeMinor } = change
  return {
    id,
    organizerId,
    paymentId,
    reference: news.reference,
    amountMinor,
    currency,
    state,
    withdrawnMinor,
    feeMinor,
  }
}

/**
 * The money has gone back to the buyer by force. For the order that is a refund nobody asked for, paid out of what the
 * dispute held; what the bank took beyond the rest of the payment is a loss and nothing else.
 */
async function settleLoss(deps: Payday, tx: Tx, payment: Attempt, dispute: Dispute): Promise<DisputeApplied> {
  const now = (await selectAttempt(tx, payment.id))!
  const divided = divideLoss(now, dispute.withdrawnMinor - dispute.lostMinor)
  if (divided.kind === 'wait') return 'deferred'
  if (!(await markLost(tx, dispute))) throw new Error(`dispute ${dispute.id} changed under its lock`)
  const { refundMinor, beyondMinor } = divided
  if (beyondMinor > 0n) await deps.settlement().disputeLostBeyond?.(tx, paymentOf(now), dispute, beyondMinor)
  if (refundMinor > 0n) await giveBack(deps, tx, now, dispute, refundMinor)
  return 'applied'
}

async function giveBack(deps: Payday, tx: Tx, payment: Attempt, dispute: Dispute, amountMinor: bigint): Promise<void> {
  const { organizerId, orderId, id: paymentId, currency } = payment
  if (!(await reserveRefund(tx, paymentId, amountMinor)))
    throw new Error(`payment ${paymentId} has less left than seen`)
  const refund = await insertRefund(tx, {
    id: newTenantUuid(organizerId),
    organizerId,
    orderId,
    paymentId,
    amountMinor,
    currency,
    state: 'pending',
    cause: 'dispute',
    reason: null,
    lines: [],
    reference: dispute.reference,
  })
  const settled = await moveRefund(tx, refund, { to: 'succeeded', reference: dispute.reference, failureCode: null })
  if (!settled) throw new Error(`refund ${refund.id} changed under its lock`)
  await deps.settlement().refundSettled(tx, refundOf(settled))
}
