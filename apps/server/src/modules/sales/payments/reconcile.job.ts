import type { Job } from '../../../platform/jobs/jobs.ts'
import type { Payday } from './deps.ts'
import { type Finding, reconcile } from './reconcile.ts'

const DAY_MS = 24 * 60 * 60 * 1_000

/** Every night over the last three days: whoever was late by a day or two is compared again. */
export function reconcileJob(deps: Payday): Job {
  return {
    name: 'payments.reconcile',
    cron: '17 4 * * *',
    handle: async () => {
      const until = new Date()
      await reconcileAll(deps, new Date(until.getTime() - 3 * DAY_MS), until)
    },
  }
}

export async function reconcileAll(
  deps: Payday,
  since: Date,
  until: Date,
): Promise<Array<Finding & { organizerId: string }>> {
  const all: Array<Finding & { organizerId: string }> = []
  for (const organizerId of await deps.organizers.ids()) {
    try {
      const findings = await reconcile(deps, organizerId, since, until)
      for (const finding of findings) {
        deps.log[finding.healed ? 'warn' : 'error']({ organizer: organizerId, ...finding }, 'the books differ')
        all.push({ organizerId, ...finding })
      }
    } catch (error) {
      deps.log.warn({ err: error, organizer: organizerId }, 'the books of an organizer could not be compared')
    }
  }
  return all
}
