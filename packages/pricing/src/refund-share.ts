/**
 * What a refund consists of. A refunded amount is taken from net, tax and fee in proportion, so that the books, the
 * tax report and the credit note agree; any sequence of partial refunds that comes to the whole gives back exactly the
 * parts that were charged.
 */
import type { Amounts } from './amounts.ts'
import { PricingError } from './pricing-error.ts'
import { nextShares } from './proportion.ts'

/** The parts that a paid unit consists of, or that have been refunded of it. */
export type RefundParts = {
  readonly priceNetMinor: bigint
  readonly priceTaxMinor: bigint
  readonly feeNetMinor: bigint
  readonly feeTaxMinor: bigint
}

/** `price` leaves the fee with the organizer, `fee` returns it alone. */
export type RefundScope = 'all' | 'price' | 'fee'

export const NOTHING_REFUNDED: RefundParts = { priceNetMinor: 0n, priceTaxMinor: 0n, feeNetMinor: 0n, feeTaxMinor: 0n }

export function partsOf(unit: { readonly price: Amounts; readonly fee: Amounts }): RefundParts {
  return {
    priceNetMinor: unit.price.netMinor,
    priceTaxMinor: unit.price.taxMinor,
    feeNetMinor: unit.fee.netMinor,
    feeTaxMinor: unit.fee.taxMinor,
  }
}

export function partsTotal(parts: RefundParts): bigint {
  return parts.priceNetMinor + parts.priceTaxMinor + parts.feeNetMinor + parts.feeTaxMinor
}

export function addParts(left: RefundParts, right: RefundParts): RefundParts {
  return {
    priceNetMinor: left.priceNetMinor + right.priceNetMinor,
    priceTaxMinor: left.priceTaxMinor + right.priceTaxMinor,
    feeNetMinor: left.feeNetMinor + right.feeNetMinor,
    feeTaxMinor: left.feeTaxMinor + right.feeTaxMinor,
  }
}

/** How much of a unit can still be refunded. */
export function refundableMinor(paid: RefundParts, refunded: RefundParts, scope: RefundScope = 'all'): bigint {
  return partsTotal(within(paid, scope)) - partsTotal(within(refunded, scope))
}

/**
 * The parts of refunding `amountMinor` of a unit of which `refunded` has gone back before. Never negative, never more
 * than is left of any part. Throws `pricing.refund_exceeds_rest`; ask `refundableMinor` first.
 */
export function refundShare(
  paid: RefundParts,
  refunded: RefundParts,
  amountMinor: bigint,
  scope: RefundScope = 'all',
): RefundParts {
  mustFit(amountMinor, refundableMinor(paid, refunded, scope))
  const [priceNetMinor, priceTaxMinor, feeNetMinor, feeTaxMinor] = nextShares(
    listOf(within(paid, scope)),
    listOf(within(refunded, scope)),
    amountMinor,
  ) as [bigint, bigint, bigint, bigint]
  return { priceNetMinor, priceTaxMinor, feeNetMinor, feeTaxMinor }
}

/** Spreads one amount over several units in proportion to what they cost; each share fits what is left of its unit. */
export function spreadRefund(
  units: readonly { readonly paidMinor: bigint; readonly refundedMinor: bigint }[],
  amountMinor: bigint,
): bigint[] {
  const paid = units.map(unit => unit.paidMinor)
  const refunded = units.map(unit => unit.refundedMinor)
  mustFit(
    amountMinor,
    units.reduce((rest, unit) => rest + unit.paidMinor - unit.refundedMinor, 0n),
  )
  return nextShares(paid, refunded, amountMinor)
}

function mustFit(amountMinor: bigint, restMinor: bigint): void {
  if (amountMinor < 0n || amountMinor > restMinor) {
    throw new PricingError('pricing.refund_exceeds_rest', `${amountMinor} of ${restMinor}`)
  }
}

function within(parts: RefundParts, scope: RefundScope): RefundParts {
  if (scope === 'price') return { ...parts, feeNetMinor: 0n, feeTaxMinor: 0n }
  if (scope === 'fee') return { ...parts, priceNetMinor: 0n, priceTaxMinor: 0n }
  return parts
}

function listOf(parts: RefundParts): bigint[] {
  return [parts.priceNetMinor, parts.priceTaxMinor, parts.feeNetMinor, parts.feeTaxMinor]
}
