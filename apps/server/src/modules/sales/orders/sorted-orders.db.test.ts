import { afterAll, beforeAll, expect, test } from 'vitest'
import { type TestDatabase, testDatabase } from '../../../platform/testing/test-database.ts'
import { selectOrderRows } from './list.sql.ts'
import type { OrderSort } from './order.ts'
import { type SalesAtWork, salesAtWork } from './testing/sales-at-work.ts'

let database: TestDatabase
let sales: SalesAtWork
beforeAll(async () => {
  database = await testDatabase()
  sales = await salesAtWork(database)
})
afterAll(async () => {
  await sales[Symbol.asyncDispose]()
  await database[Symbol.asyncDispose]()
})

const anything = { eventId: null, eventIds: null, state: null, q: null, from: null, to: null }

test('a list in any order comes whole and in that order, page by page, equal amounts too', async () => {
  const sale = await sales.offer(20)
  for (const quantity of [2, 1, 2, 3, 1]) await sales.order(sale, quantity)
  const paged = async (sort: OrderSort) => {
    const found: Array<{ id: string; total: number }> = []
    for (let last = found.at(-1); ; last = found.at(-1)) {
      const after = last ? { id: last.id, totalMinor: last.total } : null
      const rows = await sales.deps.db.tenant(sale.organizerId, tx =>
        selectOrderRows(tx, { ...anything, sort, after, limit: 2 }),
      )
      if (rows.length === 0) return found
      found.push(...rows.map(row => ({ id: row.id, total: Number(row.totalMinor) })))
    }
  }
  const newest = await paged('newest')
  expect(newest).toHaveLength(5)
  expect(await paged('oldest')).toEqual(newest.toReversed())
  const highest = await paged('highest')
  expect(highest.map(({ total }) => total)).toEqual(newest.map(({ total }) => total).toSorted((a, b) => b - a))
  expect(new Set(highest.map(({ id }) => id)).size).toBe(5)
  expect(await paged('lowest')).toEqual(highest.toReversed())
})
