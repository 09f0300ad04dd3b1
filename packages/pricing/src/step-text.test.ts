import { describe, expect, test } from 'vitest'
import { type Cart, DEFAULT_ROUNDING } from './cart.ts'
import de from './locales/de.json' with { type: 'json' }
import en from './locales/en.json' with { type: 'json' }
import { priceCart } from './quote.ts'
import { labelText, rateText } from './step-text.ts'

const cart: Cart = {
  currency: 'EUR',
  lines: [
    {
      key: 'day',
      productId: 'prd_day',
      variantId: null,
      dateId: null,
      quantity: 2,
      unitPriceMinor: 5000n,
      priceIncludesTax: true,
      tax: { code: 'DE-19', label: { en: 'VAT', de: 'USt' }, ratePpm: 190_000 },
    },
  ],
  fees: [
    {
      key: 'service',
      label: { en: 'Service fee', de: 'Servicegebühr' },
      payer: 'buyer',
      taxedAs: 'itself',
      perUnitMinor: 150n,
      ratePpm: 30_000,
      perOrderMinor: 100n,
      priceIncludesTax: true,
      tax: null,
    },
  ],
  rounding: DEFAULT_ROUNDING,
}

function read(locale: string): string[] {
  return priceCart(cart).explanation.map(step => labelText(step.label, 'EUR', locale).replaceAll(/\s/g, ' '))
}

describe('the words of an explanation', () => {
  test('have the same keys and the same parameters in every language', () => {
    expect(Object.keys(de)).toEqual(Object.keys(en))
    const names = (text: string) =>
      [...text.matchAll(/\{\{(\w+)\}\}/g)].map(match => match[1]!).toSorted((a, b) => a.localeCompare(b))
    for (const key of Object.keys(en) as (keyof typeof en)[]) expect(names(de[key]), key).toEqual(names(en[key]))
  })

  test('say how every step comes about', () => {
    expect(read('en')).toEqual([
      '2 × €50.00',
      'includes 19% VAT',
      'Service fee: 2 × (€1.50 + 3% of €50.00)',
      'Service fee, once per order',
    ])
    expect(read('de-AT')).toEqual([
      '2 × € 50,00',
      'darin 19 % USt',
      'Servicegebühr: 2 × (€ 1,50 + 3 % von € 50,00)',
      'Servicegebühr, einmal je Bestellung',
    ])
  })

  test('fall back to English in a language that has none', () => {
    expect(read('it')[1]).toBe('includes 19% VAT')
  })

  test('leave no parameter open', () => {
    const every: Cart = {
      ...cart,
      lines: [
        { ...cart.lines[0]!, priceIncludesTax: false },
        { ...cart.lines[0]!, key: 'free', unitPriceMinor: 0n },
      ],
      fees: [
        cart.fees[0]!,
        { ...cart.fees[0]!, key: 'fixed', ratePpm: 0 },
        { ...cart.fees[0]!, key: 'rate', perUnitMinor: 0n },
        { ...cart.fees[0]!, key: 'absorbed', payer: 'organizer' },
      ],
    }
    const labels = priceCart(every).explanation.map(step => step.label)
    expect(new Set(labels.map(label => label.key))).toEqual(
      new Set(Object.keys(en).filter(key => key !== 'tax_included')),
    )
    for (const label of labels) {
      for (const [, name] of en[label.key].matchAll(/\{\{(\w+)\}\}/g)) expect(label.params).toHaveProperty(name!)
    }
  })

  test('tell rates with all their decimals', () => {
    expect(rateText(88_750, 'en')).toBe('8.875%')
    expect(rateText(0, 'en')).toBe('0%')
  })
})
