import { type Fee, treatmentOf } from '@tessera/pricing/fee'
import { addParts, NOTHING_REFUNDED, partsOf, type RefundParts, refundableMinor } from '@tessera/pricing/refund-share'
import type { TaxTreatment } from '@tessera/pricing/tax'
import type { Hold } from '../inventory/public.ts'
import type { MoneyParts } from '../ledger/public.ts'
import type { Answers, OrderLine } from './public.ts'

/** Who comes with a unit, and what he said. */
export type Attendee = { name: string | null; email: string | null; answers: Answers }

export type NewLine = Omit<OrderLine, 'id' | 'state' | 'refunded' | 'cancelledAt'>

const NOBODY: Attendee = { name: null, email: null, answers: {} }

export const unitKey = (lineKey: string, unit: number): string => `${lineKey}/${unit}`

/** One line for each unit that was held, at the unit's own price of the quote: nothing is computed again. */
export function linesOf(hold: Pick<Hold, 'lines' | 'quote'>, attendees: ReadonlyMap<string, Attendee>): NewLine[] {
  const held = new Map(hold.lines.map(line => [line.key, line]))
  const lines: NewLine[] = []
  for (const priced of hold.quote.lines) {
    const line = held.get(priced.key)
    if (!line) throw new Error(`the quote's line ${priced.key} was not held`)
    for (const unit of priced.units) {
      const attendee = attendees.get(unitKey(priced.key, unit.index)) ?? NOBODY
      lines.push({
        position: lines.length,
        quoteLineKey: priced.key,
        productId: line.productId,
        variantId: line.variantId,
        dateId: line.dateId,
        kind: line.kind,
        productName: line.productName,
        variantName: line.variantName,
        poolIds: line.poolIds,
        attendeeName: attendee.name,
        attendeeEmail: attendee.email,
        answers: attendee.answers,
        grossMinor: unit.price.grossMinor,
        taxCode: priced.tax?.code ?? null,
        taxPpm: priced.tax?.ratePpm ?? 0,
        feeGrossMinor: unit.fee.grossMinor,
        feeTaxCode: feeTaxCode(
          hold.quote.cart.fees.filter(fee => unit.fees.some(share => share.feeKey === fee.key)),
          priced,
        ),
        paid: partsOf(unit),
      })
    }
  }
  return lines
}

/** A unit keeps one tax of its fees; the catalogue makes one fee, so two taxes would be a mistake of ours. */
function feeTaxCode(fees: readonly Fee[], line: TaxTreatment): string | null {
  const charged = fees.filter(fee => fee.payer === 'buyer').map(fee => treatmentOf(fee, line).tax?.code)
  const codes = new Set(charged.filter(code => code !== undefined))
  if (codes.size > 1) throw new Error(`the fees of one unit bear several taxes: ${[...codes].join(', ')}`)
  return codes.values().next().value ?? null
}

export function restOf(line: Pick<OrderLine, 'paid' | 'refunded'>): bigint {
  return refundableMinor(line.paid, line.refunded)
}

/** For the journal: what an amount over several lines consists of, each tax by its code. */
export function moneyPartsOf(
  lines: ReadonlyArray<{ taxCode: string | null; feeTaxCode: string | null; parts: RefundParts }>,
): MoneyParts {
  const all = lines.reduce((sum, line) => addParts(sum, line.parts), NOTHING_REFUNDED)
  return {
    netMinor: all.priceNetMinor,
    taxes: byCode(lines.map(line => [line.taxCode, line.parts.priceTaxMinor])),
    feeNetMinor: all.feeNetMinor,
    feeTaxes: byCode(lines.map(line => [line.feeTaxCode, line.parts.feeTaxMinor])),
  }
}

function byCode(taxes: Array<[string | null, bigint]>): MoneyParts['taxes'] {
  const sums = new Map<string, bigint>()
  for (const [code, amountMinor] of taxes) {
    if (amountMinor === 0n) continue
    if (code === null) throw new Error('a tax without a code')
    sums.set(code, (sums.get(code) ?? 0n) + amountMinor)
  }
  return [...sums].map(([code, amountMinor]) => ({ code, amountMinor }))
}
