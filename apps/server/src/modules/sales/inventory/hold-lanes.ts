import type { Db } from '../../../platform/db/db.ts'
import { inRounds } from '../../../platform/lanes/in-rounds.ts'
import { createLane } from '../../../platform/lanes/lane.ts'
import { type ClaimOutcome, type ClaimRequest, claimHolds } from './claim.sql.ts'
import { readHolds } from './holds.sql.ts'
import { type Hold, inventoryErrors } from './public.ts'

const SIZE = { maxBatch: 500, maxWaiting: 4_000, maxInFlight: 3 }
const refuse = () => inventoryErrors.busy({ retryAfterSeconds: 1 })

/** Claims of one organizer that come while one is under way go to the database together. */
export function claimingLane(db: Db) {
  return createLane<ClaimRequest, ClaimOutcome>({
    ...SIZE,
    keyOf: request => request.organizerId,
    run: (organizerId, batch) =>
      inRounds(
        batch,
        claim => claim.idempotencyKey,
        round => claimHolds(db, organizerId, round),
      ),
    refuse,
  })
}

/** So do those who look at what they hold. */
export function readingLane(db: Db) {
  return createLane<{ organizerId: string; holdId: string }, Hold | null>({
    ...SIZE,
    keyOf: wish => wish.organizerId,
    run: async (organizerId, batch) => {
      const holds = await readHolds(db, organizerId, [...new Set(batch.map(wish => wish.holdId))])
      return batch.map(wish => holds.get(wish.holdId) ?? null)
    },
    refuse,
  })
}
