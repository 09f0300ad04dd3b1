import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import type { Access } from '../../../platform/http/access.ts'
import { type Call, route } from '../../../platform/http/route.ts'
import { at, id, pageQuery } from '../../../platform/http/wire.ts'
import {
  listOnlyParams,
  presentFound,
  presentSession,
  presentSnapshotTicket,
  searchQuery,
  searchSchema,
  sessionSchema,
  snapshotQuery,
  snapshotSchema,
} from './door.schemas.ts'
import { doorScopeOf } from './door-caller.routes.ts'
import type { CheckInModule } from './facade.ts'
import { afterOf, pageOf } from './id-cursor.ts'
import { countsSchema, listParams, presentCounts } from './lists.schemas.ts'
import { presentScan, scansPage } from './scans.schemas.ts'

const DOOR: Access = { kind: 'device', permission: 'checkin.scan' }
const READ = { tag: 'At the door', rate: 'checkin', idempotency: 'safe' } as const

/** What a scanner, or a member who helps at the door, reads. */
export function doorRoutes(app: FastifyInstance, { door }: Pick<CheckInModule, 'door'>): void {
  sessionRoutes(app, door)
  copyRoutes(app, door)
  scansOfListRoute(app, door)
}

function sessionRoutes(app: FastifyInstance, door: CheckInModule['door']): void {
  const session = async (call: Call) => ({
    status: 200 as const,
    body: presentSession(await door.session(doorScopeOf(call))),
  })

  route(app, {
    ...READ,
    method: 'GET',
    url: '/v1/check-in/session',
    operationId: 'getCheckInSession',
    summary: 'Lists, gates, events and keys that this device works with',
    access: DOOR,
    responses: { 200: sessionSchema },
    handle: session,
  })

  route(app, {
    ...READ,
    method: 'GET',
    url: '/v1/organizers/:organizer/check-in/session',
    operationId: 'getMemberCheckInSession',
    summary: 'The same for a member who scans',
    access: { kind: 'member', permission: 'checkin.scan' },
    params: z.object({ organizer: id('org') }),
    responses: { 200: sessionSchema },
    handle: session,
  })
}

function copyRoutes(app: FastifyInstance, door: CheckInModule['door']): void {
  route(app, {
    ...READ,
    method: 'GET',
    url: '/v1/check-in/lists/:list/snapshot',
    operationId: 'getCheckInSnapshot',
    summary: 'What a scanner needs to decide without a connection, page by page',
    access: DOOR,
    params: listOnlyParams,
    query: snapshotQuery,
    responses: { 200: snapshotSchema },
    handle: async call => {
      const { limit, cursor, since } = call.query
      const { tickets, asOf } = await door.snapshot(doorScopeOf(call), {
        listId: call.params.list,
        after: afterOf(cursor),
        since: since ?? null,
        limit: limit + 1,
      })
      const { data, next } = pageOf(tickets, limit)
      return { status: 200, body: { data: data.map(presentSnapshotTicket), next_cursor: next, as_of: at(asOf) } }
    },
  })

  route(app, {
    ...READ,
    method: 'GET',
    url: '/v1/check-in/lists/:list/search',
    operationId: 'searchGuests',
    summary: 'Find a guest by name or by the code of the order',
    access: DOOR,
    params: listOnlyParams,
    query: searchQuery,
    responses: { 200: searchSchema },
    handle: async call => {
      const found = await door.search(doorScopeOf(call), call.params.list, call.query.q)
      return { status: 200, body: { data: found.map(presentFound), next_cursor: null } }
    },
  })

  route(app, {
    ...READ,
    method: 'GET',
    url: '/v1/check-in/lists/:list/counts',
    operationId: 'getCheckInCounts',
    summary: 'How many are expected, have entered, are inside',
    access: DOOR,
    params: listOnlyParams,
    responses: { 200: countsSchema },
    handle: async call => ({
      status: 200,
      body: presentCounts(await door.counts(doorScopeOf(call), call.params.list)),
    }),
  })
}

function scansOfListRoute(app: FastifyInstance, door: CheckInModule['door']): void {
  route(app, {
    method: 'GET',
    url: '/v1/organizers/:organizer/events/:event/check-in-lists/:list/scans',
    operationId: 'listScans',
    summary: 'Scans of a list, newest first; of conflicts only, what a supervisor looks into',
    tag: 'Check-in',
    access: { kind: 'member', permission: 'checkin.view', event: 'event' },
    rate: 'browse',
    idempotency: 'safe',
    params: listParams,
    query: pageQuery.extend({ conflict: z.stringbool().default(false) }),
    responses: { 200: scansPage },
    handle: async call => {
      const { limit, cursor, conflict } = call.query
      const scope = { ...doorScopeOf(call), eventIds: [call.params.event] }
      const scans = await door.scans(scope, {
        listId: call.params.list,
        conflictsOnly: conflict,
        limit: limit + 1,
        after: afterOf(cursor),
      })
      const { data, next } = pageOf(scans, limit)
      return { status: 200, body: { data: data.map(presentScan), next_cursor: next } }
    },
  })
}
