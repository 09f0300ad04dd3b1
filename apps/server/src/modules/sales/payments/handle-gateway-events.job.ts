import type { Job } from '../../../platform/jobs/jobs.ts'
import type { Payday } from './deps.ts'
import { handleWaitingEvents } from './handle-gateway-event.ts'
import { beginShift } from './shift.ts'

/** Takes up what the process that stored it could not finish. */
export function handleGatewayEventsJob(deps: Payday): Job {
  return {
    name: 'payments.handle-gateway-events',
    cron: '* * * * *',
    handle: async () => {
      const shift = beginShift()
      for (const organizerId of await deps.organizers.ids()) await handleWaitingEvents(deps, organizerId, shift)
    },
  }
}
