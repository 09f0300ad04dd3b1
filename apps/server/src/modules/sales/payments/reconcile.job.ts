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

export type Reconciliation = {
  findings: Array<Finding & { organizerId: string }>
  /** Organizers of whom a gateway did not answer: of that account nothing is known. */
  unanswered: Array<{ organizerId: string; reason: string }>
}

export async function reconcileAll(
  deps: Payday,
  since: Date,
  until: Date,
  organizerIds?: readonly string[],
): Promise<Reconciliation> {
  const result: Reconciliation = { findings: [], unanswered: [] }
  for (const organizerId of organizerIds ?? (await deps.organizers.ids())) {
    const { findings, unanswered } = await reconcile(deps, organizerId, since, until)
    for (const finding of findings) {
      deps.log[finding.healed ? 'warn' : 'error']({ organizer: organizerId, ...finding }, 'the books differ')
      result.findings.push({ organizerId, ...finding })
    }
    for (const error of unanswered) {
      deps.log.warn({ err: error, organizer: organizerId }, 'the books of an organizer could not be compared')
      result.unanswered.push({ organizerId, reason: error.message })
    }
  }
  return result
}
