import type { Db } from '../../../platform/db/db.ts'
import { inChunks } from '../../../platform/jobs/in-chunks.ts'
import type { Job } from '../../../platform/jobs/jobs.ts'
import { deleteEndedInvitations } from './forget-invitations.sql.ts'
import type { Organizers } from './public.ts'

export function forgetInvitationsJob(db: Db, organizers: Pick<Organizers, 'ids'>, days: number): Job {
  return {
    name: 'organizers.forget-invitations',
    cron: '47 2 * * *',
    handle: async () => {
      for (const organizerId of await organizers.ids()) {
        await inChunks(most => db.tenant(organizerId, tx => deleteEndedInvitations(tx, days, most)))
      }
    },
  }
}
