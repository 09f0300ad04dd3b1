/** Quotes worked out by hand. A change here changes what people pay: it needs a new pricing version. */
import { describe, expect, test } from 'vitest'
import type { Amounts } from './amounts.ts'
import type { Cart, CartLine, PricingRounding, RoundingLevel } from './cart.ts'
import { type Fee, taxedAsLine } from './fee.ts'
import { priceCart } from './quote.ts'

const tax = (code: string, percent: number) => ({ code, label: { en: code }, ratePpm: percent * 10_000 })
const DE_19 = tax('DE-19', 19)
const DE_7 = tax('DE-7', 7)
const HST_13 = tax('CA-ON-HST', 13)
const JP_10 = tax('JP-10', 10)
const NYC = tax('US-NYC', 8.875)
const VAT_5 = tax('VAT-5', 5)

function line(key: string, quantity: number, unitPriceMinor: bigint, over: Partial<CartLine> = {}): CartLine {
  const ids = { productId: `prd_${key}`, variantId: null, dateId: null }
  return { key, ...ids, quantity, unitPriceMinor, priceIncludesTax: true, tax: DE_19, ...over }
}

const onTop = (rate: CartLine['tax']) => ({ priceIncludesTax: false, tax: rate })

function fee(over: Partial<Fee>): Fee {
  const nothing = { perUnitMinor: 0n, ratePpm: 0, perOrderMinor: 0n }
  const treatment = { taxedAs: 'itself', priceIncludesTax: true, tax: DE_19 } as const
  return { key: 'fee', label: { en: 'Fee' }, payer: 'buyer', ...nothing, ...treatment, ...over }
}

function price(lines: CartLine[], fees: Fee[] = [], rounding: Partial<PricingRounding> = {}, currency = 'EUR') {
  const cart: Cart = { currency, lines, fees, rounding: { level: 'unit', rule: 'half_up', ...rounding } }
  return priceCart(cart)
}

/** "gross = net + tax" */
const said = ({ grossMinor, netMinor, taxMinor }: Amounts) => `${grossMinor} = ${netMinor} + ${taxMinor}`
const unitTaxes = (quote: ReturnType<typeof price>) =>
  quote.lines.flatMap(each => each.units.map(unit => Number(unit.total.taxMinor)))

describe('one ticket', () => {
  test.each<[string, CartLine, string, string]>([
    ['50.00 with 19 % in it', line('a', 1, 5000n), 'EUR', '5000 = 4202 + 798'],
    ['19.99 with 7 % in it', line('a', 1, 1999n, { tax: DE_7 }), 'EUR', '1999 = 1868 + 131'],
    ['0.01 with 19 % in it', line('a', 1, 1n), 'EUR', '1 = 1 + 0'],
    ['45.00 plus 13 %', line('a', 1, 4500n, onTop(HST_13)), 'CAD', '5085 = 4500 + 585'],
    ['12.35 plus 13 %', line('a', 1, 1235n, onTop(HST_13)), 'CAD', '1396 = 1235 + 161'],
    ['20.00 plus 8.875 %', line('a', 1, 2000n, onTop(NYC)), 'USD', '2178 = 2000 + 178'],
    ['3500 yen with 10 % in it', line('a', 1, 3500n, { tax: JP_10 }), 'JPY', '3500 = 3182 + 318'],
    ['12.345 dinars plus 5 %', line('a', 1, 12_345n, onTop(VAT_5)), 'KWD', '12962 = 12345 + 617'],
    ['50.00 without tax', line('a', 1, 5000n, { tax: null }), 'EUR', '5000 = 5000 + 0'],
    ['a free one', line('a', 1, 0n), 'EUR', '0 = 0 + 0'],
  ])('%s', (_, one, currency, expected) => {
    expect(said(price([one], [], {}, currency).total)).toBe(expected)
  })
})

