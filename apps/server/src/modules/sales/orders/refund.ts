import { type Outcome, ok, refused } from '@tessera/kernel/outcome'
import {
  NOTHING_REFUNDED,
  partsTotal,
  type RefundParts,
  refundShare,
  spreadRefund,
} from '@tessera/pricing/refund-share'
import { restOf } from './line.ts'
import type { Order, OrderLine } from './public.ts'

/** What to give back: all that is left, or of these lines an amount each (all that is left of it where none is named). */
export type RefundWish = 'all' | Array<{ lineId: string; amountMinor: bigint | null }>

export type LineRefund = { line: OrderLine; amountMinor: bigint; parts: RefundParts }

export type RefundPlan = {
  amountMinor: bigint
  /** Lines that get money back, with the parts it consists of. */
  refunds: LineRefund[]
  /** Active lines that end with it. */
  cancelled: OrderLine[]
}

export type RefundRefusal =
  | { code: 'wrong_state' }
  | { code: 'nothing_to_refund' }
  | { code: 'full_refund_cancels' }
  | { code: 'unknown_line'; index: number }
  | { code: 'refund_exceeds_rest'; index: number; restMinor: bigint }

export function decideRefund(
  order: Pick<Order, 'paidAt' | 'lines'>,
  wish: RefundWish,
  cancelLines: boolean,
): Outcome<RefundPlan, RefundRefusal> {
  if (order.paidAt === null) return refused({ code: 'wrong_state' })
  const wanted = wish === 'all' ? order.lines.map(line => ({ lineId: line.id, amountMinor: null })) : wish
  const seen = new Set<string>()
  const refunds: LineRefund[] = []
  const cancelled: OrderLine[] = []
  for (const [index, { lineId, amountMinor }] of wanted.entries()) {
    const line = order.lines.find(candidate => candidate.id === lineId)
    if (!line || seen.has(lineId)) return refused({ code: 'unknown_line', index })
    seen.add(lineId)
    const restMinor = restOf(line)
    const amount = amountMinor ?? restMinor
    if (amount < 0n || amount > restMinor) return refused({ code: 'refund_exceeds_rest', index, restMinor })
    if (amount > 0n) refunds.push({ line, amountMinor: amount, parts: refundShare(line.paid, line.refunded, amount) })
    if (cancelLines && line.state === 'active') cancelled.push(line)
  }
  if (refunds.length === 0 && cancelled.length === 0) return refused({ code: 'nothing_to_refund' })
  const amountMinor = refunds.reduce((sum, refund) => sum + refund.amountMinor, 0n)
  const left = order.lines.reduce((sum, line) => sum + restOf(line), 0n) - amountMinor
  const live = order.lines.some(line => line.state === 'active' && !cancelled.includes(line))
  // Who has everything back has no ticket left: a refunded order is over.
  if (amountMinor > 0n && left === 0n && live) return refused({ code: 'full_refund_cancels' })
  return ok({ amountMinor, refunds, cancelled })
}

/**
 * The last `amountMinor` of what a line was promised. How it was promised makes no difference: any steps to the same sum
 * come to the same parts, so any step can be taken back as the last.
 */
export function latestParts(line: Pick<OrderLine, 'paid' | 'refunded'>, amountMinor: bigint): RefundParts {
  const before = refundShare(line.paid, NOTHING_REFUNDED, partsTotal(line.refunded) - amountMinor)
  return lessParts(line.refunded, before)
}

export function lessParts(left: RefundParts, right: RefundParts): RefundParts {
  return {
    priceNetMinor: left.priceNetMinor - right.priceNetMinor,
    priceTaxMinor: left.priceTaxMinor - right.priceTaxMinor,
    feeNetMinor: left.feeNetMinor - right.feeNetMinor,
    feeTaxMinor: left.feeTaxMinor - right.feeTaxMinor,
  }
}

/** A gateway gave money back by itself: spread over what is left of the lines, as far as it reaches. */
export function spreadOverLines(lines: readonly OrderLine[], amountMinor: bigint): LineRefund[] {
  const rest = lines.reduce((sum, line) => sum + restOf(line), 0n)
  const units = lines.map(line => ({ paidMinor: partsTotal(line.paid), refundedMinor: partsTotal(line.refunded) }))
  const shares = spreadRefund(units, amountMinor < rest ? amountMinor : rest)
  return lines.flatMap((line, at) => {
    const share = shares[at]!
    return share === 0n ? [] : [{ line, amountMinor: share, parts: refundShare(line.paid, line.refunded, share) }]
  })
}
