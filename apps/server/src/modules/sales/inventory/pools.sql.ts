import { newTenantUuid } from '@tessera/kernel/ids'
import { sql } from 'kysely'
import type { Tx } from '../../../platform/db/db.ts'
import type { Draw } from './cart.ts'

export type PoolInput = {
  name: string
  capacity: number | null
  draws: Array<{ productId: string; variantId: string | null; dateId: string | null }>
}

export async function selectDraws(tx: Tx, eventId: string): Promise<Draw[]> {
  const { rows } = await sql<Draw>`
    select d.pool_id, d.product_id, d.variant_id, d.date_id from pool_draws d
      join pools p on p.organizer_id = d.organizer_id and p.id = d.pool_id
     where d.organizer_id = current_organizer() and p.event_id = ${eventId}
  `.execute(tx)
  return rows
}

export async function insertPool(tx: Tx, organizerId: string, eventId: string, pool: PoolInput): Promise<string> {
  const id = newTenantUuid(organizerId)
  await tx.insertInto('pools').values({ organizerId, id, eventId, name: pool.name }).execute()
  await tx.insertInto('poolCounters').values({ organizerId, poolId: id, capacity: pool.capacity }).execute()
  await replaceDraws(tx, organizerId, id, pool.draws)
  return id
}

/** The new size, unless more is taken already; no row then, whatever else happens at the same moment. */
export async function updateCapacity(tx: Tx, poolId: string, capacity: number | null): Promise<boolean> {
  const { rows } = await sql`
    update pool_counters set capacity = ${capacity}::int
     where organizer_id = current_organizer() and pool_id = ${poolId} and (${capacity}::int is null or taken <= ${capacity}) returning pool_id
  `.execute(tx)
  return rows.length > 0
}

export async function updatePool(tx: Tx, poolId: string, version: number, name: string): Promise<boolean> {
  const { rows } = await sql`
    update pools set name = ${name}, version = version + 1 where organizer_id = current_organizer() and id = ${poolId} and version = ${version} returning id
  `.execute(tx)
  return rows.length > 0
}

export async function replaceDraws(
  tx: Tx,
  organizerId: string,
  poolId: string,
  draws: PoolInput['draws'],
): Promise<void> {
  await tx.deleteFrom('poolDraws').where('organizerId', '=', organizerId).where('poolId', '=', poolId).execute()
  if (draws.length === 0) return
  await tx
    .insertInto('poolDraws')
    .values(draws.map(draw => ({ organizerId, id: newTenantUuid(organizerId), poolId, ...draw })))
    .execute()
}

/** Only a pool of which nothing is taken can go. */
export async function deletePool(tx: Tx, poolId: string, version: number): Promise<'deleted' | 'in_use' | 'changed'> {
  const { rows: free } =
    await sql`delete from pool_counters where organizer_id = current_organizer() and pool_id = ${poolId} and taken = 0 returning pool_id`.execute(
      tx,
    )
  if (free.length === 0) return 'in_use'
  const { rows } =
    await sql`delete from pools where organizer_id = current_organizer() and id = ${poolId} and version = ${version} returning id`.execute(
      tx,
    )
  return rows.length > 0 ? 'deleted' : 'changed'
}

/** Pools that a unit sold before the draws changed still counts on; cancelling it gives back exactly what it took. */
export async function copyPools(
  tx: Tx,
  organizerId: string,
  fromEventId: string,
  toEventId: string,
  mapping: { products: Map<string, string>; variants: Map<string, string>; dates: Map<string, string> },
): Promise<void> {
  const { rows } = await sql<{ id: string; name: string; capacity: number | null }>`
    select p.id, p.name, c.capacity from pools p join pool_counters c on c.organizer_id = p.organizer_id and c.pool_id = p.id
     where p.organizer_id = current_organizer() and p.event_id = ${fromEventId} order by p.created_at, p.id
  `.execute(tx)
  const draws = await selectDraws(tx, fromEventId)
  for (const pool of rows) {
    const own = draws.filter(draw => draw.poolId === pool.id && mapping.products.has(draw.productId))
    await insertPool(tx, organizerId, toEventId, {
      name: pool.name,
      capacity: pool.capacity,
      draws: own.map(draw => ({
        productId: mapping.products.get(draw.productId)!,
        variantId: draw.variantId ? (mapping.variants.get(draw.variantId) ?? null) : null,
        dateId: draw.dateId ? (mapping.dates.get(draw.dateId) ?? null) : null,
      })),
    })
  }
}
