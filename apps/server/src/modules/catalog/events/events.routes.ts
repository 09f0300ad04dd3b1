import type { FastifyInstance } from 'fastify'
import { requestErrors } from '../../../platform/errors/errors.ts'
import type { Access } from '../../../platform/http/access.ts'
import { route } from '../../../platform/http/route.ts'
import { decodeCursor, encodeCursor, etagOf, requireVersion } from '../../../platform/http/wire.ts'
import { registerDateRoutes } from './dates.routes.ts'
import {
  cancelIn,
  changeOf,
  cloneIn,
  eventChange,
  eventIn,
  eventOut,
  eventParams,
  eventsOut,
  eventsQuery,
  movedDatesOf,
  newEventOf,
  organizerParams,
  postponeIn,
  rescheduleIn,
  wireEvent,
} from './events.schemas.ts'
import { registerPictureRoutes } from './pictures.routes.ts'
import { type EventRecord, type Events, eventErrors } from './public.ts'

export type EventRouteDeps = {
  origin: string
  /** What a new event has of its organizer where the request does not say. */
  organizerOf(organizerId: string): Promise<{ currency: string; defaultLocale: string } | null>
}

const BASE = '/v1/organizers/:organizer/events'
const common = { tag: 'Events', rate: 'browse' } as const
export const views: Access = { kind: 'member', permission: 'events.view', event: 'event' }
export const edits: Access = { kind: 'member', permission: 'events.edit', event: 'event' }

/** What an organizer does with events. */
export async function eventsRoutes(app: FastifyInstance, events: Events, deps: EventRouteDeps): Promise<void> {
  const answer = <S extends 200 | 201>(status: S, event: EventRecord) => ({
    status,
    body: wireEvent(event, deps.origin),
    headers: { etag: etagOf(event.version) },
  })
  registerCollection(app, events, deps, answer)
  registerEvent(app, events, answer)
  registerStates(app, events, answer)
  registerPostponement(app, events, answer)
  registerDateRoutes(app, events)
  await registerPictureRoutes(app, events, answer)
}

export type AnswerEvent = <S extends 200 | 201>(
  status: S,
  event: EventRecord,
) => { status: S; body: ReturnType<typeof wireEvent>; headers: { etag: string } }

function registerCollection(app: FastifyInstance, events: Events, deps: EventRouteDeps, answer: AnswerEvent) {
  route(app, {
    ...common,
    method: 'GET',
    url: BASE,
    operationId: 'listEvents',
    summary: 'Events of the organizer, newest first',
    access: { kind: 'member', permission: 'events.view' },
    idempotency: 'safe',
    params: organizerParams,
    query: eventsQuery,
    responses: { 200: eventsOut },
    handle: async ({ organizerId, query, admission }) => {
      const { limit, cursor, ...filter } = query
      const after = decodeCursor(cursor, ['instant', 'uuid'])
      const found = await events.list(organizerId, {
        ...filter,
        eventIds: admission.eventIds,
        limit: limit + 1,
        after: after && { createdAt: after[0], id: after[1] },
      })
      const data = found.slice(0, limit)
      const last = data.at(-1)
      const next = found.length > limit && last ? encodeCursor([last.createdAt.toISOString(), last.id]) : null
      return { status: 200, body: { data: data.map(event => wireEvent(event, deps.origin)), next_cursor: next } }
    },
  })
  route(app, {
    ...common,
    method: 'POST',
    url: BASE,
    operationId: 'createEvent',
    summary: 'Make a draft of an event',
    access: { kind: 'member', permission: 'events.create' },
    idempotency: 'key',
    params: organizerParams,
    body: eventIn,
    responses: { 201: eventOut },
    errors: [eventErrors.slug_taken],
    handle: async ({ organizerId, body, actor }) => {
      const organizer = await deps.organizerOf(organizerId)
      if (!organizer) throw requestErrors.not_found()
      return answer(201, await events.create(organizerId, newEventOf(body, organizer), actor))
    },
  })
}

