import type { Config } from './config.ts'
import { forgetDeviceCodesJob } from './modules/attendance/checkin/forget-device-codes.job.ts'
import { forgetInvitationsJob } from './modules/people/organizers/forget-invitations.job.ts'
import type { Organizers } from './modules/people/organizers/public.ts'
import { forgetMailsJob } from './modules/reach/notifications/forget-mails.job.ts'
import { deleteKeptMails } from './modules/reach/notifications/mails.sql.ts'
import { forgetHoldsJob } from './modules/sales/inventory/forget-holds.job.ts'
import { forgetGatewayEventsJob } from './modules/sales/payments/forget-gateway-events.job.ts'
import type { Db } from './platform/db/db.ts'
import { forgetOldKeys } from './platform/http/idempotency.sql.ts'
import { inChunks } from './platform/jobs/in-chunks.ts'
import type { Job } from './platform/jobs/jobs.ts'
import { forgetRelayed } from './platform/outbox/outbox.sql.ts'

/** What is not needed any more goes, each by its own period. Orders, tickets, the books and the audit trail stay. */
export function retentionJobs(config: Config, db: Db, organizers: Pick<Organizers, 'ids'>): Job[] {
  return [
    forgetHoldsJob(db, organizers, config.KEEP_HOLDS_DAYS),
    forgetGatewayEventsJob(db, organizers, config.KEEP_GATEWAY_EVENTS_DAYS),
    forgetMailsJob(db, organizers, config.KEEP_MAILS_DAYS),
    forgetInvitationsJob(db, organizers, config.KEEP_INVITATIONS_DAYS),
    forgetDeviceCodesJob(db),
    {
      name: 'notifications.forget-kept-mail',
      cron: '17 3 * * *',
      handle: async () => void (await inChunks(most => deleteKeptMails(db, config.KEEP_MAILBOX_DAYS, most))),
    },
    {
      name: 'platform.forget-answers',
      cron: '23 * * * *',
      handle: async () => void (await inChunks(most => forgetOldKeys(db, config.KEEP_ANSWERS_HOURS, most))),
    },
    {
      name: 'platform.forget-relayed',
      cron: '57 2 * * *',
      handle: async () =>
        void (await inChunks(most => db.relay(tx => forgetRelayed(tx, config.KEEP_OUTBOX_DAYS, most)))),
    },
  ]
}
