import { parseId } from '@tessera/kernel/ids'
import {
  type Holding,
  holdingOf,
  holdingOfKey,
  PERMISSION_NAMES,
  PERMISSIONS,
} from '../../apps/server/src/modules/people/organizers/policy.ts'
import type { HttpClient } from '../world/http-client.ts'
import { invite, signUp, withApiKey } from '../world/organizer.ts'
import type { World } from '../world/world.ts'
import type { Tenancy } from './tenancies.ts'

export type Principal = {
  name: string
  kind: 'anonymous' | 'account' | 'api_key' | 'device'
  /** What goes in front of every request of theirs. */
  headers: Record<string, string>
  /** Whose team or program or device; null belongs to nobody. */
  organizer: string | null
  /** By the policy; events by the ids that the wire uses. */
  holding: Holding | null
  /** Secrets of buyers, by the thing that they open. */
  secrets: Partial<Record<'hold-secret' | 'order-secret', { opens: string; secret: string }>>
  operator: boolean
  /** A session of theirs besides the one they ask with. */
  sessionId?: string
}

const NOBODY = { organizer: null, holding: null, secrets: {}, operator: false } as const

const cookieOf = (client: HttpClient) => ({
  cookie: [...client.cookies].map(([name, value]) => `${name}=${value}`).join('; '),
})

/** Everybody who might ask: with every role, every scope of keys, and those who have no business here. */
export async function everybody(world: World, first: Tenancy, second: Tenancy): Promise<Principal[]> {
  return [
    { ...NOBODY, name: 'anonymous', kind: 'anonymous', headers: {} },
    ...buyers(first),
    member('owner', first, first.boss.client),
    ...(await team(world, first)),
    member('owner', second, second.boss.client, 'owner of another organizer'),
    ...(await strangers(world, first)),
    ...devices(first),
    await revokedDevice(world, first),
    ...(await programs(world, first)),
  ]
}

type Role = 'owner' | 'admin' | 'manager' | 'finance' | 'support' | 'door' | 'viewer'

function member(
  role: Role,
  { boss }: Tenancy,
  client: HttpClient,
  name: string = role,
  eventIds: string[] | null = null,
): Principal {
  const holding = holdingOf(role, eventIds)
  return { ...NOBODY, name, kind: 'account', headers: cookieOf(client), organizer: boss.organizer.id, holding }
}

async function team(world: World, first: Tenancy): Promise<Principal[]> {
  const found: Principal[] = []
  for (const role of ['admin', 'manager', 'finance', 'support', 'door', 'viewer'] as const) {
    found.push(member(role, first, (await invite(world, first.boss, role)).client))
  }
  const events = [first.events[1]!.things.event!]
  const limited = await invite(world, first.boss, 'manager', events)
  found.push(member('manager', first, limited.client, 'manager of another event', events))
  return found
}

async function strangers(world: World, first: Tenancy): Promise<Principal[]> {
  const outsider = await signUp(world, 'Otto Outsider')
  const operator = await signUp(world, 'Petra Platform')
  await world.database.asSuperuser('insert into operators (account_id) values ($1)', [
    parseId('acc', operator.account.id),
  ])
  const removed = await invite(world, first.boss, 'admin')
  const { data } = await first.boss.client.get<{ data: Array<{ id: string; email: string }> }>(
    `${first.boss.path}/members`,
  )
  const membership = data.find(({ email }) => email === removed.person.email)!
  await first.boss.client.ok('DELETE', `${first.boss.path}/members/${membership.id}`)
  return [
    { ...NOBODY, name: 'account without a team', kind: 'account', headers: cookieOf(outsider.client) },
    {
      ...NOBODY,
      name: 'operator of the platform',
      kind: 'account',
      headers: cookieOf(operator.client),
      operator: true,
    },
    { ...NOBODY, name: 'admin who was removed', kind: 'account', headers: cookieOf(removed.client) },
  ]
}

/** Guests: what they hold opens their own order and hold, and nothing else. */
function buyers({ events }: Tenancy): Principal[] {
  return events.slice(0, 2).map(({ order, hold }, index) => ({
    ...NOBODY,
    name: `buyer ${'AB'[index]}`,
    kind: 'anonymous',
    headers: {},
    secrets: {
      'order-secret': { opens: order.id, secret: order.placed.secret },
      'hold-secret': { opens: hold.id, secret: hold.secret },
    },
  }))
}

function devices({ boss, events }: Tenancy): Principal[] {
  return events.slice(0, 2).map(({ device, things }, index) => ({
    ...NOBODY,
    name: index === 0 ? 'device' : 'device of another event',
    kind: 'device',
    headers: device.client.credentials,
    organizer: boss.organizer.id,
    holding: { permissions: new Set(), eventIds: [things.event!] },
  }))
}

async function revokedDevice(world: World, { boss }: Tenancy): Promise<Principal> {
  const made = await boss.client.post<{ id: string; code: string }>(`${boss.path}/devices`, { name: 'Lost phone' })
  const { token } = await world
    .client()
    .post<{ token: string }>('/v1/check-in/devices/sign-in', { code: made.code, platform: 'test' })
  await boss.client.ok('DELETE', `${boss.path}/devices/${made.id}`)
  return { ...NOBODY, name: 'revoked device', kind: 'anonymous', headers: { authorization: `Bearer ${token}` } }
}

async function programs(world: World, { boss, events }: Tenancy): Promise<Principal[]> {
  const found: Principal[] = []
  const add = async (name: string, permissions: typeof PERMISSION_NAMES, eventIds: string[] | null) => {
    const { key } = await withApiKey(world, boss, permissions, eventIds)
    found.push({
      ...NOBODY,
      name,
      kind: 'api_key',
      headers: { authorization: `Bearer ${key.secret}` },
      organizer: boss.organizer.id,
      holding: holdingOfKey(permissions, eventIds),
    })
  }
  for (const permission of PERMISSION_NAMES) {
    if (PERMISSIONS[permission].forKeys) await add(`key for ${permission}`, [permission], null)
  }
  await add('key for another event', ['events.view', 'events.edit', 'orders.view'], [events[1]!.things.event!])
  return found
}
