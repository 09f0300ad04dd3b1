import { newTenantUuid } from '@tessera/kernel/ids'
import { audit } from '../../../platform/audit/audit.ts'
import type { Db, Tx } from '../../../platform/db/db.ts'
import { requestErrors } from '../../../platform/errors/errors.ts'
import type { Actor } from '../../../platform/http/access.ts'
import type { Catalog } from '../../catalog/events/public.ts'
import { hashOfTypedCode, newDeviceCode, newDeviceToken } from './device-credentials.ts'
import {
  type Device,
  deviceOfCode,
  enrol,
  eventsOfParts,
  insertDevice,
  revokeDevice,
  selectDevice,
  storeCode,
} from './devices.sql.ts'
import { checkInErrors } from './public.ts'

const CODE_MINUTES = 15
const MOST_DRAWS = 5

/** `eventIds`: what the member who acts may see. */
export type DeviceScope = { organizerId: string; eventIds: readonly string[] | null; actor: Actor }
export type DeviceWish = {
  name: string
  eventIds: string[] | null
  listIds: string[] | null
  gateId: string | null
}
export type DeviceWithCode = { device: Device; code: string; codeExpiresAt: Date }

export async function addDevice(
  tx: Tx,
  catalog: Pick<Catalog, 'heads'>,
  scope: DeviceScope,
  wish: DeviceWish,
): Promise<DeviceWithCode> {
  const eventIds = await eventsOf(tx, catalog, scope, wish)
  const id = newTenantUuid(scope.organizerId)
  const createdBy = scope.actor.kind === 'account' ? scope.actor.id : null
  await insertDevice(tx, { id, ...wish, eventIds, createdBy })
  await audit(tx, {
    actor: scope.actor,
    action: 'checkin.device_added',
    subject: { kind: 'device', id },
    changes: { after: { ...wish, eventIds } },
  })
  return drawCode(tx, scope, id)
}

/** For a device that is signed out or replaced; whoever uses it ends the sign-in before. */
export async function renewCode(tx: Tx, scope: DeviceScope, deviceId: string): Promise<DeviceWithCode> {
  const device = await requireDevice(tx, scope, deviceId)
  if (device.revokedAt) throw checkInErrors.device_revoked()
  await audit(tx, { actor: scope.actor, action: 'checkin.device_code_made', subject: { kind: 'device', id: deviceId } })
  return drawCode(tx, scope, deviceId)
}

export async function revoke(tx: Tx, scope: DeviceScope, deviceId: string): Promise<void> {
  await requireDevice(tx, scope, deviceId)
  if (!(await revokeDevice(tx, deviceId))) return
  await audit(tx, { actor: scope.actor, action: 'checkin.device_revoked', subject: { kind: 'device', id: deviceId } })
}

export type SignedIn = { token: string; organizerId: string; device: Device }

/** A code is good once. Wrong, used and late codes cannot be told apart. */
export async function signInDevice(db: Db, typed: string, platform: string | null): Promise<SignedIn> {
  const codeHash = hashOfTypedCode(typed)
  const found = codeHash && (await db.global(tx => deviceOfCode(tx, codeHash)))
  if (!codeHash || !found) throw checkInErrors.code_invalid()
  const { organizerId, deviceId } = found
  const token = newDeviceToken(deviceId)
  return db.tenant(organizerId, async tx => {
    if (!(await enrol(tx, { id: deviceId, codeHash, tokenHash: token.hash, platform })))
      throw checkInErrors.code_invalid()
    const device = await selectDevice(tx, deviceId)
    if (!device) throw checkInErrors.code_invalid()
    const actor: Actor = { kind: 'device', id: deviceId, requestId: null }
    await audit(tx, { actor, action: 'checkin.device_signed_in', subject: { kind: 'device', id: deviceId } })
    return { token: token.text, organizerId, device }
  })
}

async function drawCode(tx: Tx, { organizerId }: DeviceScope, deviceId: string): Promise<DeviceWithCode> {
  for (let draw = 0; draw < MOST_DRAWS; draw++) {
    const code = newDeviceCode()
    const codeExpiresAt = await storeCode(tx, organizerId, deviceId, code.hash, CODE_MINUTES)
    const device = codeExpiresAt && (await selectDevice(tx, deviceId))
    if (device) return { device, code: code.text, codeExpiresAt }
  }
  throw requestErrors.unavailable()
}

async function requireDevice(tx: Tx, { eventIds }: DeviceScope, deviceId: string): Promise<Device> {
  const device = await selectDevice(tx, deviceId)
  const visible = device && (eventIds === null || device.eventIds?.every(id => eventIds.includes(id)))
  if (!device || !visible) throw requestErrors.not_found()
  return device
}

/** Lists limit the device to their events as well, so that no limit reaches further than it says; its gate is of one of them. */
async function eventsOf(
  tx: Tx,
  catalog: Pick<Catalog, 'heads'>,
  scope: DeviceScope,
  wish: DeviceWish,
): Promise<string[] | null> {
  const parts = await eventsOfParts(tx, { listIds: wish.listIds ?? [], gateIds: wish.gateId ? [wish.gateId] : [] })
  const named = [...(wish.listIds ?? []), ...(wish.gateId ? [wish.gateId] : [])]
  if (!named.every(id => parts.has(id))) throw checkInErrors.unknown_part()
  const eventsOfLists = (wish.listIds ?? []).map(id => parts.get(id)!)
  const eventIds = wish.eventIds ?? (wish.listIds ? [...new Set(eventsOfLists)] : null)
  if (eventIds === null) {
    if (scope.eventIds !== null) throw checkInErrors.scope_exceeds_own()
    return null
  }
  const heads = await catalog.heads(tx, eventIds)
  if (!eventIds.every(id => heads.has(id))) throw checkInErrors.unknown_part()
  if (!Array.from(parts.values()).every(eventId => eventIds.includes(eventId))) throw checkInErrors.unknown_part()
  if (scope.eventIds !== null && !eventIds.every(id => scope.eventIds?.includes(id))) throw requestErrors.not_found()
  return eventIds
}
