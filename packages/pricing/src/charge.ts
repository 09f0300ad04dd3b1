/**
 * Charges: the atoms of a quote. Each is one unit's price or one unit's share of one fee, with its own tax; every
 * figure of a quote is a sum of them, and so all sums agree.
 */
import { allocate, type Rounding } from '@tessera/kernel/money'
import type { Amounts } from './amounts.ts'
import type { Cart, CartLine, PricingRounding } from './cart.ts'
import { type Fee, feePerUnit, treatmentOf } from './fee.ts'
import { type TaxTreatment, taxOf, withTax } from './tax.ts'

export type ChargeKind = 'price' | 'unit_fee' | 'order_fee'

export type Charge = {
  readonly kind: ChargeKind
  readonly line: CartLine
  /** Position of the unit in its line, from 0. */
  readonly unit: number
  /** The fee that is charged; null for the price. */
  readonly fee: Fee | null
  readonly treatment: TaxTreatment
  /** The catalogue amount: gross if it includes its tax, net otherwise. */
  readonly baseMinor: bigint
  readonly amounts: Amounts
}

type Untaxed = Omit<Charge, 'amounts'>

/**
 * All charges of a cart. They are made in the order of the keys, not in that of the cart: whom a left-over cent falls
 * to must not depend on the order in which things were put in.
 */
export function chargesOf(cart: Cart): Charge[] {
  const lines = inKeyOrder(cart.lines)
  const fees = inKeyOrder(cart.fees)
  const charges = lines.flatMap(line => unitCharges(line, fees, cart.rounding.rule))
  for (const fee of fees) charges.push(...orderCharges(lines, fee))
  return withTaxes(charges, cart.rounding)
}

function inKeyOrder<T extends { readonly key: string }>(things: readonly T[]): T[] {
  return [...things].sort((a, b) => (a.key < b.key ? -1 : 1))
}

function unitCharges(line: CartLine, fees: readonly Fee[], rule: Rounding): Untaxed[] {
  const ofOne: Omit<Untaxed, 'unit'>[] = [
    { kind: 'price', line, fee: null, treatment: line, baseMinor: line.unitPriceMinor },
  ]
  for (const fee of fees) {
    const baseMinor = feePerUnit(fee, line.unitPriceMinor, rule)
    if (baseMinor > 0n) ofOne.push({ kind: 'unit_fee', line, fee, treatment: treatmentOf(fee, line), baseMinor })
  }
  return Array.from({ length: line.quantity }, (_, unit) => ofOne.map(charge => ({ ...charge, unit }))).flat()
}

/** A fee per order is borne by all units that cost money, in proportion to their prices. */
function orderCharges(lines: readonly CartLine[], fee: Fee): Untaxed[] {
  const paid = lines
    .filter(line => line.unitPriceMinor > 0n)
    .flatMap(line => Array.from({ length: line.quantity }, (_, unit) => ({ line, unit })))
  if (fee.perOrderMinor === 0n || paid.length === 0) return []
  const shares = allocate(
    fee.perOrderMinor,
    paid.map(({ line }) => line.unitPriceMinor),
  )
  return paid.map(({ line, unit }, at) => ({
    kind: 'order_fee',
    line,
    unit,
    fee,
    treatment: treatmentOf(fee, line),
    baseMinor: shares[at]!,
  }))
}

/** Rounds the tax once per bucket and shares it out in proportion to the amounts, which all bear the same rate. */
function withTaxes(charges: readonly Untaxed[], rounding: PricingRounding): Charge[] {
  const buckets = new Map<string, number[]>()
  const taxes: bigint[] = charges.map(({ kind, baseMinor, treatment }, at) => {
    if (!treatment.tax) return 0n
    if (rounding.level === 'unit' && kind !== 'order_fee') return taxOf(baseMinor, treatment, rounding.rule)
    const bucket = bucketOf(charges[at]!, rounding)
    const members = buckets.get(bucket)
    if (members) members.push(at)
    else buckets.set(bucket, [at])
    return 0n
  })
  for (const members of buckets.values()) {
    const bases = members.map(at => charges[at]!.baseMinor)
    const tax = taxOf(sumOf(bases), charges[members[0]!]!.treatment, rounding.rule)
    if (tax === 0n) continue
    for (const [member, share] of allocate(tax, bases).entries()) taxes[members[member]!] = share
  }
  return charges.map((charge, at) => ({
    ...charge,
    amounts: withTax(charge.baseMinor, taxes[at]!, charge.treatment),
  }))
}

/** Charges of one bucket are rounded together and bear one tax. A fee per order is one thing, however many units bear it. */
function bucketOf({ kind, line, fee, treatment }: Untaxed, { level }: PricingRounding): string {
  const { tax, priceIncludesTax } = treatment
  const rate = [tax?.code, tax?.ratePpm, priceIncludesTax]
  if (level === 'document') return JSON.stringify([fee?.payer ?? 'buyer', ...rate])
  return JSON.stringify([kind, fee?.key, kind === 'order_fee' ? null : line.key, ...rate])
}

function sumOf(amounts: readonly bigint[]): bigint {
  return amounts.reduce((total, amount) => total + amount, 0n)
}
