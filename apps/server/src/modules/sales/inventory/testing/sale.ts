import { newTenantUuid, newUuid } from '@tessera/kernel/ids'
import type { TestDatabase } from '../../../../platform/testing/test-database.ts'

export type Sale = { organizerId: string; eventId: string; productId: string; poolId: string }

/** One published event with one product that draws on one pool, written straight into the tables: for tests of the claim itself. */
export async function makeSale(database: TestDatabase, capacity: number | null): Promise<Sale> {
  const organizerId = newUuid()
  const [eventId, productId, poolId] = [
    newTenantUuid(organizerId),
    newTenantUuid(organizerId),
    newTenantUuid(organizerId),
  ]
  const run = (sql: string, values: unknown[]) => database.asSuperuser(sql, values)
  await run('insert into organizers (id, slug, name) values ($1, $2, $2)', [organizerId, `o-${organizerId.slice(-12)}`])
  await run(
    `insert into events (organizer_id, id, slug, state, title, timezone, currency) values ($1, $2, $3, 'published', '{"en": "Show"}', 'Europe/Berlin', 'EUR')`,
    [organizerId, eventId, `e-${eventId.slice(0, 13)}`],
  )
  await run(
    `insert into products (organizer_id, id, event_id, kind, name, price_minor, max_per_order) values ($1, $2, $3, 'admission', '{"en": "Ticket"}', 1000, 10)`,
    [organizerId, productId, eventId],
  )
  await run(`insert into pools (organizer_id, id, event_id, name) values ($1, $2, $3, 'House')`, [
    organizerId,
    poolId,
    eventId,
  ])
  await run('insert into pool_counters (organizer_id, pool_id, capacity) values ($1, $2, $3)', [
    organizerId,
    poolId,
    capacity,
  ])
  await run('insert into pool_draws (organizer_id, id, pool_id, product_id) values ($1, $2, $3, $4)', [
    organizerId,
    newTenantUuid(organizerId),
    poolId,
    productId,
  ])
  return { organizerId, eventId, productId, poolId }
}

/** What the counter says, and what the holds and paid lines add up to. */
export async function countPool(database: TestDatabase, poolId: string): Promise<{ taken: number; recount: number }> {
  const [row] = await database.asSuperuser<{ taken: number; recount: string }>(
    'select taken, recount from audit.pool where pool_id = $1',
    [poolId],
  )
  return { taken: row!.taken, recount: Number(row!.recount) }
}