describe('rounding', () => {
  test.each<[RoundingLevel, string, number[]]>([
    ['unit', '15000 = 12606 + 2394', [798, 798, 798]],
    ['line', '15000 = 12605 + 2395', [799, 798, 798]],
    ['document', '15000 = 12605 + 2395', [799, 798, 798]],
  ])('three of 50.00 with 19 %% in them, by %s', (level, total, shares) => {
    const quote = price([line('a', 3, 5000n)], [], { level })
    expect(said(quote.total)).toBe(total)
    expect(unitTaxes(quote)).toEqual(shares)
  })

  test.each<[RoundingLevel, string, number[]]>([
    ['unit', '495 = 415 + 80', [16, 16, 16, 16, 16]],
    ['line', '495 = 416 + 79', [16, 16, 15, 16, 16]],
    ['document', '495 = 416 + 79', [16, 16, 16, 16, 15]],
  ])('three and two of 0.99 with 19 %% in them, by %s', (level, total, shares) => {
    const quote = price([line('a', 3, 99n), line('b', 2, 99n)], [], { level })
    expect(said(quote.total)).toBe(total)
    expect(unitTaxes(quote)).toEqual(shares)
  })

  test('three of 12.35 plus 13 %, by unit and by line', () => {
    expect(said(price([line('a', 3, 1235n, onTop(HST_13))]).total)).toBe('4188 = 3705 + 483')
    expect(said(price([line('a', 3, 1235n, onTop(HST_13))], [], { level: 'line' }).total)).toBe('4187 = 3705 + 482')
  })

  test('12.50 plus 13 % is 1.625: up, to the even cent, down', () => {
    const cents = (rule: PricingRounding['rule']) =>
      price([line('a', 1, 1250n, onTop(HST_13))], [], { rule }).total.taxMinor
    expect([cents('half_up'), cents('half_even'), cents('down')]).toEqual([163n, 162n, 162n])
  })
})

describe('fees', () => {
  test('1.50 + 3 % on two of 50.00, all with 19 % in it', () => {
    const quote = price([line('a', 2, 5000n)], [fee({ perUnitMinor: 150n, ratePpm: 30_000 })])
    expect(said(quote.price)).toBe('10000 = 8404 + 1596')
    expect(said(quote.fee)).toBe('600 = 504 + 96')
    expect(said(quote.total)).toBe('10600 = 8908 + 1692')
    expect(said(quote.lines[0]!.units[1]!.total)).toBe('5300 = 4454 + 846')
    expect(quote.taxes.map(row => [row.code, said(row)])).toEqual([['DE-19', '10600 = 8908 + 1692']])
  })

  test('a share of 3 % is rounded for one unit, also in yen', () => {
    expect(price([line('a', 3, 1850n)], [fee({ ratePpm: 30_000 })]).fee.grossMinor).toBe(168n)
    expect(price([line('a', 1, 3550n)], [fee({ perUnitMinor: 110n, ratePpm: 30_000 })], {}, 'JPY').fee.grossMinor).toBe(
      217n,
    )
  })

  test('2.50 per order is borne in proportion to the prices, its tax rounded once', () => {
    const quote = price(
      [line('a', 1, 1000n, { tax: null }), line('b', 2, 2000n, { tax: null }), line('free', 1, 0n)],
      [fee({ perOrderMinor: 250n })],
    )
    expect(said(quote.fee)).toBe('250 = 210 + 40')
    const shares = quote.lines.map(each => each.units.map(unit => said(unit.fee)))
    expect(shares).toEqual([['50 = 42 + 8'], ['100 = 84 + 16', '100 = 84 + 16'], ['0 = 0 + 0']])
    expect([said(quote.total), quote.untaxedMinor]).toEqual(['5250 = 5210 + 40', 5000n])
  })

  test.each<RoundingLevel>(['unit', 'line', 'document'])('the tax of 1.00 per order is that of 1.00, by %s', level => {
    const three = ['a', 'b', 'c'].map(key => line(key, 1, 1000n, { tax: null }))
    const quote = price(three, [fee({ perOrderMinor: 100n })], { level })
    expect(said(quote.fee)).toBe('100 = 84 + 16')
    expect(quote.lines.map(each => said(each.fee))).toEqual(['34 = 28 + 6', '33 = 28 + 5', '33 = 28 + 5'])
  })

  test('1.20 plus 13 % on 45.00 plus 13 %', () => {
    const quote = price(
      [line('a', 1, 4500n, onTop(HST_13))],
      [fee({ perUnitMinor: 120n, ...onTop(HST_13) })],
      {},
      'CAD',
    )
    expect(said(quote.fee)).toBe('136 = 120 + 16')
    expect(said(quote.total)).toBe('5221 = 4620 + 601')
  })

  test('a fee that the organizer absorbs is known and not paid', () => {
    const quote = price([line('a', 2, 5000n)], [fee({ perUnitMinor: 119n, payer: 'organizer' })])
    expect(said(quote.total)).toBe('10000 = 8404 + 1596')
    expect(said(quote.absorbedFee)).toBe('238 = 200 + 38')
    expect(quote.taxes.map(said)).toEqual(['10000 = 8404 + 1596'])
  })
})

