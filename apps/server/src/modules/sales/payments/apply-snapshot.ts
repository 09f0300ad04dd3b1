import type { Tx } from '../../../platform/db/db.ts'
import { isTransient } from '../../../platform/db/postgres-errors.ts'
import { applyDispute } from './apply-dispute.ts'
import { applyRefund, type RefundApplied } from './apply-refund.ts'
import type { Payday } from './deps.ts'
import { type Attempt, judge, paymentOf, type Verdict } from './payment.ts'
import { learnReference, lockAttempt, markChecked, moveAttempt, selectAttempt } from './payments.sql.ts'
import type { PaymentSnapshot, RefundSnapshot } from './ports.ts'
import { noteSuspicion } from './suspicion.ts'

export type Applied = { payment: Attempt; outcome: 'applied' | 'known' | 'quarantined' | 'stranger' | 'deferred' }

const ATTEMPTS = 3

/**
 * The one way by which news about a payment takes effect, whoever brings it: a webhook, a returning browser, the poller,
 * reconciliation. It locks order and payment, judges, and tells the order at most once; so news may come in any order, as
 * often and as late as it likes.
 */
export async function applySnapshot(
  deps: Payday,
  organizerId: string,
  paymentId: string,
  news: PaymentSnapshot,
): Promise<Applied> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await deps.db.tenant(organizerId, tx => applyLocked(deps, tx, paymentId, news))
    } catch (error) {
      if (attempt === ATTEMPTS || !isTransient(error)) throw error
    }
  }
}

async function applyLocked(deps: Payday, tx: Tx, paymentId: string, news: PaymentSnapshot): Promise<Applied> {
  const known = await selectAttempt(tx, paymentId)
  if (!known) throw new Error(`there is no payment ${paymentId}`)
  await deps.settlement().lockOrder(tx, known.orderId)
  const payment = (await lockAttempt(tx, paymentId))!
  await markChecked(tx, paymentId)
  const verdict = judge(payment, news)
  switch (verdict.kind) {
    case 'stranger':
      await noteSuspicion(deps, tx, payment, 'stranger', { ours: payment.reference, theirs: news.reference })
      return { payment, outcome: 'stranger' }
    case 'quarantine':
      return { payment: await quarantine(deps, tx, payment, news, verdict.mismatches), outcome: 'quarantined' }
    case 'contradiction':
      await noteSuspicion(deps, tx, payment, 'contradiction', { mismatches: verdict.mismatches })
      return { payment, outcome: 'known' }
    case 'move':
      return besides(deps, tx, await move(deps, tx, payment, news, verdict), news, true)
    default:
      await learnReference(tx, paymentId, news.reference)
      return besides(deps, tx, payment, news, false)
  }
}

async function quarantine(
  deps: Payday,
  tx: Tx,
  payment: Attempt,
  news: PaymentSnapshot,
  mismatches: readonly string[],
): Promise<Attempt> {
  const { state: from, id } = payment
  const { reference } = news
  const moved = await moveAttempt(tx, id, { from, to: 'quarantined', reference, failureCode: mismatches.join(',') })
  if (!moved) throw new Error(`payment ${id} changed under its lock`)
  await noteSuspicion(deps, tx, payment, 'quarantined', {
    mismatches,
    reference,
    captured_minor: String(news.captured.amountMinor),
    currency: news.captured.currency,
  })
  await deps.settlement().paymentQuarantined?.(tx, paymentOf(moved))
  return moved
}

async function move(
  deps: Payday,
  tx: Tx,
  payment: Attempt,
  news: PaymentSnapshot,
  { to, tell, failureCode }: Extract<Verdict, { kind: 'move' }>,
): Promise<Attempt> {
  const { state: from, id, gateway } = payment
  const moved = await moveAttempt(tx, id, { from, to, reference: news.reference, failureCode })
  if (!moved) throw new Error(`payment ${id} changed under its lock`)
  if (to !== 'created' && to !== 'pending') deps.counter?.add({ gateway, outcome: to })
  if (tell === 'succeeded') await deps.settlement().paymentSucceeded(tx, paymentOf(moved))
  if (tell === 'failed') await deps.settlement().paymentFailed(tx, paymentOf(moved))
  return moved
}

/** Refunds and disputes hang on a payment that succeeded, and every piece of news carries all of them. */
async function besides(
  deps: Payday,
  tx: Tx,
  payment: Attempt,
  news: PaymentSnapshot,
  moved: boolean,
): Promise<Applied> {
  const heard = new Set<Applied['outcome']>([moved ? 'applied' : 'known'])
  if (payment.state === 'succeeded') {
    const refunds = await applyRefunds(deps, tx, payment, news.refunds)
    for (const { applied } of refunds) heard.add(applied)
    // What did not fit beside one that was refused just now fits.
    const left = refunds.filter(({ applied }) => applied === 'deferred').map(({ refund }) => refund)
    if (left.length > 0 && heard.has('applied')) {
      heard.delete('deferred')
      for (const { applied } of await applyRefunds(deps, tx, payment, left)) heard.add(applied)
    }
    for (const dispute of news.disputes) heard.add(await applyDispute(deps, tx, payment, dispute))
  }
  const outcome = (['deferred', 'applied'] as const).find(each => heard.has(each)) ?? 'known'
  return { payment: (await selectAttempt(tx, payment.id))!, outcome }
}

async function applyRefunds(deps: Payday, tx: Tx, payment: Attempt, refunds: readonly RefundSnapshot[]) {
  const heard: Array<{ refund: RefundSnapshot; applied: RefundApplied }> = []
  for (const refund of refunds) heard.push({ refund, applied: await applyRefund(deps, tx, payment, refund) })
  return heard
}
