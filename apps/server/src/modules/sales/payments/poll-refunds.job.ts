import type { Job } from '../../../platform/jobs/jobs.ts'
import type { Payday } from './deps.ts'
import { executeRefund } from './execute-refund.ts'
import { refundsToPoll } from './refunds.sql.ts'
import { beginShift, type Shift } from './shift.ts'

const BATCH = 200

/** Goes after refunds that were not made yet, or whose end nobody told. */
export function pollRefundsJob(deps: Payday): Job {
  return {
    name: 'payments.poll-refunds',
    cron: '* * * * *',
    handle: async () => {
      const shift = beginShift()
      for (const organizerId of await deps.organizers.ids()) await pollRefunds(deps, organizerId, shift)
    },
  }
}

async function pollRefunds(deps: Payday, organizerId: string, shift: Shift): Promise<void> {
  const ids = await deps.db.tenant(organizerId, tx => refundsToPoll(tx, BATCH))
  await shift.each(ids, async id => {
    await executeRefund(deps, organizerId, id).catch((error: unknown) => {
      deps.log.warn({ err: error, refund: id }, 'a refund could not be asked about')
    })
  })
}
