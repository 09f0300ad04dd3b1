import type { Db } from '../../../platform/db/db.ts'
import type { Job } from '../../../platform/jobs/jobs.ts'
import type { Organizers } from '../../people/organizers/public.ts'
import { reclaimHolds } from './claim.sql.ts'

const CHUNK = 2_000

/**
 * Tidies up expired holds and the orders that were never paid. Nothing depends on it: an expired hold claims nothing even
 * when this never runs; it keeps counters readable and orders honest.
 */
export function reclaimHoldsJob(db: Db, organizers: Pick<Organizers, 'ids'>): Job {
  return {
    name: 'inventory.reclaim-holds',
    cron: '* * * * *',
    handle: async () => {
      for (const organizerId of await organizers.ids()) {
        while ((await reclaimHolds(db, organizerId, null, CHUNK)) === CHUNK);
      }
    },
  }
}
