import { type Subscriber, subscriber } from '../../../platform/outbox/outbox.ts'
import { organizerCreated } from '../../people/organizers/public.ts'
import { ensureSandboxAccount } from './accounts.ts'
import type { Payday } from './deps.ts'

/** Where a sandbox bank runs, a newcomer can sell at once: nobody knows the credentials of an account there to type them in. */
export function onOrganizerCreated(deps: Payday): Subscriber {
  return subscriber(organizerCreated, 'payments.open-sandbox-account', async ({ organizerId }) => {
    if (deps.opened.factory('sandbox')?.provision) await ensureSandboxAccount(deps, organizerId)
  })
}
