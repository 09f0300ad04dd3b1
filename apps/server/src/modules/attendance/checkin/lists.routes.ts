import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { requestErrors } from '../../../platform/errors/errors.ts'
import { type Call, route } from '../../../platform/http/route.ts'
import { etagOf, requireVersion } from '../../../platform/http/wire.ts'
import type { CheckInModule } from './facade.ts'
import {
  eventParams,
  gateBody,
  gateParams,
  gateSchema,
  listBody,
  listChangeOf,
  listInputOf,
  listParams,
  listPatch,
  listSchema,
  presentGate,
  presentList,
} from './lists.schemas.ts'
import { checkInErrors } from './public.ts'

const LISTS = '/v1/organizers/:organizer/events/:event/check-in-lists'
const GATES = '/v1/organizers/:organizer/events/:event/gates'
const VIEW = {
  tag: 'Check-in',
  access: { kind: 'member', permission: 'checkin.view', event: 'event' },
  rate: 'browse',
  idempotency: 'safe',
} as const
const EDIT = {
  tag: 'Check-in',
  access: { kind: 'member', permission: 'checkin.edit', event: 'event' },
  rate: 'browse',
} as const

const scopeOf = (call: Call<{ event: string }>) => ({
  organizerId: call.organizerId,
  eventId: call.params.event,
  actor: call.actor,
})

export function checkInListsRoutes(app: FastifyInstance, { lists }: Pick<CheckInModule, 'lists'>): void {
  listReadRoutes(app, lists)
  listEditRoutes(app, lists)
}

function listReadRoutes(app: FastifyInstance, lists: CheckInModule['lists']): void {
  route(app, {
    ...VIEW,
    method: 'GET',
    url: LISTS,
    operationId: 'listCheckInLists',
    summary: 'Check-in lists of an event with their counts now',
    params: eventParams,
    responses: { 200: z.object({ data: z.array(listSchema), next_cursor: z.null() }) },
    handle: async call => {
      const found = await lists.list(call.organizerId, call.params.event)
      return { status: 200, body: { data: found.map(presentList), next_cursor: null } }
    },
  })

  route(app, {
    ...VIEW,
    method: 'GET',
    url: `${LISTS}/:list`,
    operationId: 'getCheckInList',
    summary: 'One check-in list with its counts now',
    params: listParams,
    responses: { 200: listSchema },
    handle: async call => {
      const found = await lists.get(call.organizerId, call.params.event, call.params.list)
      return { status: 200, body: presentList(found), headers: { etag: etagOf(found.list.version) } }
    },
  })
}

function listEditRoutes(app: FastifyInstance, lists: CheckInModule['lists']): void {
  route(app, {
    ...EDIT,
    method: 'POST',
    url: LISTS,
    operationId: 'addCheckInList',
    summary: 'Add a check-in list',
    idempotency: 'key',
    params: eventParams,
    body: listBody,
    responses: { 201: listSchema },
    errors: [checkInErrors.unknown_part],
    handle: async call => {
      const list = await lists.add(scopeOf(call), listInputOf(call.body))
      const found = await lists.get(call.organizerId, call.params.event, list.id)
      return { status: 201, body: presentList(found), headers: { etag: etagOf(list.version) } }
    },
  })

  route(app, {
    ...EDIT,
    method: 'PATCH',
    url: `${LISTS}/:list`,
    operationId: 'changeCheckInList',
    summary: 'Change a check-in list; what was scanned is judged by its new rule of re-entry',
    idempotency: 'natural',
    params: listParams,
    body: listPatch,
    responses: { 200: listSchema },
    errors: [checkInErrors.unknown_part, requestErrors.precondition_failed],
    handle: async call => {
      const { event, list: listId } = call.params
      const version = requireVersion(call.header('if-match'))
      const list = await lists.change(scopeOf(call), listId, version, listChangeOf(call.body))
      const found = await lists.get(call.organizerId, event, listId)
      return { status: 200, body: presentList(found), headers: { etag: etagOf(list.version) } }
    },
  })

  route(app, {
    ...EDIT,
    method: 'DELETE',
    url: `${LISTS}/:list`,
    operationId: 'removeCheckInList',
    summary: 'Put a check-in list away; its scans are kept',
    idempotency: 'natural',
    params: listParams,
    responses: { 204: null },
    errors: [requestErrors.precondition_failed],
    handle: async call => {
      await lists.remove(scopeOf(call), call.params.list, requireVersion(call.header('if-match')))
      return { status: 204, body: undefined }
    },
  })
}

export function gatesRoutes(app: FastifyInstance, { gates }: Pick<CheckInModule, 'gates'>): void {
  route(app, {
    ...VIEW,
    method: 'GET',
    url: GATES,
    operationId: 'listGates',
    summary: 'The doors of an event',
    params: eventParams,
    responses: { 200: z.object({ data: z.array(gateSchema), next_cursor: z.null() }) },
    handle: async call => {
      const found = await gates.list(call.organizerId, call.params.event)
      return { status: 200, body: { data: found.map(presentGate), next_cursor: null } }
    },
  })

  route(app, {
    ...EDIT,
    method: 'POST',
    url: GATES,
    operationId: 'addGate',
    summary: 'Add a door',
    idempotency: 'key',
    params: eventParams,
    body: gateBody,
    responses: { 201: gateSchema },
    handle: async call => ({
      status: 201,
      body: presentGate(await gates.add(scopeOf(call), call.body.name)),
    }),
  })

  route(app, {
    ...EDIT,
    method: 'DELETE',
    url: `${GATES}/:gate`,
    operationId: 'removeGate',
    summary: 'Take a door away; scans made there keep its name',
    idempotency: 'natural',
    params: gateParams,
    responses: { 204: null },
    errors: [checkInErrors.gate_in_use],
    handle: async call => {
      await gates.remove(scopeOf(call), call.params.gate)
      return { status: 204, body: undefined }
    },
  })
}
