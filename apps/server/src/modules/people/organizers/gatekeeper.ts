import { parseId, prefixOf } from '@tessera/kernel/ids'
import type { Db } from '../../../platform/db/db.ts'
import { accessErrors, requestErrors } from '../../../platform/errors/errors.ts'
import type { Access, Admission, Gatekeeper, Principal } from '../../../platform/http/access.ts'
import { activeMembership, type LiveKey, liveKey, noteKeyUse } from './access.sql.ts'
import { parseApiKeyText, secretMatches } from './api-key.ts'
import { type Holding, heldByBoth, holdingOf, holdingOfKey } from './policy.ts'
import type { Organizers } from './public.ts'

type Incoming = Parameters<Gatekeeper['identify']>[0]
type AccountPrincipal = Extract<Principal, { kind: 'account' }>
type KeyPrincipal = Extract<Principal, { kind: 'api_key' }>

/** Devices at a gate; attendance implements it. The token is the text after `Bearer `, beginning with `tsd_`. */
export type DeviceTokens = { verify(token: string): Promise<DeviceIdentity | null> }
export type DeviceIdentity = {
  deviceId: string
  organizerId: string
  eventIds: string[] | null
  listIds: string[] | null
  gateId: string | null
}

/** Sessions of accounts; identity implements it. */
export type Sessions = { principalOf(headers: Incoming['headers']): Promise<AccountPrincipal | null> }

export type GatekeeperDeps = {
  db: Db
  organizers: Pick<Organizers, 'byTail' | 'tenantOf'>
  sessions: Sessions
  devices: DeviceTokens
}

const ANONYMOUS: Principal = { kind: 'anonymous' }
const NOTHING: ReadonlySet<string> = new Set()

export function createGatekeeper(deps: GatekeeperDeps): Gatekeeper {
  return {
    identify: request => identify(deps, request),
    admit: (principal, access, params) => admit(deps, principal, access, params),
  }
}

/** A credential in the Authorization header stands alone: with a bad one the cookie is not looked at. */
async function identify(deps: GatekeeperDeps, request: Incoming): Promise<Principal> {
  const { authorization } = request.headers
  if (authorization === undefined) return (await deps.sessions.principalOf(request.headers)) ?? ANONYMOUS
  const token = /^Bearer ([\x21-\x7e]{1,200})$/i.exec(authorization)?.[1]
  if (token?.startsWith('tsk_')) return (await principalOfKey(deps, token)) ?? ANONYMOUS
  if (token?.startsWith('tsd_')) {
    const device = await deps.devices.verify(token)
    return device ? { kind: 'device', ...device } : ANONYMOUS
  }
  return ANONYMOUS
}

async function principalOfKey(deps: GatekeeperDeps, text: string): Promise<KeyPrincipal | null> {
  const parsed = parseApiKeyText(text)
  const organizerId = parsed && (await deps.organizers.tenantOf(parsed.keyId))
  if (!parsed || !organizerId) return null
  return deps.db.tenant(organizerId, async tx => {
    const key = await liveKey(tx, parsed.keyId)
    if (!key || !secretMatches(parsed.secret, key.hash)) return null
    if (key.stale) await noteKeyUse(tx, parsed.keyId)
    const { permissions, eventIds } = holdingOfLiveKey(key)
    return { kind: 'api_key', keyId: parsed.keyId, organizerId, permissions, eventIds }
  })
}

/** A program never does more than whoever made its key may do at this moment. */
function holdingOfLiveKey({ permissions, eventIds, makerRole, makerEventIds }: LiveKey): Holding {
  const own = holdingOfKey(permissions, eventIds)
  return makerRole ? heldByBoth(own, holdingOf(makerRole, makerEventIds)) : own
}

async function admit(
  deps: GatekeeperDeps,
  principal: Principal,
  access: Access,
  params: Record<string, unknown>,
): Promise<Admission> {
  switch (access.kind) {
    case 'public':
    case 'secret':
    case 'signature':
      return { principal, organizerId: await tenantOfPath(deps, params), eventIds: null, permissions: NOTHING }
    case 'account':
      requireAccount(principal)
      return { principal, organizerId: null, eventIds: null, permissions: NOTHING }
    case 'operator':
      if (!requireAccount(principal).operator) throw accessErrors.permission_missing()
      return { principal, organizerId: await tenantOfPath(deps, params), eventIds: null, permissions: NOTHING }
    case 'member':
      return admitMember(deps, principal, access, params)
    default:
      return admitDevice(deps, principal, access, params)
  }
}