function registerEvent(app: FastifyInstance, events: Events, answer: AnswerEvent) {
  route(app, {
    ...common,
    method: 'GET',
    url: `${BASE}/:event`,
    operationId: 'getEvent',
    summary: 'One event',
    access: views,
    idempotency: 'safe',
    params: eventParams,
    responses: { 200: eventOut },
    errors: [eventErrors.not_found],
    handle: async ({ organizerId, params }) => answer(200, await events.get(organizerId, params.event)),
  })
  route(app, {
    ...common,
    method: 'PATCH',
    url: `${BASE}/:event`,
    operationId: 'updateEvent',
    summary: 'Change an event',
    access: edits,
    idempotency: 'natural',
    params: eventParams,
    body: eventChange,
    responses: { 200: eventOut },
    errors: [eventErrors.not_found, eventErrors.slug_taken, eventErrors.has_orders, requestErrors.precondition_failed],
    handle: async ({ organizerId, params, body, actor, header }) =>
      answer(
        200,
        await events.edit(organizerId, params.event, requireVersion(header('if-match')), changeOf(body), actor),
      ),
  })
  route(app, {
    ...common,
    method: 'POST',
    url: `${BASE}/:event/clone`,
    operationId: 'cloneEvent',
    summary: 'Make a draft like this event, on other days',
    access: { kind: 'member', permission: 'events.create', event: 'event' },
    idempotency: 'key',
    params: eventParams,
    body: cloneIn,
    responses: { 201: eventOut },
    errors: [eventErrors.not_found],
    handle: async ({ organizerId, params, body, actor }) => {
      const wish = { title: body.title, parts: new Set<string>(body.parts) }
      const when = body.first_starts_at ? { firstStartsAt: body.first_starts_at } : { shiftDays: body.shift_days ?? 0 }
      return answer(201, await events.clone(organizerId, params.event, { ...wish, ...when }, actor))
    },
  })
}

function registerStates(app: FastifyInstance, events: Events, answer: AnswerEvent) {
  route(app, {
    ...common,
    method: 'POST',
    url: `${BASE}/:event/publish`,
    operationId: 'publishEvent',
    summary: 'Announce an event',
    description: 'Refused with everything that is still missing, each as one entry of `errors`.',
    access: edits,
    idempotency: 'natural',
    params: eventParams,
    responses: { 200: eventOut },
    errors: [eventErrors.not_found, eventErrors.not_publishable, eventErrors.wrong_state],
    handle: async ({ organizerId, params, actor }) =>
      answer(200, await events.publish(organizerId, params.event, actor)),
  })
  route(app, {
    ...common,
    method: 'POST',
    url: `${BASE}/:event/unpublish`,
    operationId: 'unpublishEvent',
    summary: 'Take an event without orders back to a draft',
    access: edits,
    idempotency: 'natural',
    params: eventParams,
    responses: { 200: eventOut },
    errors: [eventErrors.not_found, eventErrors.has_orders, eventErrors.wrong_state],
    handle: async ({ organizerId, params, actor }) =>
      answer(200, await events.unpublish(organizerId, params.event, actor)),
  })
  route(app, {
    ...common,
    method: 'POST',
    url: `${BASE}/:event/cancel`,
    operationId: 'cancelEvent',
    summary: 'Call an event off',
    access: edits,
    idempotency: 'natural',
    params: eventParams,
    body: cancelIn,
    responses: { 200: eventOut },
    errors: [eventErrors.not_found, eventErrors.wrong_state],
    handle: async ({ organizerId, params, body, actor }) =>
      answer(200, await events.cancel(organizerId, params.event, body.reason, actor)),
  })
}

function registerPostponement(app: FastifyInstance, events: Events, answer: AnswerEvent) {
  route(app, {
    ...common,
    method: 'POST',
    url: `${BASE}/:event/postpone`,
    operationId: 'postponeEvent',
    summary: 'Postpone an event to a date that follows',
    description: 'Sales stop, tickets stay valid, and everybody who has ordered gets a mail with the reason.',
    access: edits,
    idempotency: 'natural',
    params: eventParams,
    body: postponeIn,
    responses: { 200: eventOut },
    errors: [eventErrors.not_found, eventErrors.wrong_state],
    handle: async ({ organizerId, params, body, actor }) =>
      answer(200, await events.postpone(organizerId, params.event, body.reason, actor)),
  })
  route(app, {
    ...common,
    method: 'POST',
    url: `${BASE}/:event/reschedule`,
    operationId: 'rescheduleEvent',
    summary: 'Move an event to other days',
    description: 'A postponed event is on sale again. Everybody with a ticket for a date that moved gets a mail.',
    access: edits,
    idempotency: 'natural',
    params: eventParams,
    body: rescheduleIn,
    responses: { 200: eventOut },
    errors: [
      eventErrors.not_found,
      eventErrors.date_not_found,
      eventErrors.wrong_state,
      requestErrors.precondition_failed,
    ],
    handle: async ({ organizerId, params, body, actor, header }) => {
      const version = requireVersion(header('if-match'))
      const move = { version, dates: movedDatesOf(body), reason: body.reason ?? null }
      return answer(200, await events.reschedule(organizerId, params.event, move, actor))
    },
  })
}
