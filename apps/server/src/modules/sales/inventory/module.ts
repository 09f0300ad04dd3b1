import { priceCart } from '@tessera/pricing/quote'
import { emit } from '../../../platform/outbox/outbox.ts'
import { remainingOf, soldOutOf } from './availability.ts'
import { checkCart } from './cart.ts'
import { databaseTime } from './database-time.sql.ts'
import type { InventoryDeps, InventoryModule } from './facade.ts'
import { forgetQuotesJob } from './forget-quotes.job.ts'
import { claimingLane, readingLane } from './hold-lanes.ts'
import { convertHold, extendHold, freePools, isHeld, releaseHold, retakeExpired, selectPools } from './holds.sql.ts'
import { placeHold, refusal } from './place-hold.ts'
import { copyPools } from './pools.sql.ts'
import { addPool, changePool, listPools, removePool } from './pools.ts'
import { capacityFreed, type Inventory, inventoryErrors } from './public.ts'
import { selectQuotes } from './quotes.sql.ts'
import { reclaimHoldsJob } from './reclaim-holds.job.ts'
import { shownAvailability } from './shown-availability.ts'
import { createSnapshots, type Snapshots } from './snapshots.ts'
import { takeForOrders } from './take-for-orders.ts'

export function createInventory(deps: InventoryDeps): InventoryModule {
  const { db, organizers } = deps
  const snapshots = createSnapshots(db, deps.catalog)
  return {
    ...forBuyers(deps, snapshots),
    ...forOrders(snapshots),
    open: openHold(deps),
    pools: poolsOf(deps),
    jobs: [reclaimHoldsJob(db, organizers), forgetQuotesJob(db, organizers)],
    cloning: {
      copy: async (tx, fromEventId, toEventId, mapping) => {
        if (!mapping.parts.has('pools')) return
        await copyPools(tx, await tenantOf(deps, toEventId), fromEventId, toEventId, mapping)
      },
    },
  }
}

type ForBuyers = Pick<InventoryModule, 'quote' | 'place' | 'extend' | 'release' | 'availability' | 'databaseTime'>

function forBuyers(deps: InventoryDeps, snapshots: Snapshots): ForBuyers {
  const { db } = deps
  const placing = {
    db,
    snapshots,
    lane: claimingLane(db),
    holdSeconds: deps.holdMinutes * 60,
    secretOf: deps.secretOf,
  }
  return {
    quote: async (eventId, lines) => {
      const snapshot = await snapshots.get(await tenantOf(deps, eventId), eventId, true)
      if (!snapshot) throw inventoryErrors.not_on_sale()
      const checked = checkCart(snapshot, lines)
      if (!checked.ok) throw refusal(checked.reason)
      return { quote: priceCart(checked.value.cart), lines: checked.value.lines }
    },
    place: async command => {
      const organizerId = await tenantOf(deps, command.eventId)
      if (!(await deps.saleOpen({ organizerId, eventId: command.eventId })))
        throw inventoryErrors.paused({ retryAfterSeconds: 15 })
      return placeHold(placing, { ...command, organizerId })
    },
    extend: async hold => {
      const extended = await db.tenant(hold.organizerId, tx => extendHold(tx, hold.id))
      if (extended) return extended
      throw hold.state === 'live' && hold.extensions > 0
        ? inventoryErrors.already_extended()
        : inventoryErrors.hold_expired()
    },
    release: async hold =>
      db.tenant(hold.organizerId, async tx => {
        if (await releaseHold(tx, hold.id, 'live'))
          await emit(tx, capacityFreed, hold.eventId, { event_id: hold.eventId })
      }),
    availability: shownAvailability(deps, snapshots),
    databaseTime: () => databaseTime(db),
  }
}

function forOrders(snapshots: Snapshots): Omit<Inventory, 'open'> {
  return {
    quotes: selectQuotes,
    saleOf: async (organizerId, eventId, fresh) => (await snapshots.get(organizerId, eventId, fresh))?.sale ?? null,
    isHeld,
    soldOut: async (tx, sale) =>
      soldOutOf(remainingOf(await snapshots.of(tx, sale), await selectPools(tx, sale.event.id))),
    takeForOrders,
    convert: convertHold,
    reacquire: (tx, holdId) => retakeExpired(tx, holdId),
    giveBack: async (tx, holdId) => void (await releaseHold(tx, holdId, 'ordered')),
    freeUnits: (tx, poolIdsOfUnits) => {
      const pools = poolIdsOfUnits.flat()
      return freePools(
        tx,
        pools,
        pools.map(() => 1),
      )
    },
  }
}

function openHold({ db, organizers, acceptsSecret }: InventoryDeps): Inventory['open'] {
  const reading = readingLane(db)
  return async (holdId, secret) => {
    if (!acceptsSecret(holdId, secret)) return null
    const organizerId = await organizers.tenantOf(holdId)
    return organizerId ? reading.submit({ organizerId, holdId }) : null
  }
}

function poolsOf({ db, catalog }: InventoryDeps): InventoryModule['pools'] {
  return {
    list: (organizerId, eventId) => db.tenant(organizerId, tx => listPools(tx, catalog, eventId)),
    add: (scope, input) => db.tenant(scope.organizerId, tx => addPool(tx, catalog, scope, input)),
    change: (scope, poolId, version, change) =>
      db.tenant(scope.organizerId, tx => changePool(tx, catalog, scope, poolId, version, change)),
    remove: (scope, poolId, version) =>
      db.tenant(scope.organizerId, tx => removePool(tx, catalog, scope, poolId, version)),
  }
}

async function tenantOf({ organizers }: InventoryDeps, id: string): Promise<string> {
  const organizerId = await organizers.tenantOf(id)
  if (!organizerId) throw inventoryErrors.not_on_sale()
  return organizerId
}
