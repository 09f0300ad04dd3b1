import { audit } from '../../../platform/audit/audit.ts'
import type { Tx } from '../../../platform/db/db.ts'
import { requestErrors } from '../../../platform/errors/errors.ts'
import type { Actor } from '../../../platform/http/access.ts'
import type { Catalog } from '../../catalog/events/public.ts'
import { type PoolRow, selectPools } from './holds.sql.ts'
import { deletePool, insertPool, type PoolInput, replaceDraws, updateCapacity, updatePool } from './pools.sql.ts'
import { inventoryErrors } from './public.ts'

type Scope = { organizerId: string; eventId: string; actor: Actor }

export async function addPool(tx: Tx, catalog: Catalog, scope: Scope, input: PoolInput): Promise<PoolRow> {
  await requireOwnDraws(tx, catalog, scope.eventId, input.draws, [])
  const id = await insertPool(tx, scope.organizerId, scope.eventId, input)
  await catalog.bumpCatalogVersion(tx, scope.eventId)
  await audit(tx, {
    actor: scope.actor,
    action: 'pools.added',
    subject: { kind: 'pool', id },
    changes: { after: input },
  })
  return readPool(tx, scope.eventId, id)
}

export async function changePool(
  tx: Tx,
  catalog: Catalog,
  scope: Scope,
  poolId: string,
  version: number,
  change: Partial<PoolInput>,
): Promise<PoolRow> {
  const before = await readPool(tx, scope.eventId, poolId)
  if (change.draws) await requireOwnDraws(tx, catalog, scope.eventId, change.draws, before.draws)
  if (!(await updatePool(tx, poolId, version, change.name ?? before.name))) throw requestErrors.precondition_failed()
  if (change.capacity !== undefined && !(await updateCapacity(tx, poolId, change.capacity))) {
    throw inventoryErrors.capacity_below_taken({
      detail: `${before.taken - before.expired} are held or sold`,
      extra: { taken: before.taken - before.expired },
    })
  }
  if (change.draws) await replaceDraws(tx, scope.organizerId, poolId, change.draws)
  await catalog.bumpCatalogVersion(tx, scope.eventId)
  await audit(tx, {
    actor: scope.actor,
    action: 'pools.changed',
    subject: { kind: 'pool', id: poolId },
    changes: { before: { name: before.name, capacity: before.capacity, draws: before.draws }, after: change },
  })
  return readPool(tx, scope.eventId, poolId)
}

export async function removePool(
  tx: Tx,
  catalog: Catalog,
  scope: Scope,
  poolId: string,
  version: number,
): Promise<void> {
  const before = await readPool(tx, scope.eventId, poolId)
  const outcome = await deletePool(tx, poolId, version)
  if (outcome === 'in_use') throw inventoryErrors.pool_in_use()
  if (outcome === 'changed') throw requestErrors.precondition_failed()
  await catalog.bumpCatalogVersion(tx, scope.eventId)
  await audit(tx, {
    actor: scope.actor,
    action: 'pools.removed',
    subject: { kind: 'pool', id: poolId },
    changes: { before: { name: before.name, capacity: before.capacity } },
  })
}

export async function listPools(tx: Tx, catalog: Catalog, eventId: string): Promise<PoolRow[]> {
  await requireEvent(tx, catalog, eventId)
  return selectPools(tx, eventId)
}

const keyOf = (draw: PoolInput['draws'][number]) => `${draw.productId}/${draw.variantId}/${draw.dateId}`

/**
 * A pool counts what its own event offers, each once: a draw on anything else would count nothing, and what it was to
 * limit would be sold without end. What the pool draws on already may stay, archived since or not.
 */
async function requireOwnDraws(
  tx: Tx,
  catalog: Catalog,
  eventId: string,
  draws: PoolInput['draws'],
  standing: PoolInput['draws'],
): Promise<void> {
  const whole = await catalog.whole(tx, eventId)
  if (!whole) throw requestErrors.not_found()
  const known = new Set(standing.map(keyOf))
  const seen = new Set<string>()
  const fields = draws.flatMap((draw, index) => {
    const path = `draws.${index}`
    const key = keyOf(draw)
    if (seen.has(key)) return [{ path, code: 'repeated', message: 'is there twice' }]
    seen.add(key)
    const product = whole.products.find(candidate => candidate.id === draw.productId)
    const own =
      product !== undefined &&
      (draw.variantId === null || product.variants.some(variant => variant.id === draw.variantId)) &&
      (draw.dateId === null || whole.event.dates.some(date => date.id === draw.dateId))
    return own || known.has(key) ? [] : [{ path, code: 'unknown', message: 'is not offered by this event' }]
  })
  if (fields.length > 0) throw requestErrors.invalid({ fields })
}

async function requireEvent(tx: Tx, catalog: Catalog, eventId: string) {
  if (!(await catalog.heads(tx, [eventId])).has(eventId)) throw requestErrors.not_found()
}

async function readPool(tx: Tx, eventId: string, poolId: string): Promise<PoolRow> {
  const pool = (await selectPools(tx, eventId)).find(candidate => candidate.id === poolId)
  if (!pool) throw requestErrors.not_found()
  return pool
}
