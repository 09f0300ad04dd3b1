import { newTenantUuid } from '@tessera/kernel/ids'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { systemActor } from '../../../platform/http/access.ts'
import { type TestDatabase, testDatabase } from '../../../platform/testing/test-database.ts'
import { createCatalog } from '../../catalog/events/module.ts'
import { addPool, changePool } from './pools.ts'
import { makeSale } from './testing/sale.ts'

let database: TestDatabase
beforeAll(async () => {
  database = await testDatabase({ poolSize: 2 })
})
afterAll(() => database[Symbol.asyncDispose]())

/** An event with a pool, and what it answers to draws, added or put in the place of those that it has. */
async function pooled() {
  const sale = await makeSale(database, 10)
  const { organizerId, eventId, productId, poolId } = sale
  const catalog = createCatalog({ db: database.db })
  const scope = { organizerId, eventId, actor: systemActor }
  const draw = { productId, variantId: null as string | null, dateId: null as string | null }
  const add = (...draws: (typeof draw)[]) =>
    database.db.tenant(organizerId, tx => addPool(tx, catalog, scope, { name: 'Balcony', capacity: 5, draws }))
  const change = (...draws: (typeof draw)[]) =>
    database.db.tenant(organizerId, tx => changePool(tx, catalog, scope, poolId, 1, { draws }))
  return { sale, draw, add, change }
}

const refused = (index: number, code: string) => ({
  code: 'request.invalid',
  details: { fields: [{ path: `draws.${index}`, code }] },
})

describe('a pool', () => {
  test('draws on what its own event offers, and on nothing else: that would be sold without end', async () => {
    const { sale, draw, add, change } = await pooled()
    const other = newTenantUuid(sale.organizerId)
    await database.asSuperuser(
      `insert into events (organizer_id, id, slug, title, timezone, currency) values ($1, $2, $3, '{}', 'UTC', 'EUR')`,
      [sale.organizerId, other, `other-${other.slice(0, 13)}`],
    )
    const foreign = newTenantUuid(sale.organizerId)
    await database.asSuperuser(
      `insert into products (organizer_id, id, event_id, kind, name, price_minor) values ($1, $2, $3, 'admission', '{}', 1)`,
      [sale.organizerId, foreign, other],
    )
    for (const stranger of [
      { ...draw, productId: foreign },
      { ...draw, productId: newTenantUuid(sale.organizerId) },
      { ...draw, variantId: newTenantUuid(sale.organizerId) },
      { ...draw, dateId: newTenantUuid(sale.organizerId) },
    ]) {
      await expect(add(draw, stranger)).rejects.toMatchObject(refused(1, 'unknown'))
      await expect(change(draw, stranger)).rejects.toMatchObject(refused(1, 'unknown'))
    }
    await expect(add(draw, draw)).rejects.toMatchObject(refused(1, 'repeated'))
    expect((await add(draw)).draws).toEqual([draw])
  })

  test('keeps what it draws on when that is no longer offered', async () => {
    const { sale, draw, change } = await pooled()
    await database.asSuperuser('update products set archived_at = now() where id = $1', [sale.productId])
    expect((await change(draw)).draws).toEqual([draw])
  })
})
