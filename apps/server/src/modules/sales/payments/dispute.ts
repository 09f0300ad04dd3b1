import type { DisputeSnapshot } from './ports.ts'
import type { Dispute, DisputeState } from './public.ts'

/** What a dispute is seen to be, against what the books say of it. */
export type DisputeVerdict =
  | { kind: 'known' }
  /** It was decided, and now it is said to be decided otherwise: an alarm, nothing moves. */
  | { kind: 'contradiction' }
  | { kind: 'change'; change: DisputeMove }

export type DisputeMove = {
  state: DisputeState
  withdrawnMinor: bigint
  feeMinor: bigint
  /** What the books have to follow: positive leaves the gateway's account. */
  moreWithdrawnMinor: bigint
  moreFeeMinor: bigint
}

/** News can be overtaken by newer news, so a dispute only goes forward. */
const RANK: Readonly<Record<DisputeState, number>> = { inquiry: 0, open: 1, won: 2, lost: 2 }

type Standing = Pick<Dispute, 'state' | 'withdrawnMinor' | 'feeMinor'>

export function judgeDispute(standing: Standing | null, news: DisputeSnapshot): DisputeVerdict {
  const { state } = news
  const [withdrawnMinor, feeMinor] = [news.withdrawn.amountMinor, news.fee.amountMinor]
  if (standing === null) return moved({ withdrawnMinor: 0n, feeMinor: 0n }, state, withdrawnMinor, feeMinor)
  if (RANK[state] < RANK[standing.state]) return { kind: 'known' }
  if (RANK[state] === RANK[standing.state] && state !== standing.state) return { kind: 'contradiction' }
  const same = withdrawnMinor === standing.withdrawnMinor && feeMinor === standing.feeMinor
  if (state === standing.state && (same || isOlder(standing, withdrawnMinor, feeMinor))) return { kind: 'known' }
  return moved(standing, state, withdrawnMinor, feeMinor)
}

/** While it stands as it stood, money goes one way: out until it is decided, and back once it is won. */
function isOlder(standing: Standing, withdrawnMinor: bigint, feeMinor: bigint): boolean {
  const goesBack = standing.state === 'won'
  const isLess = withdrawnMinor < standing.withdrawnMinor || feeMinor < standing.feeMinor
  const isMore = withdrawnMinor > standing.withdrawnMinor || feeMinor > standing.feeMinor
  return goesBack ? isMore : isLess
}

function moved(
  from: Pick<Standing, 'withdrawnMinor' | 'feeMinor'>,
  state: DisputeState,
  withdrawnMinor: bigint,
  feeMinor: bigint,
): DisputeVerdict {
  const moreWithdrawnMinor = withdrawnMinor - from.withdrawnMinor
  const moreFeeMinor = feeMinor - from.feeMinor
  return { kind: 'change', change: { state, withdrawnMinor, feeMinor, moreWithdrawnMinor, moreFeeMinor } }
}

/** How a loss is divided: what the order still had of the payment is given back by it, the rest is a loss of its own. */
export function divideLoss(
  payment: { amountMinor: bigint; refundedMinor: bigint; refundPendingMinor: bigint },
  lossMinor: bigint,
): { kind: 'wait' } | { kind: 'settle'; refundMinor: bigint; beyondMinor: bigint } {
  const left = payment.amountMinor - payment.refundedMinor - payment.refundPendingMinor
  // A refund of ours is on its way; the gateway will refuse it, and then its part is free.
  if (lossMinor > left && payment.refundPendingMinor > 0n) return { kind: 'wait' }
  const refundMinor = lossMinor < left ? lossMinor : left
  return { kind: 'settle', refundMinor, beyondMinor: lossMinor - refundMinor }
}
