import type { Job } from '../../../platform/jobs/jobs.ts'
import { endAtGateway, hasGateway, refresh } from './check-payment.ts'
import type { Payday } from './deps.ts'
import { disputedToPoll } from './disputes.sql.ts'
import { attemptsToPoll, isPaidOtherwise, markChecked, selectAttempt } from './payments.sql.ts'
import { beginShift, type Shift } from './shift.ts'

const BATCH = 200

/** Finds out what no webhook told: lost answers, lost messages, money that came late. Ends what should not be paid any more. */
export function pollUnsettledJob(deps: Payday): Job {
  return {
    name: 'payments.poll-unsettled',
    cron: '* * * * *',
    handle: async () => {
      const shift = beginShift()
      for (const organizerId of await deps.organizers.ids()) await pollUnsettled(deps, organizerId, shift)
    },
  }
}

async function pollUnsettled(deps: Payday, organizerId: string, shift: Shift): Promise<void> {
  const ids = await deps.db.tenant(organizerId, async tx => [
    ...(await attemptsToPoll(tx, BATCH)),
    ...(await disputedToPoll(tx, BATCH)),
  ])
  await shift.each(ids, async id => {
    try {
      await pollOne(deps, organizerId, id)
    } catch (error) {
      deps.log.warn({ err: error, payment: id }, 'a payment could not be asked about')
      await deps.db.tenant(organizerId, tx => markChecked(tx, id))
    }
  })
}

async function pollOne(deps: Payday, organizerId: string, id: string): Promise<void> {
  const attempt = await deps.db.tenant(organizerId, tx => selectAttempt(tx, id))
  if (!attempt || !hasGateway(attempt)) return
  const { payment } = await refresh(deps, attempt)
  const needed = !payment.expired && !(await deps.db.tenant(organizerId, tx => isPaidOtherwise(tx, payment)))
  if (payment.state === 'created' && !needed && hasGateway(payment)) await endAtGateway(deps, payment)
}