/** The same for none and for a bad one: a key that was revoked has nothing to say about itself. */
function unauthenticated() {
  return accessErrors.unauthenticated({
    detail: 'Neither a session nor a valid token came with the request. Programs send `Authorization: Bearer tsk_…`',
  })
}

function requireAccount(principal: Principal): AccountPrincipal {
  if (principal.kind === 'anonymous') throw unauthenticated()
  if (principal.kind !== 'account')
    throw accessErrors.permission_missing({
      detail: 'Only somebody who is signed in may do this, not a key or a device',
    })
  return principal
}

async function admitMember(
  deps: GatekeeperDeps,
  principal: Principal,
  access: Extract<Access, { kind: 'member' }>,
  params: Record<string, unknown>,
): Promise<Admission> {
  if (principal.kind === 'anonymous') throw unauthenticated()
  const organizerId = idIn(params, 'organizer', 'org')
  const holding = organizerId && (await holdingIn(deps, principal, organizerId))
  if (!organizerId || !holding) throw requestErrors.not_found()
  // What lies outside of the limits must look as if it did not exist, so this comes before the permission.
  if (access.event) requireEvent(holding, idIn(params, access.event, 'evt'))
  requirePermission(holding, access.permission)
  return { principal, organizerId, ...holding }
}

/** Devices act for their own organizer; members and keys where the permission is named. */
async function admitDevice(
  deps: GatekeeperDeps,
  principal: Principal,
  access: Extract<Access, { kind: 'device' }>,
  params: Record<string, unknown>,
): Promise<Admission> {
  if (principal.kind === 'anonymous') throw unauthenticated()
  const named = await tenantOfPath(deps, params)
  if (principal.kind === 'device') {
    if (named && named !== principal.organizerId) throw requestErrors.not_found()
    return { principal, organizerId: principal.organizerId, eventIds: principal.eventIds, permissions: NOTHING }
  }
  if (!access.permission) throw accessErrors.permission_missing({ detail: 'Only a device at a gate may do this' })
  const organizerId = named ?? (principal.kind === 'api_key' ? principal.organizerId : null)
  const holding = organizerId && (await holdingIn(deps, principal, organizerId))
  if (!organizerId || !holding) throw requestErrors.not_found()
  requirePermission(holding, access.permission)
  return { principal, organizerId, ...holding }
}

/** What a principal holds in an organizer; null when that organizer must not exist for him. */
async function holdingIn(deps: GatekeeperDeps, principal: Principal, organizerId: string): Promise<Holding | null> {
  if (principal.kind === 'api_key') {
    return principal.organizerId === organizerId
      ? { permissions: principal.permissions, eventIds: principal.eventIds }
      : null
  }
  if (principal.kind !== 'account') return null
  const membership = await deps.db.tenant(organizerId, tx => activeMembership(tx, principal.accountId))
  return membership ? holdingOf(membership.role, membership.eventIds) : null
}

function requireEvent(holding: Holding, eventId: string | null) {
  if (!eventId || (holding.eventIds && !holding.eventIds.includes(eventId))) throw requestErrors.not_found()
}

function requirePermission(holding: Holding, permission: string) {
  if (!holding.permissions.has(permission)) {
    throw accessErrors.permission_missing({ detail: `This needs the permission ${permission}`, extra: { permission } })
  }
}

function idIn(params: Record<string, unknown>, name: string, prefix: 'org' | 'evt'): string | null {
  const text = params[name]
  return typeof text === 'string' ? parseId(prefix, text) : null
}

/** Any id in the path says whose it is; one path never names two tenants. */
async function tenantOfPath(deps: GatekeeperDeps, params: Record<string, unknown>): Promise<string | null> {
  const tenants = new Set<string>()
  for (const text of Object.values(params)) {
    const prefix = typeof text === 'string' ? prefixOf(text) : null
    const uuid = prefix && typeof text === 'string' ? parseId(prefix, text) : null
    const tenant = uuid && (await deps.organizers.tenantOf(uuid))
    if (tenant) tenants.add(tenant)
  }
  if (tenants.size > 1) throw requestErrors.not_found()
  return tenants.values().next().value ?? null
}
