import { describe, expect, test } from 'vitest'
import type { Offer } from '../api/listings.ts'
import { type Choice, choiceKey, linesOf, mostOf, stockOf, tooFew, withQuantity } from './choice.ts'

const eur = (amount: string) => ({ amount_minor: amount, currency: 'EUR' })
const offer = (id: string, change: Partial<Offer> = {}): Offer => ({
  id,
  kind: 'admission',
  name: { en: id },
  description: {},
  price: eur('1000'),
  display_price: eur('1000'),
  price_includes_tax: true,
  tax: null,
  date_ids: null,
  sale_starts_at: null,
  sale_ends_at: null,
  sale_state: 'on_sale',
  min_per_order: 1,
  max_per_order: 6,
  hidden: false,
  variants: [],
  ...change,
})
const variants = ['adult', 'child'].map(id => ({ id, name: {}, price: eur('1'), display_price: eur('1') }))

describe('what is asked of the API', () => {
  const day = offer('day', { date_ids: ['fri', 'sat'], variants })
  const event = { products: [offer('pass'), day, offer('gone', { sale_state: 'sold_out' })] }

  test('lines come in the order of the page, each with its date and variant', () => {
    const choice = {
      [choiceKey('day', 'child', 'sat')]: 1,
      [choiceKey('day', 'adult', 'fri')]: 2,
      [choiceKey('pass', null, null)]: 1,
    }
    expect(
      linesOf(choice, event).map(({ product_id, variant_id, date_id }) => [product_id, variant_id, date_id]),
    ).toEqual([
      ['pass', null, null],
      ['day', 'adult', 'fri'],
      ['day', 'child', 'sat'],
    ])
  })

  test('what a remembered choice names and the event no longer offers is left out', () => {
    const choice = {
      [choiceKey('gone', null, null)]: 1,
      [choiceKey('unknown', null, null)]: 1,
      [choiceKey('day', null, 'fri')]: 1,
      [choiceKey('day', 'adult', 'sun')]: 1,
    }
    expect(linesOf(choice, event)).toEqual([])
  })
})

describe('limits', () => {
  test('the limit of a product counts all its variants and dates together', () => {
    const day = offer('day', { variants, max_per_order: 4 })
    const choice: Choice = { [choiceKey('day', 'adult', null)]: 3 }
    expect(mostOf(day, choice, choiceKey('day', 'child', null), { state: 'available', remaining: null })).toBe(1)
    expect(mostOf(day, choice, choiceKey('day', 'adult', null), { state: 'available', remaining: null })).toBe(4)
  })

  test('a product whose name begins alike is another product', () => {
    const choice: Choice = { [choiceKey('pass2', null, null)]: 5 }
    expect(mostOf(offer('pass'), choice, choiceKey('pass', null, null), { state: 'available', remaining: null })).toBe(
      6,
    )
  })

  test('nobody is offered more than is left, nor anything that is sold out', () => {
    const key = choiceKey('pass', null, null)
    const availability = {
      event_id: 'evt',
      products: [{ product_id: 'pass', variant_id: null, date_id: null, state: 'few' as const, remaining: 2 }],
    }
    expect(mostOf(offer('pass'), {}, key, stockOf(availability, key))).toBe(2)
    expect(mostOf(offer('pass'), {}, key, { state: 'sold_out', remaining: null })).toBe(0)
  })

  test('a product that is sold from two on says so when one is chosen', () => {
    const pair = offer('pair', { min_per_order: 2 })
    const key = choiceKey('pair', null, null)
    expect(tooFew({ [key]: 1 }, { products: [pair] })).toEqual([pair])
    expect(tooFew({ [key]: 2 }, { products: [pair] })).toEqual([])
    expect(tooFew(withQuantity({ [key]: 1 }, key, 0), { products: [pair] })).toEqual([])
  })
})
