import type { Quote } from '@tessera/pricing/quote'
import { labelText, stepLocales } from '@tessera/pricing/step-text'
import { z } from 'zod'
import type { Call } from '../../platform/http/route.ts'
import { money, moneyOut, translated } from '../../platform/http/wire.ts'
import { negotiateLocale } from '../../platform/i18n/negotiate.ts'

/** What a cart costs and why, the same words for whoever holds it and for whoever has ordered it. */
export const priceFields = {
  fees: z.array(z.object({ key: z.string(), label: translated(), amount: money })),
  taxes: z.array(z.object({ code: z.string(), label: translated(), rate_ppm: z.int(), net: money, tax: money })),
  total: money,
  explanation: z
    .array(
      z.object({
        kind: z.string(),
        line_key: z.string().nullable(),
        label: z.string(),
        amount: money,
        running_total: money,
      }),
    )
    .meta({ description: 'Every cent, in order: the amounts add up to the total' }),
}
const priceOut = z.object(priceFields)

export function presentPrice(quote: Quote, language: string): z.input<typeof priceOut> {
  const { currency } = quote.cart
  const money = (minor: bigint) => moneyOut(minor, currency)
  return {
    fees: quote.fees
      .filter(fee => fee.payer === 'buyer')
      .map(fee => ({ key: fee.key, label: fee.label, amount: money(fee.amounts.grossMinor) })),
    taxes: quote.taxes.map(tax => ({
      code: tax.code,
      label: tax.label,
      rate_ppm: tax.ratePpm,
      net: money(tax.netMinor),
      tax: money(tax.taxMinor),
    })),
    total: money(quote.total.grossMinor),
    explanation: quote.explanation.map(step => ({
      kind: step.kind,
      line_key: step.lineKey,
      label: labelText(step.label, currency, language),
      amount: money(step.amountMinor),
      running_total: money(step.totalMinor),
    })),
  }
}

/** The reader's language, of those that a price is explained in. */
export function languageOf(call: Pick<Call, 'header'>): string {
  return negotiateLocale(call.header('accept-language'), stepLocales, 'en')
}
