import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { CURRENCIES } from './currency.ts'
import { allocate, divide, formatMoney, fromWire, money, multiplyPpm, parseDecimal, toDecimal } from './money.ts'

const amounts = fc.bigInt({ min: -(10n ** 20n), max: 10n ** 20n })
const currencies = fc.constantFrom(...CURRENCIES)
const weights = fc
  .array(fc.bigInt({ min: 0n, max: 10n ** 9n }), { minLength: 1, maxLength: 12 })
  .filter(list => list.some(weight => weight > 0n))

describe('allocate', () => {
  test('parts sum exactly, stay within one unit of the exact share and follow the sign', () => {
    fc.assert(
      fc.property(amounts, weights, (amount, list) => {
        const parts = allocate(amount, list)
        const whole = list.reduce((a, b) => a + b, 0n)
        expect(parts.reduce((a, b) => a + b, 0n)).toBe(amount)
        for (const [at, part] of parts.entries()) {
          const off = part * whole - amount * list[at]!
          expect(off < whole && off > -whole).toBe(true)
          if (list[at] === 0n) expect(part).toBe(0n)
          if (amount !== 0n) expect(part * amount >= 0n).toBe(true)
        }
      }),
    )
  })

  test('left-over units go to the largest remainders, earlier parts first', () => {
    expect(allocate(100n, [1n, 1n, 1n])).toEqual([34n, 33n, 33n])
    expect(allocate(-100n, [1n, 1n, 1n])).toEqual([-34n, -33n, -33n])
    expect(allocate(5n, [3n, 7n])).toEqual([2n, 3n])
    expect(allocate(10n, [0n, 3n, 3n, 1n])).toEqual([0n, 4n, 4n, 2n])
    expect(() => allocate(1n, [0n])).toThrow('no weight')
    expect(() => allocate(1n, [2n, -1n])).toThrow('negative')
  })
})

describe('percentages', () => {
  test('halves go where the rounding says', () => {
    const half = (amount: bigint) =>
      (['half_up', 'half_even', 'down'] as const).map(way => multiplyPpm(amount, 500_000, way))
    expect(half(1n)).toEqual([1n, 0n, 0n])
    expect(half(3n)).toEqual([2n, 2n, 1n])
    expect(half(-1n)).toEqual([-1n, 0n, 0n])
    expect(half(-3n)).toEqual([-2n, -2n, -1n])
    expect(multiplyPpm(999n, 190_000, 'half_up')).toBe(190n)
  })

  test('are within half a unit of the exact value, never beyond', () => {
    fc.assert(
      fc.property(amounts, fc.integer({ min: 0, max: 3_000_000 }), (amount, ppm) => {
        const exact = amount * BigInt(ppm)
        for (const way of ['half_up', 'half_even'] as const) {
          const off = 2n * (multiplyPpm(amount, ppm, way) * 1_000_000n - exact)
          expect(off <= 1_000_000n && off >= -1_000_000n).toBe(true)
        }
      }),
    )
  })

  test('a divisor is positive', () => {
    expect(() => divide(1n, 0n, 'down')).toThrow('positive')
  })
})

describe('wire and text', () => {
  test('an amount is of a currency that exists', () => {
    expect(() => money(1n, 'ZZZ')).toThrow('unknown currency')
  })

  test('money survives the wire and the decimal text', () => {
    fc.assert(
      fc.property(amounts, currencies, (amount, currency) => {
        const value = money(amount, currency)
        expect(fromWire({ amount_minor: String(amount), currency })).toEqual(value)
        expect(parseDecimal(toDecimal(value), currency)).toEqual(value)
      }),
    )
  })

  test('only canonical amounts of real currencies are read', () => {
    for (const amount_minor of ['01', '-0', '1.0', '1e3', '', ' 1', '0x1', 1, null, undefined]) {
      expect(fromWire({ amount_minor, currency: 'EUR' })).toBeNull()
    }
    expect(fromWire({ amount_minor: '1', currency: 'eur' })).toBeNull()
    expect(fromWire(null)).toBeNull()
  })

  test('prices are read as people type them, and refused when finer than the currency', () => {
    expect(parseDecimal('12,5', 'EUR')).toEqual(money(1250, 'EUR'))
    expect(parseDecimal(' 12 ', 'JPY')).toEqual(money(12, 'JPY'))
    expect(parseDecimal('1.250', 'KWD')).toEqual(money(1250, 'KWD'))
    for (const text of ['12.345', '1,000.00', '.5', '', 'x', '5.']) expect(parseDecimal(text, 'EUR')).toBeNull()
  })

  test('money is shown with the decimals of its currency and without loss', () => {
    const plain = (text: string) => text.replaceAll(/\s/g, ' ')
    expect(plain(formatMoney(money(1250, 'EUR'), 'de'))).toBe('12,50 €')
    expect(formatMoney(money(1250, 'EUR'), 'en')).toBe('€12.50')
    expect(formatMoney(money(1250, 'JPY'), 'en')).toBe('¥1,250')
    expect(plain(formatMoney(money(1250, 'KWD'), 'en'))).toBe('KWD 1.250')
    expect(plain(formatMoney(money(125000, 'HUF'), 'en'))).toBe('HUF 1,250.00')
    expect(formatMoney(money(-5n, 'EUR'), 'en')).toBe('-€0.05')
    expect(formatMoney(money(10n ** 20n + 1n, 'EUR'), 'en')).toBe('€1,000,000,000,000,000,000.01')
  })
})
