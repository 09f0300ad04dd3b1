import type { FastifyInstance } from 'fastify'
import { requestErrors } from '../../../platform/errors/errors.ts'
import type { Access } from '../../../platform/http/access.ts'
import { route } from '../../../platform/http/route.ts'
import { etagOf, requireVersion } from '../../../platform/http/wire.ts'
import { dateOut, wireDate } from '../catalog.schemas.ts'
import { dateChange, dateChangeOf, dateIn, dateParams, datesOut, eventParams, newDateOf } from './events.schemas.ts'
import { type EventDate, type Events, eventErrors } from './public.ts'

const BASE = '/v1/organizers/:organizer/events/:event/dates'
const common = { tag: 'Events', rate: 'browse' } as const
const edits: Access = { kind: 'member', permission: 'events.edit', event: 'event' }

const answer = <S extends 200 | 201>(status: S, date: EventDate) => ({
  status,
  body: wireDate(date),
  headers: { etag: etagOf(date.version) },
})

export function registerDateRoutes(app: FastifyInstance, events: Events): void {
  registerListing(app, events)
  registerAdding(app, events)
  registerChanging(app, events)
}

function registerListing(app: FastifyInstance, events: Events) {
  route(app, {
    ...common,
    method: 'GET',
    url: BASE,
    operationId: 'listEventDates',
    summary: 'Dates of an event',
    access: { kind: 'member', permission: 'events.view', event: 'event' },
    idempotency: 'safe',
    params: eventParams,
    responses: { 200: datesOut },
    errors: [eventErrors.not_found],
    handle: async ({ organizerId, params }) => {
      const { dates } = await events.get(organizerId, params.event)
      return { status: 200, body: { data: dates.map(wireDate), next_cursor: null } }
    },
  })
}

function registerAdding(app: FastifyInstance, events: Events) {
  route(app, {
    ...common,
    method: 'POST',
    url: BASE,
    operationId: 'createEventDate',
    summary: 'Add a date',
    access: edits,
    idempotency: 'key',
    params: eventParams,
    body: dateIn,
    responses: { 201: dateOut },
    errors: [eventErrors.not_found],
    handle: async ({ organizerId, params, body, actor }) =>
      answer(201, await events.addDate(organizerId, params.event, newDateOf(body), actor)),
  })
}

function registerChanging(app: FastifyInstance, events: Events) {
  route(app, {
    ...common,
    method: 'PATCH',
    url: `${BASE}/:date`,
    operationId: 'updateEventDate',
    summary: 'Move, name or cancel a date',
    description: 'With `tell_buyers`, everybody with a ticket for it gets a mail when it moves or is cancelled.',
    access: edits,
    idempotency: 'natural',
    params: dateParams,
    body: dateChange,
    responses: { 200: dateOut },
    errors: [eventErrors.not_found, eventErrors.date_not_found, requestErrors.precondition_failed],
    handle: async ({ organizerId, params, body, actor, header }) => {
      const version = requireVersion(header('if-match'))
      const { tell_buyers: tellBuyers, ...said } = body
      const change = dateChangeOf(said)
      const { event, date } = params
      return answer(200, await events.editDate(organizerId, event, date, version, change, actor, tellBuyers))
    },
  })
  route(app, {
    ...common,
    method: 'DELETE',
    url: `${BASE}/:date`,
    operationId: 'deleteEventDate',
    summary: 'Remove a date for which nothing was sold',
    access: edits,
    idempotency: 'natural',
    params: dateParams,
    responses: { 204: null },
    errors: [
      eventErrors.not_found,
      eventErrors.date_not_found,
      eventErrors.last_date,
      eventErrors.date_in_use,
      requestErrors.precondition_failed,
    ],
    handle: async ({ organizerId, params, actor, header }) => {
      await events.removeDate(organizerId, params.event, params.date, requireVersion(header('if-match')), actor)
      return { status: 204, body: undefined }
    },
  })
}
