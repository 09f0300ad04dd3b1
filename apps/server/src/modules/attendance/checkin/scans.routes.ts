import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import type { Access } from '../../../platform/http/access.ts'
import { type Call, route } from '../../../platform/http/route.ts'
import { id } from '../../../platform/http/wire.ts'
import { doorScopeOf } from './door-caller.routes.ts'
import type { CheckInModule } from './facade.ts'
import { checkInErrors } from './public.ts'
import {
  batchBody,
  batchSchema,
  offlineScansOf,
  presentReported,
  presentScan,
  scanBody,
  scanParams,
  scanSchema,
  scanWishOf,
  undoBody,
} from './scans.schemas.ts'

const DOOR: Access = { kind: 'device', permission: 'checkin.scan' }
const MEMBER: Access = { kind: 'member', permission: 'checkin.scan' }
/** The nonce makes a repetition harmless, so the hot path pays for no other table. */
const WRITE = { method: 'POST', tag: 'At the door', rate: 'checkin', idempotency: 'natural' } as const
const SCAN = {
  body: scanBody,
  responses: { 200: scanSchema },
  errors: [checkInErrors.nonce_reused, checkInErrors.unknown_part],
}
/** A full log of 500 scans with their codes. */
const BATCH = { body: batchBody, responses: { 200: batchSchema }, bodyLimit: 1024 * 1024 }
const organizer = z.object({ organizer: id('org') })

export function scansRoutes(app: FastifyInstance, { door }: Pick<CheckInModule, 'door'>): void {
  scanRoutes(app, door)
  reportRoutes(app, door)
  undoRoute(app, door)
}

function scanRoutes(app: FastifyInstance, door: CheckInModule['door']): void {
  const scan = async (call: Call<unknown, unknown, z.output<typeof scanBody>>) => ({
    status: 200 as const,
    body: presentScan(await door.scan(doorScopeOf(call), scanWishOf(call.body))),
  })

  route(app, {
    ...WRITE,
    ...SCAN,
    url: '/v1/check-in/scans',
    operationId: 'scanTicket',
    summary: 'May this ticket enter or leave here, now?',
    description: 'A refusal is an answer with its reason, not an error.',
    access: DOOR,
    handle: scan,
  })

  route(app, {
    ...WRITE,
    ...SCAN,
    url: '/v1/organizers/:organizer/check-in/scans',
    operationId: 'scanTicketAsMember',
    summary: 'The same for a member who scans',
    access: MEMBER,
    params: organizer,
    handle: scan,
  })
}

function reportRoutes(app: FastifyInstance, door: CheckInModule['door']): void {
  const report = async (call: Call<unknown, unknown, z.output<typeof batchBody>>) => ({
    status: 200 as const,
    body: presentReported(await door.report(doorScopeOf(call), offlineScansOf(call.body), call.body.sent_at ?? null)),
  })

  route(app, {
    ...WRITE,
    ...BATCH,
    url: '/v1/check-in/scans/batch',
    operationId: 'reportScans',
    summary: 'Hand in what was scanned without a connection; nothing is dropped',
    access: DOOR,
    handle: report,
  })

  route(app, {
    ...WRITE,
    ...BATCH,
    url: '/v1/organizers/:organizer/check-in/scans/batch',
    operationId: 'reportScansAsMember',
    summary: 'The same for a member who scans',
    access: MEMBER,
    params: organizer,
    handle: report,
  })
}

function undoRoute(app: FastifyInstance, door: CheckInModule['door']): void {
  route(app, {
    ...WRITE,
    url: '/v1/check-in/scans/:scan/undo',
    operationId: 'undoScan',
    summary: 'Take an accepted scan back',
    access: DOOR,
    params: scanParams,
    body: undoBody,
    responses: { 200: scanSchema },
    errors: [
      checkInErrors.nonce_reused,
      checkInErrors.not_undoable,
      checkInErrors.already_undone,
      checkInErrors.undo_too_late,
      checkInErrors.undo_elsewhere,
    ],
    handle: async call => ({
      status: 200,
      body: presentScan(
        await door.undo(doorScopeOf(call), {
          scanId: call.params.scan,
          nonce: call.body.nonce,
          actor: call.actor,
        }),
      ),
    }),
  })
}
