import type { Job } from '../../../platform/jobs/jobs.ts'
import type { AuthPort } from './ports.ts'

/** Nothing depends on it: what has run out is dead without being deleted. It keeps personal data no longer than needed. */
export function sweepSessions(auth: AuthPort): Job {
  return {
    name: 'identity.sweep-sessions',
    cron: '17 * * * *',
    handle: async () => {
      await auth.sweep()
    },
  }
}
