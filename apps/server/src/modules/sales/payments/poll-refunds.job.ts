import type { Job } from '../../../platform/jobs/jobs.ts'
import type { Payday } from './deps.ts'
import { executeRefund } from './execute-refund.ts'
import { refundsToPoll } from './refunds.sql.ts'

const BATCH = 200

/** Goes after refunds that were not made yet, or whose end nobody told. */
export function pollRefundsJob(deps: Payday): Job {
  return {
    name: 'payments.poll-refunds',
    cron: '* * * * *',
    handle: async () => {
      for (const organizerId of await deps.organizers.ids()) await pollRefunds(deps, organizerId)
    },
  }
}

export async function pollRefunds(deps: Payday, organizerId: string): Promise<void> {
  const ids = await deps.db.tenant(organizerId, tx => refundsToPoll(tx, BATCH))
  for (const id of ids) {
    await executeRefund(deps, organizerId, id).catch((error: unknown) => {
      deps.log.warn({ err: error, refund: id }, 'a refund could not be asked about')
    })
  }
}
