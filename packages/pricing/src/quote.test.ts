import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type Amounts, NOTHING, plus, totalOf } from './amounts.ts'
import type { Cart } from './cart.ts'
import { taxedAsLine } from './fee.ts'
import { type Priced, priceCart, type Quote } from './quote.ts'
import { carts } from './testing/carts.ts'

const FIGURES = ['price', 'fee', 'total', 'absorbedFee'] as const

function holds(figure: Amounts): void {
  expect(figure.grossMinor).toBe(figure.netMinor + figure.taxMinor)
  for (const minor of Object.values(figure)) expect(minor >= 0n).toBe(true)
}

function sumsOf(parts: readonly Priced[], whole: Priced): void {
  for (const figure of FIGURES) expect(totalOf(parts.map(part => part[figure]))).toEqual(whole[figure])
}

function forEveryCart(check: (cart: Cart, quote: Quote) => void): void {
  fc.assert(
    fc.property(carts, cart => {
      check(cart, priceCart(cart))
    }),
    { numRuns: 400 },
  )
}

describe('every sum holds on every level', () => {
  test('the total is the sum of the lines, a line the sum of its units', () => {
    forEveryCart((_, quote) => {
      sumsOf(quote.lines, quote)
      for (const line of quote.lines) {
        expect(line.units.length).toBe(line.quantity)
        sumsOf(line.units, line)
      }
    })
  })

  test('gross is net plus tax, total is price plus fee, and nothing is negative', () => {
    forEveryCart((_, quote) => {
      for (const priced of [quote, ...quote.lines, ...quote.lines.flatMap(line => line.units)]) {
        for (const figure of FIGURES) holds(priced[figure])
        expect(plus(priced.price, priced.fee)).toEqual(priced.total)
      }
    })
  })

  test('the fees of a unit and the fees of the quote sum to the fee figures', () => {
    forEveryCart((_, quote) => {
      const payers = new Map(quote.fees.map(fee => [fee.key, fee.payer]))
      const units = quote.lines.flatMap(line => line.units)
      for (const unit of units) {
        const of = (payer: string) => totalOf(unit.fees.filter(fee => payers.get(fee.feeKey) === payer).map(amountsOf))
        expect(of('buyer')).toEqual(unit.fee)
        expect(of('organizer')).toEqual(unit.absorbedFee)
      }
      for (const fee of quote.fees) {
        const shares = units.flatMap(unit => unit.fees.filter(share => share.feeKey === fee.key))
        expect(totalOf(shares.map(amountsOf))).toEqual(fee.amounts)
      }
    })
  })

  test('the tax totals and the untaxed rest sum to the total', () => {
    forEveryCart((_, quote) => {
      const taxed = totalOf(quote.taxes.map(amountsOf))
      const untaxed = { grossMinor: quote.untaxedMinor, netMinor: quote.untaxedMinor, taxMinor: 0n }
      expect(plus(taxed, untaxed)).toEqual(quote.total)
      for (const row of quote.taxes) holds(amountsOf(row))
    })
  })

  test('the explanation adds up to the total, step by step', () => {
    forEveryCart((_, quote) => {
      let running = 0n
      for (const step of quote.explanation) {
        running += step.amountMinor
        expect(step.totalMinor).toBe(running)
      }
      expect(running).toBe(quote.total.grossMinor)
    })
  })

  test('the explanation names every cent of tax and of fees', () => {
    forEveryCart((_, quote) => {
      const sum = (kinds: string[]) =>
        quote.explanation
          .filter(step => kinds.includes(step.kind))
          .reduce((total, step) => total + step.amountMinor + step.containedMinor, 0n)
      expect(sum(['tax_added', 'tax_included'])).toBe(quote.total.taxMinor)
      expect(sum(['fee_absorbed'])).toBe(quote.absorbedFee.grossMinor)
    })
  })
})

