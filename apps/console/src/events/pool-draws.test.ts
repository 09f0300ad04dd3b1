import { expect, test } from 'vitest'
import type { Pool, Product } from '../api/products.ts'
import { dateOfPool, drawState, movedTo, withProduct, withVariant } from './pool-draws.ts'

const product = { id: 'prd_1', date_ids: ['dat_1', 'dat_2'], variants: [{ id: 'var_a' }, { id: 'var_b' }] } as Product
const pass = { ...product, id: 'prd_9', date_ids: null } as Product
const pool = (draws: Pool['draws']) => ({ draws }) as Pool
const draw = (variant_id: string | null, date_id: string | null = null) => ({
  product_id: 'prd_1',
  variant_id,
  date_id,
})

test('a product with some of its variants in a pool is neither in nor out', () => {
  expect(drawState(pool([]), product)).toBe('none')
  expect(drawState(pool([draw('var_a')]), product)).toBe('some')
  expect(drawState(pool([draw('var_a'), draw('var_b')]), product)).toBe('all')
  expect(drawState(pool([draw(null)]), product)).toBe('all')
})

test('taking one variant out of a whole product leaves the others in', () => {
  expect(withVariant(pool([draw(null)]), product, 'var_a', false)).toEqual([draw('var_b')])
})

test('the last missing variant makes the product whole, so that later variants are in it too', () => {
  expect(withVariant(pool([draw('var_a')]), product, 'var_b', true)).toEqual([draw(null)])
})

test('a day ticket draws on the pool of its evening, a pass for all evenings on it whenever it is', () => {
  const evening = pool([
    { product_id: 'prd_9', variant_id: null, date_id: null },
    { product_id: 'prd_2', variant_id: null, date_id: 'dat_1' },
  ])
  expect(dateOfPool(evening)).toBe('dat_1')
  expect(withProduct(evening, product, true)).toContainEqual(draw(null, 'dat_1'))
  expect(withProduct(pool([draw(null, 'dat_1')]), pass, true)).toContainEqual({
    product_id: 'prd_9',
    variant_id: null,
    date_id: null,
  })
})

test('a pool that moves to another evening takes its day tickets along and leaves its passes as they are', () => {
  const draws = [draw(null, 'dat_1'), { product_id: 'prd_9', variant_id: null, date_id: null }]
  expect(movedTo(draws, [product, pass], 'dat_2')).toEqual([draw(null, 'dat_2'), draws[1]])
})
