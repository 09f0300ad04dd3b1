import type { FastifyInstance } from 'fastify'
import { type Call, route } from '../../../platform/http/route.ts'
import { pageQuery, wireId } from '../../../platform/http/wire.ts'
import {
  deviceBody,
  deviceParams,
  devicesPage,
  deviceWishOf,
  deviceWithCodeSchema,
  organizerParams,
  presentDevice,
  presentDeviceWithCode,
  presentSignedIn,
  signInBody,
  signInSchema,
} from './devices.schemas.ts'
import type { CheckInModule } from './facade.ts'
import { afterOf, pageOf } from './id-cursor.ts'
import { checkInErrors } from './public.ts'

const DEVICES = '/v1/organizers/:organizer/devices'
const EDIT = { tag: 'Check-in', access: { kind: 'member', permission: 'devices.edit' }, rate: 'browse' } as const

const scopeOf = (call: Call) => ({
  organizerId: call.organizerId,
  eventIds: call.admission.eventIds,
  actor: call.actor,
})

/** `organizerName` tells a device for whom it works. */
export function devicesRoutes(
  app: FastifyInstance,
  { devices }: Pick<CheckInModule, 'devices'>,
  organizerName: (organizerId: string) => Promise<string>,
): void {
  devicesOfOrganizerRoutes(app, devices)
  deviceLifeRoutes(app, devices)
  signInRoute(app, devices, organizerName)
}

function devicesOfOrganizerRoutes(app: FastifyInstance, devices: CheckInModule['devices']): void {
  route(app, {
    method: 'GET',
    url: DEVICES,
    operationId: 'listDevices',
    summary: 'Phones and scanners that check tickets',
    tag: 'Check-in',
    access: { kind: 'member', permission: 'checkin.view' },
    rate: 'browse',
    idempotency: 'safe',
    params: organizerParams,
    query: pageQuery,
    responses: { 200: devicesPage },
    handle: async call => {
      const { limit, cursor } = call.query
      const found = await devices.list(call.organizerId, {
        eventIds: call.admission.eventIds,
        limit: limit + 1,
        after: afterOf(cursor),
      })
      const { data, next } = pageOf(found, limit)
      return { status: 200, body: { data: data.map(presentDevice), next_cursor: next } }
    },
  })

  route(app, {
    ...EDIT,
    method: 'POST',
    url: DEVICES,
    operationId: 'addDevice',
    summary: 'Add a device; it signs in with the code within 15 minutes',
    idempotency: 'key',
    params: organizerParams,
    body: deviceBody,
    responses: { 201: deviceWithCodeSchema },
    errors: [checkInErrors.unknown_part, checkInErrors.scope_exceeds_own],
    handle: async call => ({
      status: 201,
      body: presentDeviceWithCode(await devices.add(scopeOf(call), deviceWishOf(call.body))),
    }),
  })
}

function deviceLifeRoutes(app: FastifyInstance, devices: CheckInModule['devices']): void {
  route(app, {
    ...EDIT,
    method: 'POST',
    url: `${DEVICES}/:device/code`,
    operationId: 'renewDeviceCode',
    summary: 'Make a new sign-in code for a device',
    idempotency: 'key',
    params: deviceParams,
    responses: { 201: deviceWithCodeSchema },
    errors: [checkInErrors.device_revoked],
    handle: async call => ({
      status: 201,
      body: presentDeviceWithCode(await devices.renewCode(scopeOf(call), call.params.device)),
    }),
  })

  route(app, {
    ...EDIT,
    method: 'DELETE',
    url: `${DEVICES}/:device`,
    operationId: 'revokeDevice',
    summary: 'Revoke a device: its token is dead at once',
    idempotency: 'natural',
    params: deviceParams,
    responses: { 204: null },
    handle: async call => {
      await devices.revoke(scopeOf(call), call.params.device)
      return { status: 204, body: undefined }
    },
  })
}

function signInRoute(
  app: FastifyInstance,
  devices: CheckInModule['devices'],
  organizerName: (organizerId: string) => Promise<string>,
): void {
  route(app, {
    method: 'POST',
    url: '/v1/check-in/devices/sign-in',
    operationId: 'signInDevice',
    summary: 'Exchange a one-time code for a token',
    tag: 'Check-in',
    access: { kind: 'public' },
    rate: 'auth',
    idempotency: 'key',
    body: signInBody,
    responses: { 200: signInSchema },
    errors: [checkInErrors.code_invalid],
    handle: async call => {
      const { token, organizerId, device } = await devices.signIn(call.body.code, call.body.platform ?? null)
      const organizer = { id: wireId('org', organizerId), name: await organizerName(organizerId) }
      return { status: 200, body: { token, device: presentSignedIn(device), organizer } }
    },
  })
}
