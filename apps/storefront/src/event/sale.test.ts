import { expect, test } from 'vitest'
import type { Offer } from '../api/listings.ts'
import { saleOf } from './sale.ts'

const offer = (sale_state: Offer['sale_state'], change: Partial<Offer> = {}) =>
  ({
    kind: 'admission',
    sale_state,
    sale_starts_at: null,
    variants: [],
    display_price: { amount_minor: '1000', currency: 'EUR' },
    ...change,
  }) as Offer
const at = (amount_minor: string) => ({ display_price: { amount_minor, currency: 'EUR' } })

test('one ticket that can be bought keeps the sale open, and the price is that of the cheapest that costs anything', () => {
  const products = [offer('sold_out', at('500')), offer('on_sale', at('2000')), offer('on_sale', at('0'))]
  expect(saleOf({ products })).toMatchObject({ kind: 'open', from: { amount_minor: '2000' } })
  expect(saleOf({ products: [offer('on_sale', at('0'))] })).toMatchObject({ from: { amount_minor: '0' } })
})

test('a sale that has not begun names its first opening', () => {
  const products = [
    offer('not_yet', { sale_starts_at: '2026-12-02T09:00:00Z' }),
    offer('not_yet', { sale_starts_at: '2026-12-01T09:00:00Z' }),
    offer('ended', { sale_starts_at: '2026-01-01T09:00:00Z' }),
  ]
  expect(saleOf({ products })).toEqual({ kind: 'not_yet', opensAt: '2026-12-01T09:00:00Z' })
})

test('a parking place that is left does not make an event less sold out', () => {
  expect(saleOf({ products: [offer('sold_out'), offer('on_sale', { kind: 'add_on' })] })).toEqual({ kind: 'sold_out' })
})

test('when every sale has ended it is over, and without products there is nothing', () => {
  expect(saleOf({ products: [offer('ended'), offer('unavailable')] })).toEqual({ kind: 'over' })
  expect(saleOf({ products: [] })).toEqual({ kind: 'nothing' })
})
