import type { Db } from '../../../platform/db/db.ts'
import { inChunks } from '../../../platform/jobs/in-chunks.ts'
import type { Job } from '../../../platform/jobs/jobs.ts'
import type { Organizers } from '../../people/organizers/public.ts'
import { deleteHandledEvents } from './gateway-events.sql.ts'

/** An event that took effect is kept to be looked at, and so that a repeated one is known; gateways repeat for days, not years. */
export function forgetGatewayEventsJob(db: Db, organizers: Pick<Organizers, 'ids'>, days: number): Job {
  return {
    name: 'payments.forget-gateway-events',
    cron: '27 2 * * *',
    handle: async () => {
      for (const organizerId of await organizers.ids()) {
        await inChunks(most => db.tenant(organizerId, tx => deleteHandledEvents(tx, days, most)))
      }
    },
  }
}