describe('a fee that shares the tax of what it is charged for', () => {
  const mixed = [line('book', 1, 1070n, { tax: DE_7 }), line('seat', 2, 1190n), line('gift', 1, 500n, { tax: null })]

  test('1.07 for each unit: 7 % of it with the book, 19 % with the seats, none with the gift', () => {
    const quote = price(mixed, [fee({ perUnitMinor: 107n, ...taxedAsLine })])
    expect(quote.lines.map(each => said(each.fee))).toEqual(['107 = 100 + 7', '214 = 180 + 34', '107 = 107 + 0'])
    expect(quote.taxes.map(row => [row.code, said(row)])).toEqual([
      ['DE-19', '2594 = 2180 + 414'],
      ['DE-7', '1177 = 1100 + 77'],
    ])
    expect([said(quote.total), quote.untaxedMinor]).toEqual(['4378 = 3887 + 491', 607n])
  })

  test('10 % on a price to which tax is added has its tax added too', () => {
    const quote = price(
      [line('a', 1, 4500n, onTop(HST_13)), line('b', 1, 1190n)],
      [fee({ ratePpm: 100_000, ...taxedAsLine })],
    )
    expect(quote.lines.map(each => said(each.fee))).toEqual(['509 = 450 + 59', '119 = 100 + 19'])
  })

  test('3.00 per order is divided by the prices, and each part has the tax of the lines that bear it', () => {
    const quote = price(mixed, [fee({ perOrderMinor: 300n, ...taxedAsLine })])
    // 3950 in all: the book bears 1070, each seat 1190, the gift 500; the cent left over goes to the largest remainder.
    expect(quote.lines.map(each => each.units.map(unit => said(unit.fee)))).toEqual([
      ['81 = 76 + 5'],
      ['91 = 76 + 15', '90 = 76 + 14'],
      ['38 = 38 + 0'],
    ])
    expect(said(quote.fee)).toBe('300 = 266 + 34')
    const steps = quote.explanation.filter(step => step.feeKey === 'fee')
    expect(steps.map(step => [step.kind, step.amountMinor, step.containedMinor])).toEqual([
      ['order_fee', 300n, 0n],
      ['tax_included', 0n, 29n],
      ['tax_included', 0n, 5n],
    ])
  })
})

test('tax rows are told apart by code and rate, and what is free makes none', () => {
  const reduced = { ...DE_19, ratePpm: 70_000 }
  const quote = price([line('a', 1, 119n), line('b', 1, 107n, { tax: reduced }), line('c', 1, 0n, { tax: HST_13 })])
  expect(quote.taxes.map(row => [row.code, row.ratePpm, said(row)])).toEqual([
    ['DE-19', 70_000, '107 = 100 + 7'],
    ['DE-19', 190_000, '119 = 100 + 19'],
  ])
})

test('a mixed cart is explained step by step', () => {
  const quote = price(
    [line('day', 2, 5000n), line('camping', 1, 2000n, onTop(DE_7)), line('child', 1, 0n)],
    [fee({ perUnitMinor: 150n, ratePpm: 30_000 }), fee({ key: 'order', perOrderMinor: 100n, tax: null })],
  )
  const steps = quote.explanation.map(
    step =>
      `${step.kind} ${step.lineKey} ${step.feeKey}: ${step.amountMinor} (${step.containedMinor}) → ${step.totalMinor}`,
  )
  expect(steps).toEqual([
    'price day null: 10000 (0) → 10000',
    'tax_included day null: 0 (1596) → 10000',
    'fee day fee: 600 (0) → 10600',
    'tax_included day fee: 0 (96) → 10600',
    'price camping null: 2000 (0) → 12600',
    'tax_added camping null: 140 (0) → 12740',
    'fee camping fee: 210 (0) → 12950',
    'tax_included camping fee: 0 (34) → 12950',
    'price child null: 0 (0) → 12950',
    'order_fee null order: 100 (0) → 13050',
  ])
  expect(quote.taxes.map(row => [row.code, said(row)])).toEqual([
    ['DE-19', '10810 = 9084 + 1726'],
    ['DE-7', '2140 = 2000 + 140'],
  ])
  expect(quote.untaxedMinor).toBe(100n)
})
