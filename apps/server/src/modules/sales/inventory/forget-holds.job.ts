import type { Db } from '../../../platform/db/db.ts'
import { inChunks } from '../../../platform/jobs/in-chunks.ts'
import type { Job } from '../../../platform/jobs/jobs.ts'
import type { Organizers } from '../../people/organizers/public.ts'
import { deleteEndedHolds } from './forget-holds.sql.ts'

/** What somebody once had in a cart is nobody's business for ever. */
export function forgetHoldsJob(db: Db, organizers: Pick<Organizers, 'ids'>, days: number): Job {
  return {
    name: 'inventory.forget-holds',
    cron: '7 2 * * *',
    handle: async () => {
      for (const organizerId of await organizers.ids()) {
        await inChunks(most => db.tenant(organizerId, tx => deleteEndedHolds(tx, days, most)))
      }
    },
  }
}
