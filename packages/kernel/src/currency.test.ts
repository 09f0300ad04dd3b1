import { expect, test } from 'vitest'
import { CURRENCIES, exponentOf, isCurrency } from './currency.ts'

test('decimals follow ISO 4217, also where CLDR shows fewer', () => {
  const expected = {
    EUR: 2,
    USD: 2,
    JPY: 0,
    KRW: 0,
    KWD: 3,
    TND: 3,
    HUF: 2,
    IDR: 2,
    COP: 2,
    IQD: 3,
    MGA: 2,
    MRU: 2,
    CLF: 4,
  }
  for (const [currency, exponent] of Object.entries(expected)) expect(exponentOf(currency), currency).toBe(exponent)
})

test('only codes of ISO 4217 are currencies', () => {
  expect(CURRENCIES.length).toBeGreaterThan(150)
  for (const text of ['eur', 'EURO', '', 'ZZZ', 'toString', '__proto__']) expect(isCurrency(text), text).toBe(false)
  expect(() => exponentOf('ZZZ')).toThrow('unknown currency')
})
