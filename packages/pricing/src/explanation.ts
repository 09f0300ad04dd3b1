/**
 * The explanation of a quote: steps in the order in which a person would add them up. Each says what it adds and what
 * the total is after it; a step that only tells what is contained (a tax inside a price, a fee that the organizer
 * pays) adds nothing. The last running total is what the buyer pays.
 */
import type { Translated } from '@tessera/kernel/translated'
import { type Amounts, totalOf } from './amounts.ts'
import type { Cart, CartLine } from './cart.ts'
import type { Charge } from './charge.ts'
import { type Fee, treatmentOf } from './fee.ts'
import type { TaxTreatment } from './tax.ts'

export type StepKind = 'price' | 'fee' | 'order_fee' | 'tax_added' | 'tax_included' | 'fee_absorbed'

/** Keys of the texts in `locales/`. */
export type LabelKey =
  | 'price'
  | 'price_free'
  | 'fee_fixed'
  | 'fee_rate'
  | 'fee_fixed_and_rate'
  | 'order_fee'
  | 'tax_added'
  | 'tax_included'
  | 'fee_absorbed'

export type LabelParam =
  | { readonly type: 'count'; readonly value: number }
  | { readonly type: 'money'; readonly amountMinor: bigint }
  | { readonly type: 'rate'; readonly ratePpm: number }
  | { readonly type: 'text'; readonly text: Translated }

export type Label = { readonly key: LabelKey; readonly params: Readonly<Record<string, LabelParam>> }

export type Step = {
  readonly kind: StepKind
  /** The line that the step is about; null for what concerns the whole order. */
  readonly lineKey: string | null
  /** The fee that the step is about; a tax step with it speaks of the fee's tax. */
  readonly feeKey: string | null
  readonly label: Label
  /** What the step adds to the total. */
  readonly amountMinor: bigint
  /** What the step tells about without adding it. */
  readonly containedMinor: bigint
  /** The total after this step. */
  readonly totalMinor: bigint
}

type Draft = Omit<Step, 'totalMinor'>
/** The charges of one kind that belong together: a line's price, a line's fee, an order's fee. */
type Group = { lineKey: string | null; fee: Fee | null; amounts: Amounts; baseMinor: bigint }

export function explain(cart: Cart, charges: readonly Charge[]): Step[] {
  const drafts = [
    ...cart.lines.flatMap(line => lineSteps(line, cart.fees, charges)),
    ...cart.fees.flatMap(fee => (fee.payer === 'buyer' ? orderFeeSteps(fee, charges) : absorbedSteps(fee, charges))),
  ]
  let totalMinor = 0n
  return drafts.map(draft => {
    totalMinor += draft.amountMinor
    return { ...draft, totalMinor }
  })
}

function lineSteps(line: CartLine, fees: readonly Fee[], charges: readonly Charge[]): Draft[] {
  const own = charges.filter(charge => charge.line.key === line.key)
  const price = group(line.key, null, own, charge => charge.kind === 'price')
  const steps = [step('price', price, priceLabel(line), price.baseMinor), ...taxSteps(price, line)]
  for (const fee of fees) {
    if (fee.payer !== 'buyer') continue
    const charged = group(line.key, fee, own, charge => charge.kind === 'unit_fee' && charge.fee?.key === fee.key)
    if (charged.baseMinor === 0n) continue
    steps.push(
      step('fee', charged, feeLabel(fee, line), charged.baseMinor),
      ...taxSteps(charged, treatmentOf(fee, line)),
    )
  }
  return steps
}

function orderFeeSteps(fee: Fee, charges: readonly Charge[]): Draft[] {
  const own = charges.filter(charge => charge.kind === 'order_fee' && charge.fee?.key === fee.key)
  const charged = group(null, fee, own, () => true)
  if (charged.baseMinor === 0n) return []
  const label: Label = { key: 'order_fee', params: { name: { type: 'text', text: fee.label } } }
  return [step('order_fee', charged, label, charged.baseMinor), ...taxesOfShares(fee, own)]
}

/** A fee that shares the taxes of its lines has as many as they have. */
function taxesOfShares(fee: Fee, own: readonly Charge[]): Draft[] {
  const byTax = new Map<string, Charge[]>()
  for (const charge of own) {
    const { tax, priceIncludesTax } = charge.treatment
    const key = JSON.stringify([tax?.code ?? '', tax?.ratePpm ?? 0, priceIncludesTax])
    byTax.set(key, [...(byTax.get(key) ?? []), charge])
  }
  return [...byTax.entries()]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([, shares]) =>
      taxSteps(
        group(null, fee, shares, () => true),
        shares[0]!.treatment,
      ),
    )
}

function absorbedSteps(fee: Fee, charges: readonly Charge[]): Draft[] {
  const charged = group(null, fee, charges, charge => charge.fee?.key === fee.key)
  if (charged.baseMinor === 0n) return []
  const label: Label = { key: 'fee_absorbed', params: { name: { type: 'text', text: fee.label } } }
  return [step('fee_absorbed', charged, label, 0n, charged.amounts.grossMinor)]
}

function taxSteps(charged: Group, { tax, priceIncludesTax }: TaxTreatment): Draft[] {
  if (!tax || charged.baseMinor === 0n) return []
  const { netMinor, taxMinor } = charged.amounts
  const params: Label['params'] = {
    name: { type: 'text', text: tax.label },
    rate: { type: 'rate', ratePpm: tax.ratePpm },
    net: { type: 'money', amountMinor: netMinor },
  }
  return priceIncludesTax
    ? [step('tax_included', charged, { key: 'tax_included', params }, 0n, taxMinor)]
    : [step('tax_added', charged, { key: 'tax_added', params }, taxMinor)]
}

function priceLabel(line: CartLine): Label {
  const quantity: LabelParam = { type: 'count', value: line.quantity }
  if (line.unitPriceMinor === 0n) return { key: 'price_free', params: { quantity } }
  return { key: 'price', params: { quantity, unit_price: { type: 'money', amountMinor: line.unitPriceMinor } } }
}

function feeLabel(fee: Fee, line: CartLine): Label {
  const name: LabelParam = { type: 'text', text: fee.label }
  const quantity: LabelParam = { type: 'count', value: line.quantity }
  const per_unit: LabelParam = { type: 'money', amountMinor: fee.perUnitMinor }
  const rate: LabelParam = { type: 'rate', ratePpm: fee.ratePpm }
  const unit_price: LabelParam = { type: 'money', amountMinor: line.unitPriceMinor }
  if (fee.ratePpm === 0) return { key: 'fee_fixed', params: { name, quantity, per_unit } }
  if (fee.perUnitMinor === 0n) return { key: 'fee_rate', params: { name, quantity, rate, unit_price } }
  return { key: 'fee_fixed_and_rate', params: { name, quantity, per_unit, rate, unit_price } }
}

function group(
  lineKey: string | null,
  fee: Fee | null,
  charges: readonly Charge[],
  wanted: (charge: Charge) => boolean,
): Group {
  const own = charges.filter(wanted)
  return {
    lineKey,
    fee,
    amounts: totalOf(own.map(charge => charge.amounts)),
    baseMinor: own.reduce((total, charge) => total + charge.baseMinor, 0n),
  }
}

function step(kind: StepKind, { lineKey, fee }: Group, label: Label, amountMinor: bigint, containedMinor = 0n): Draft {
  return { kind, lineKey, feeKey: fee?.key ?? null, label, amountMinor, containedMinor }
}
