import { emit, type Subscriber, subscriber } from '../../../platform/outbox/outbox.ts'
import { eventCancelled, eventDateCancelled, eventPostponed, eventRescheduled } from '../../catalog/events/public.ts'
import type { NotificationsDeps } from './deps.ts'
import { type EventNews, eventNewsDue } from './public.ts'
import { tellBuyer } from './tell-buyer.ts'

const CHUNK = 100

/** What happens to an event is told to everybody who has paid for it, a chunk of orders after the other. */
export function eventSubscribers(deps: NotificationsDeps): Subscriber[] {
  const news = (
    event: { id: string; organizerId: string; subjectId: string },
    what: Omit<EventNews, 'cause' | 'after'>,
  ) => tellChunk(deps, event.organizerId, event.subjectId, { ...what, cause: event.id, after: null })
  return [
    subscriber(eventCancelled, 'mail-event-cancelled', event =>
      news(event, { kind: 'eventCancelled', words: event.payload.reason ?? null, date_ids: null }),
    ),
    subscriber(eventPostponed, 'mail-event-postponed', event =>
      news(event, { kind: 'postponed', words: event.payload.reason, date_ids: null }),
    ),
    subscriber(eventRescheduled, 'mail-event-rescheduled', event =>
      news(event, { kind: 'rescheduled', words: event.payload.reason, date_ids: event.payload.date_ids }),
    ),
    subscriber(eventDateCancelled, 'mail-date-cancelled', event =>
      news(event, { kind: 'dateCancelled', words: null, date_ids: [event.payload.date_id] }),
    ),
    subscriber(eventNewsDue, 'mail-event-news', event =>
      tellChunk(deps, event.organizerId, event.subjectId, event.payload),
    ),
  ]
}

/** Repeated from its start after an interruption: whoever has the mail already is left out by its cause. */
async function tellChunk(
  deps: NotificationsDeps,
  organizerId: string,
  eventId: string,
  news: EventNews,
): Promise<void> {
  const ids = await deps.db.tenant(organizerId, tx => deps.orders.paidIdsOfEvent(tx, eventId, news.after, CHUNK))
  for (const orderId of ids)
    await tellBuyer(deps, { organizerId, orderId, cause: `${news.cause} ${orderId}` }, news.kind, {
      words: news.words,
      ...(news.date_ids ? { dateIds: news.date_ids } : {}),
    })
  const last = ids.at(-1)
  if (ids.length === CHUNK && last)
    await deps.db.tenant(organizerId, tx => emit(tx, eventNewsDue, eventId, { ...news, after: last }))
}
