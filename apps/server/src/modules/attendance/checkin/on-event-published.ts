import type { Db } from '../../../platform/db/db.ts'
import { type Subscriber, subscriber } from '../../../platform/outbox/outbox.ts'
import { eventPublished } from '../../catalog/events/public.ts'
import type { CheckIn } from './public.ts'

/** Nobody stands at a door without a list because they forgot to make one. */
export function onEventPublished(db: Db, checkIn: Pick<CheckIn, 'ensureDefaultList'>): Subscriber {
  return subscriber(eventPublished, 'checkin.default-list', event =>
    db.tenant(event.organizerId, tx => checkIn.ensureDefaultList(tx, event.subjectId)),
  )
}
