import type { Db } from '../../../platform/db/db.ts'
import type { Job } from '../../../platform/jobs/jobs.ts'
import type { Organizers } from '../../people/organizers/public.ts'
import { forgetQuotes } from './claim.sql.ts'

const CHUNK = 2_000

/** Priced carts stay as long as a hold or an order refers to them; the others are of no use after a month. */
export function forgetQuotesJob(db: Db, organizers: Pick<Organizers, 'ids'>): Job {
  return {
    name: 'inventory.forget-quotes',
    cron: '52 3 * * 0',
    handle: async () => {
      for (const organizerId of await organizers.ids()) {
        while ((await forgetQuotes(db, organizerId, CHUNK)) === CHUNK);
      }
    },
  }
}
