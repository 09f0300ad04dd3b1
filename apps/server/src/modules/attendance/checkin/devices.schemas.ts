import { z } from 'zod'
import { at, atOrNull, id, idOut, instantOut, line, page, wireId } from '../../../platform/http/wire.ts'
import type { Device } from './devices.sql.ts'
import type { DeviceWish, DeviceWithCode } from './devices.ts'

export const organizerParams = z.object({ organizer: id('org') })
export const deviceParams = organizerParams.extend({ device: id('dev') })

export const deviceBody = z.strictObject({
  name: line(80),
  event_ids: z.array(id('evt')).min(1).max(200).nullish(),
  list_ids: z.array(id('cil')).min(1).max(200).nullish(),
  gate_id: id('gat').nullish(),
})

export const signInBody = z.strictObject({
  code: z.string().min(1).max(40).meta({ description: 'The one-time code, in any case, with or without a dash' }),
  platform: line(120).optional(),
})

const deviceFields = {
  id: idOut('dev'),
  name: z.string(),
  event_ids: z.array(idOut('evt')).nullable(),
  list_ids: z.array(idOut('cil')).nullable(),
  gate_id: idOut('gat').nullable(),
}

export const deviceSchema = z
  .object({
    ...deviceFields,
    state: z.enum(['waiting', 'signed_in', 'revoked']),
    platform: z.string().nullable(),
    code_expires_at: instantOut.nullable(),
    enrolled_at: instantOut.nullable(),
    last_seen_at: instantOut.nullable(),
    revoked_at: instantOut.nullable(),
    created_at: instantOut,
  })
  .meta({ id: 'Device' })

export const deviceWithCodeSchema = deviceSchema
  .extend({ code: z.string().meta({ description: 'Shown once; type it on the device' }) })
  .meta({ id: 'DeviceWithCode' })

export const devicesPage = page(deviceSchema)

export const signedInDevice = z.object(deviceFields).meta({ id: 'SignedInDevice' })
export const signInSchema = z
  .object({
    token: z.string().meta({ description: 'Send it as a bearer token; it is not shown again' }),
    device: signedInDevice,
    organizer: z.object({ id: idOut('org'), name: z.string() }),
  })
  .meta({ id: 'DeviceSignIn' })

export function deviceWishOf(body: z.output<typeof deviceBody>): DeviceWish {
  return {
    name: body.name,
    eventIds: body.event_ids ?? null,
    listIds: body.list_ids ?? null,
    gateId: body.gate_id ?? null,
  }
}

export function presentSignedIn(device: Device): z.input<typeof signedInDevice> {
  return {
    id: wireId('dev', device.id),
    name: device.name,
    event_ids: device.eventIds?.map(uuid => wireId('evt', uuid)) ?? null,
    list_ids: device.listIds?.map(uuid => wireId('cil', uuid)) ?? null,
    gate_id: device.gateId && wireId('gat', device.gateId),
  }
}

export function presentDevice(device: Device): z.input<typeof deviceSchema> {
  return {
    ...presentSignedIn(device),
    state: device.revokedAt ? 'revoked' : device.enrolledAt ? 'signed_in' : 'waiting',
    platform: device.platform,
    code_expires_at: atOrNull(device.codeExpiresAt),
    enrolled_at: atOrNull(device.enrolledAt),
    last_seen_at: atOrNull(device.lastSeenAt),
    revoked_at: atOrNull(device.revokedAt),
    created_at: at(device.createdAt),
  }
}

export function presentDeviceWithCode(made: DeviceWithCode): z.input<typeof deviceWithCodeSchema> {
  return { ...presentDevice(made.device), code: made.code, code_expires_at: at(made.codeExpiresAt) }
}
