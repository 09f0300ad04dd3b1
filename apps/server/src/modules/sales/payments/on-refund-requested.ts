import { type Subscriber, subscriber } from '../../../platform/outbox/outbox.ts'
import type { Payday } from './deps.ts'
import { executeRefund } from './execute-refund.ts'
import { refundRequested } from './public.ts'

/** Sends the money back once the wish has been committed. Failing, it is tried again by the queue and by the poller. */
export function onRefundRequested(deps: Payday): Subscriber {
  return subscriber(refundRequested, 'payments.execute-refund', async ({ organizerId, payload }) => {
    await executeRefund(deps, organizerId, payload.refund_id)
  })
}
