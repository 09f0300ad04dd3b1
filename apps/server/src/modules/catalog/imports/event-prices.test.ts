import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readPrice } from './event-prices.ts'
import { defaultLimits } from './imported-event.ts'
import { reportRow } from './row-report.ts'

function read(amount: string | number, currency?: string, isFree?: boolean) {
  const report = reportRow(1, defaultLimits)
  const price = readPrice(report, { offers: [{ amount, currency }], isFree, currency: undefined })
  return { price, codes: report.issues.map(issue => issue.code) }
}

const fixed = (amountMinor: bigint, currency: string) => ({ kind: 'fixed', amountMinor, currency })

describe('a price as feeds write it', () => {
  it.each([
    [15, 'CAD', 1500n],
    [47.5, 'CAD', 4750n],
    ['57.85', 'CAD', 5785n],
    ['1.234,50', 'EUR', 123450n],
    ['1,234.50', 'USD', 123450n],
    ["1'234.50", 'CHF', 123450n],
    ['1.234', 'EUR', 123400n],
    ['12,5', 'EUR', 1250n],
    ['0,005', 'KWD', 5n],
    ['1.500', 'KWD', 1500n],
    ['5000', 'JPY', 5000n],
    ['19.990', 'EUR', 1999000n],
    ['19.9900', 'EUR', 1999n],
  ])('%s %s is %s minor units', (amount, currency, minor) => {
    expect(read(amount, currency).price).toEqual(fixed(minor, currency))
  })

  it.each([
    ['12,50 €', fixed(1250n, 'EUR')],
    ['€ 12.50', fixed(1250n, 'EUR')],
    ['GBP 8', fixed(800n, 'GBP')],
    ['£8', fixed(800n, 'GBP')],
    ['kostenlos', { kind: 'free' }],
    ['0', { kind: 'unknown' }],
  ])('%s carries its own currency', (written, price) => {
    expect(read(written).price).toEqual(price)
  })

  it('is not guessed: without a currency, with too many digits, below zero or as prose it stays unknown', () => {
    expect(read('12.50').codes).toEqual(['imports.currency_unknown'])
    expect(read('12.50', 'XXZ').codes).toEqual(['imports.currency_unknown'])
    expect(read('12.505', 'EUR').price).toEqual(fixed(1250500n, 'EUR'))
    expect(read('12.5051', 'EUR').codes).toEqual(['imports.price_unreadable'])
    expect(read('-5', 'EUR').codes).toEqual(['imports.price_unreadable'])
    expect(read('pay what you can', 'EUR').codes).toEqual(['imports.price_unreadable'])
  })

  it('that contradicts what the feed says of itself is reported', () => {
    expect(read(0, 'CAD', false)).toEqual({ price: { kind: 'unknown' }, codes: ['imports.price_conflict'] })
    expect(read(5, 'CAD', true)).toEqual({ price: fixed(500n, 'CAD'), codes: ['imports.price_conflict'] })
    expect(read(0, 'CAD', true)).toEqual({ price: { kind: 'free' }, codes: [] })
  })

  it('of any amount with two decimals is exact to the cent', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 1n, max: 99_999_999n }), cents => {
        const text = `${cents / 100n}.${String(cents % 100n).padStart(2, '0')}`
        expect(read(text, 'EUR').price).toEqual(fixed(cents, 'EUR'))
        expect(read(text.replace('.', ','), 'EUR').price).toEqual(fixed(cents, 'EUR'))
      }),
    )
  })
})
