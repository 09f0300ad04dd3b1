import type { Db } from '../../../platform/db/db.ts'
import { inChunks } from '../../../platform/jobs/in-chunks.ts'
import type { Job } from '../../../platform/jobs/jobs.ts'
import type { Organizers } from '../../people/organizers/public.ts'
import { deleteOldMails } from './forget-mails.sql.ts'

export function forgetMailsJob(db: Db, organizers: Pick<Organizers, 'ids'>, days: number): Job {
  return {
    name: 'notifications.forget-mails',
    cron: '37 2 * * *',
    handle: async () => {
      for (const organizerId of await organizers.ids()) {
        await inChunks(most => db.tenant(organizerId, tx => deleteOldMails(tx, days, most)))
      }
    },
  }
}
