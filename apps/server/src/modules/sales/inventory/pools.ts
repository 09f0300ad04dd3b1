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
  await requireEvent(tx, catalog, scope.eventId)
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

async function requireEvent(tx: Tx, catalog: Catalog, eventId: string) {
  if (!(await catalog.heads(tx, [eventId])).has(eventId)) throw requestErrors.not_found()
}

async function readPool(tx: Tx, eventId: string, poolId: string): Promise<PoolRow> {
  const pool = (await selectPools(tx, eventId)).find(candidate => candidate.id === poolId)
  if (!pool) throw requestErrors.not_found()
  return pool
}