describe('what does not depend on chance', () => {
  test('the order of lines and fees does not move a cent', () => {
    const shuffled = carts.chain(cart =>
      fc.tuple(
        fc.constant(cart),
        fc.shuffledSubarray([...cart.lines], { minLength: cart.lines.length }),
        fc.shuffledSubarray([...cart.fees], { minLength: cart.fees.length }),
      ),
    )
    const byKey = <T extends { key: string }>(things: readonly T[]) => new Map(things.map(thing => [thing.key, thing]))
    fc.assert(
      fc.property(shuffled, ([cart, lines, fees]) => {
        const [one, other] = [priceCart(cart), priceCart({ ...cart, lines, fees })]
        expect(byKey(other.lines)).toEqual(byKey(one.lines))
        expect(byKey(other.fees)).toEqual(byKey(one.fees))
        expect(other.taxes).toEqual(one.taxes)
        for (const figure of FIGURES) expect(other[figure]).toEqual(one[figure])
      }),
    )
  })

  test('a price that includes its tax stays as it is, a price without tax keeps its net', () => {
    forEveryCart((_, quote) => {
      for (const line of quote.lines) {
        for (const { price } of line.units) {
          const stays = line.priceIncludesTax || !line.tax ? price.grossMinor : price.netMinor
          expect(stays).toBe(line.unitPriceMinor)
        }
      }
    })
  })

  test('rounded per unit, three cost exactly three times one', () => {
    forEveryCart(cart => {
      const perUnit: Cart = {
        ...cart,
        rounding: { ...cart.rounding, level: 'unit' },
        fees: cart.fees.map(fee => ({ ...fee, perOrderMinor: 0n })),
      }
      for (const line of priceCart(perUnit).lines) {
        for (const unit of line.units) expect({ ...unit, index: 0 }).toEqual(line.units[0])
      }
    })
  })

  test('rounded per document, each tax is within one minor unit of the exact tax of its sum', () => {
    forEveryCart(cart => {
      const includesTax = { priceIncludesTax: true }
      const quote = priceCart({
        ...cart,
        rounding: { ...cart.rounding, level: 'document' },
        lines: cart.lines.map(line => ({ ...line, ...includesTax })),
        fees: cart.fees.map(fee => ({ ...fee, ...includesTax })),
      })
      for (const row of quote.taxes) {
        const rate = BigInt(row.ratePpm)
        const off = row.taxMinor * (1_000_000n + rate) - row.grossMinor * rate
        expect(off < 1_000_000n + rate && -off < 1_000_000n + rate).toBe(true)
      }
    })
  })

  test('a unit rounded alone is within one minor unit of its exact tax, one that takes a share within two', () => {
    forEveryCart((cart, quote) => {
      const bound = cart.rounding.level === 'unit' ? 1n : 2n
      for (const line of quote.lines) {
        if (!line.tax) continue
        const rate = BigInt(line.tax.ratePpm)
        const divisor = line.priceIncludesTax ? 1_000_000n + rate : 1_000_000n
        for (const { price } of line.units) {
          const off = price.taxMinor * divisor - line.unitPriceMinor * rate
          expect(off < bound * divisor && -off < bound * divisor).toBe(true)
        }
      }
    })
  })
})

describe('a fee that shares the tax of its lines', () => {
  const ancillary = (cart: Cart): Cart => ({ ...cart, fees: cart.fees.map(fee => ({ ...fee, ...taxedAsLine })) })

  test('bears no tax that its line does not bear, and in the same way', () => {
    forEveryCart(cart => {
      const quote = priceCart(ancillary(cart))
      for (const line of quote.lines) {
        if (!line.tax) for (const unit of line.units) expect(unit.fee.taxMinor + unit.absorbedFee.taxMinor).toBe(0n)
      }
      const codes = new Set(quote.lines.flatMap(line => (line.tax ? [line.tax.code] : [])))
      for (const row of quote.taxes) expect(codes.has(row.code)).toBe(true)
    })
  })

  test('costs a line what it costs it alone, whatever else is in the cart', () => {
    forEveryCart(cart => {
      const perUnit = ancillary({ ...cart, fees: cart.fees.map(fee => ({ ...fee, perOrderMinor: 0n })) })
      const unitLevel = { ...perUnit, rounding: { ...cart.rounding, level: 'unit' as const } }
      for (const line of priceCart(unitLevel).lines) {
        const own = cart.lines.filter(({ key }) => key === line.key)
        expect(priceCart({ ...unitLevel, lines: own }).lines[0]).toEqual(line)
      }
    })
  })

  test('asks for the same with or without tax of its own as long as prices include theirs', () => {
    forEveryCart(cart => {
      const gross = { priceIncludesTax: true }
      const inclusive = {
        ...cart,
        lines: cart.lines.map(line => ({ ...line, ...gross })),
        fees: cart.fees.map(fee => ({ ...fee, ...gross })),
      }
      expect(priceCart(ancillary(inclusive)).total.grossMinor).toBe(priceCart(inclusive).total.grossMinor)
    })
  })
})

describe('who pays fees', () => {
  test('a free line bears no fee, and an order of free lines none at all', () => {
    forEveryCart((cart, quote) => {
      for (const line of quote.lines) {
        if (line.unitPriceMinor === 0n) expect([line.total, line.absorbedFee]).toEqual([NOTHING, NOTHING])
      }
      const free = priceCart({ ...cart, lines: cart.lines.map(line => ({ ...line, unitPriceMinor: 0n })) })
      expect([free.total, free.absorbedFee, free.fees]).toEqual([NOTHING, NOTHING, []])
    })
  })

  test('a fee that the organizer absorbs does not move what the buyer pays', () => {
    forEveryCart((cart, quote) => {
      const buyers = priceCart({ ...cart, fees: cart.fees.filter(fee => fee.payer === 'buyer') })
      expect(buyers.total).toEqual(quote.total)
      expect(buyers.taxes).toEqual(quote.taxes)
    })
  })
})

function amountsOf({ grossMinor, netMinor, taxMinor }: Amounts): Amounts {
  return { grossMinor, netMinor, taxMinor }
}
