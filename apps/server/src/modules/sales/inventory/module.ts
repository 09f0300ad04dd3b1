import { priceCart } from '@tessera/pricing/quote'
import { requestErrors } from '../../../platform/errors/errors.ts'
import { inRounds } from '../../../platform/lanes/in-rounds.ts'
import { createLane } from '../../../platform/lanes/lane.ts'
import { emit } from '../../../platform/outbox/outbox.ts'
import { type Remaining, remainingOf, soldOutOf } from './availability.ts'
import { checkCart } from './cart.ts'
import { type ClaimOutcome, type ClaimRequest, claimHolds } from './claim.sql.ts'
import { databaseTime } from './database-time.sql.ts'
import type { InventoryDeps, InventoryModule } from './facade.ts'
import { forgetQuotesJob } from './forget-quotes.job.ts'
import {
  convertHold,
  extendHold,
  freePools,
  isHeld,
  readHolds,
  releaseHold,
  retakeExpired,
  selectPools,
} from './holds.sql.ts'
import { placeHold, refusal } from './place-hold.ts'
import { copyPools } from './pools.sql.ts'
import { addPool, changePool, listPools, removePool } from './pools.ts'
import { capacityFreed, type Hold, inventoryErrors } from './public.ts'
import { selectQuotes } from './quotes.sql.ts'
import { reclaimHoldsJob } from './reclaim-holds.job.ts'
import { createSnapshots } from './snapshots.ts'
import { takeForOrders } from './take-for-orders.ts'

const SHOWN_FOR_MS = 1_000
const LANE = { maxBatch: 500, maxWaiting: 4_000, maxInFlight: 3 }

export function createInventory(deps: InventoryDeps): InventoryModule {
  const { db, catalog } = deps
  const snapshots = createSnapshots(db, catalog)
  const lane = createLane<ClaimRequest, ClaimOutcome>({
    ...LANE,
    keyOf: request => request.organizerId,
    run: (organizerId, batch) =>
      inRounds(
        batch,
        claim => claim.idempotencyKey,
        round => claimHolds(db, organizerId, round),
      ),
    refuse: () => inventoryErrors.busy({ retryAfterSeconds: 1 }),
  })
  const reading = createLane<{ organizerId: string; holdId: string }, Hold | null>({
    ...LANE,
    keyOf: wish => wish.organizerId,
    run: async (organizerId, batch) => {
      const holds = await readHolds(db, organizerId, [...new Set(batch.map(wish => wish.holdId))])
      return batch.map(wish => holds.get(wish.holdId) ?? null)
    },
    refuse: () => inventoryErrors.busy({ retryAfterSeconds: 1 }),
  })
  const tenantOf = async (id: string) => {
    const organizerId = await deps.organizers.tenantOf(id)
    if (!organizerId) throw inventoryErrors.not_on_sale()
    return organizerId
  }
  const placing = { db, snapshots, lane, holdSeconds: deps.holdMinutes * 60, secretOf: deps.secretOf }

  return {
    quote: async (eventId, lines) => {
      const snapshot = await snapshots.get(await tenantOf(eventId), eventId, true)
      if (!snapshot) throw inventoryErrors.not_on_sale()
      const checked = checkCart(snapshot, lines)
      if (!checked.ok) throw refusal(checked.reason)
      return { quote: priceCart(checked.value.cart), lines: checked.value.lines }
    },
    place: async command => {
      const organizerId = await tenantOf(command.eventId)
      if (!(await deps.saleOpen({ organizerId, eventId: command.eventId })))
        throw inventoryErrors.paused({ retryAfterSeconds: 15 })
      return placeHold(placing, { ...command, organizerId })
    },
    open: async (holdId, secret) => {
      if (!deps.acceptsSecret(holdId, secret)) return null
      const organizerId = await deps.organizers.tenantOf(holdId)
      return organizerId ? reading.submit({ organizerId, holdId }) : null
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
    availability: createAvailability(deps, snapshots),
    quotes: selectQuotes,
    saleOf: async (organizerId, eventId, fresh) => (await snapshots.get(organizerId, eventId, fresh))?.sale ?? null,
    databaseTime: () => databaseTime(db),
    isHeld,
    soldOut: async (tx, sale) =>
      soldOutOf(remainingOf(await snapshots.of(tx, sale), await selectPools(tx, sale.event.id))),
    takeForOrders,
    convert: convertHold,
    reacquire: (tx, holdId) => retakeExpired(tx, holdId),
    giveBack: async (tx, holdId) => void (await releaseHold(tx, holdId, 'ordered')),
    freeUnits: (tx, poolIdsOfUnits) =>
      freePools(
        tx,
        poolIdsOfUnits.flat(),
        poolIdsOfUnits.flat().map(() => 1),
      ),
    pools: {
      list: (organizerId, eventId) => db.tenant(organizerId, tx => listPools(tx, catalog, eventId)),
      add: (scope, input) => db.tenant(scope.organizerId, tx => addPool(tx, catalog, scope, input)),
      change: (scope, poolId, version, change) =>
        db.tenant(scope.organizerId, tx => changePool(tx, catalog, scope, poolId, version, change)),
      remove: (scope, poolId, version) =>
        db.tenant(scope.organizerId, tx => removePool(tx, catalog, scope, poolId, version)),
    },
    jobs: [reclaimHoldsJob(db, deps.organizers), forgetQuotesJob(db, deps.organizers)],
    cloning: {
      copy: async (tx, fromEventId, toEventId, mapping) => {
        if (mapping.parts.has('pools')) await copyPools(tx, await tenantOf(toEventId), fromEventId, toEventId, mapping)
      },
    },
  }
}

/** Shown to many, so read at most once a second for each event; never used to decide. */
function createAvailability(deps: InventoryDeps, snapshots: ReturnType<typeof createSnapshots>) {
  const shown = new Map<string, { until: number; reading: Promise<Remaining[]> }>()
  const read = async (eventId: string): Promise<Remaining[]> => {
    const organizerId = await deps.organizers.tenantOf(eventId)
    const snapshot = organizerId && (await snapshots.get(organizerId, eventId, true))
    // A draft is nobody's business: it looks like an event that never was.
    if (!snapshot || snapshot.sale.event.state === 'draft') throw requestErrors.not_found()
    if (snapshot.sale.event.state !== 'published') throw inventoryErrors.not_on_sale()
    return remainingOf(snapshot, await deps.db.tenant(organizerId, tx => selectPools(tx, eventId)))
  }
  return (eventId: string): Promise<Remaining[]> => {
    const now = performance.now()
    const known = shown.get(eventId)
    if (known && known.until > now) return known.reading
    const reading = read(eventId)
    shown.set(eventId, { until: now + SHOWN_FOR_MS, reading })
    reading.catch(() => shown.delete(eventId))
    if (shown.size > 1_000) shown.delete(shown.keys().next().value as string)
    return reading
  }
}
