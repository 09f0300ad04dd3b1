/**
 * Who may do what: the one source. The gatekeeper decides by it, `GET /v1/policy` publishes it, and the isolation matrix
 * is generated from it.
 *
 * `limitable`: what the permission opens belongs to events, so it makes sense for somebody who is limited to some of
 * them; the others fall away from whoever is limited. `forKeys`: an API key may hold it. Keys make neither keys nor
 * members nor devices, so that nothing survives the revocation of a leaked one, and cannot say where the money goes.
 */
export const PERMISSIONS = {
  'organizer.view': { limitable: true, forKeys: true, description: 'See the organizer and its settings' },
  'organizer.edit': { limitable: false, forKeys: true, description: 'Change profile and settings' },
  'team.view': { limitable: false, forKeys: true, description: 'See members and invitations' },
  'team.edit': { limitable: false, forKeys: false, description: 'Invite, change and remove members' },
  'owners.edit': { limitable: false, forKeys: false, description: 'Make and unmake owners' },
  'keys.edit': { limitable: false, forKeys: false, description: 'See, make and revoke API keys' },
  'events.view': { limitable: true, forKeys: true, description: 'See events, products, questions and pools' },
  'events.create': { limitable: false, forKeys: true, description: 'Make, clone and import events' },
  'events.edit': { limitable: true, forKeys: true, description: 'Change, publish and cancel events' },
  'orders.view': { limitable: true, forKeys: true, description: 'See orders and payments' },
  'orders.edit': { limitable: true, forKeys: true, description: 'Change attendees, resend, cancel unpaid orders' },
  'orders.refund': { limitable: true, forKeys: true, description: 'Give money back' },
  'attendees.view': { limitable: true, forKeys: true, description: 'See who comes' },
  'attendees.export': { limitable: true, forKeys: true, description: 'Download the list of attendees' },
  'checkin.view': { limitable: true, forKeys: true, description: 'See check-in lists, gates and counts' },
  'checkin.edit': { limitable: true, forKeys: true, description: 'Change check-in lists and gates' },
  'devices.edit': { limitable: true, forKeys: false, description: 'Add, sign in again and revoke devices' },
  'checkin.scan': { limitable: true, forKeys: true, description: 'Scan tickets' },
  'payments.edit': { limitable: false, forKeys: false, description: 'Connect accounts at payment gateways' },
  'reports.view': { limitable: true, forKeys: true, description: 'See sales figures' },
  'audit.view': { limitable: false, forKeys: true, description: 'See who did what' },
} as const satisfies Record<string, { limitable: boolean; forKeys: boolean; description: string }>

export type Permission = keyof typeof PERMISSIONS

const ALL = Object.keys(PERMISSIONS) as Permission[]
const VIEWS: Permission[] = [
  'organizer.view',
  'team.view',
  'events.view',
  'orders.view',
  'attendees.view',
  'checkin.view',
  'reports.view',
]

/** `limitable`: a member in this role may be limited to some events. */
export const ROLES = {
  owner: { limitable: false, description: 'Everything, other owners included', permissions: ALL },
  admin: {
    limitable: false,
    description: 'Everything except making and unmaking owners',
    permissions: ALL.filter(permission => permission !== 'owners.edit'),
  },
  manager: {
    limitable: true,
    description: 'Runs events: products, orders, attendees, check-in, figures',
    permissions: [
      ...VIEWS,
      'events.create',
      'events.edit',
      'orders.edit',
      'attendees.export',
      'checkin.edit',
      'devices.edit',
      'checkin.scan',
    ],
  },
  finance: {
    limitable: true,
    description: 'Orders, refunds, figures and the audit trail',
    permissions: [
      'organizer.view',
      'events.view',
      'orders.view',
      'orders.refund',
      'attendees.view',
      'reports.view',
      'audit.view',
    ],
  },
  support: {
    limitable: true,
    description: 'Helps buyers: finds orders, changes attendees, resends tickets',
    permissions: ['organizer.view', 'events.view', 'orders.view', 'orders.edit', 'attendees.view', 'checkin.view'],
  },
  door: {
    limitable: true,
    description: 'Lets people in',
    permissions: ['organizer.view', 'events.view', 'attendees.view', 'checkin.view', 'checkin.scan'],
  },
  viewer: { limitable: true, description: 'Sees, changes nothing', permissions: VIEWS },
} as const satisfies Record<string, { limitable: boolean; description: string; permissions: readonly Permission[] }>

export type Role = keyof typeof ROLES

export const ROLE_NAMES = Object.keys(ROLES) as [Role, ...Role[]]
export const PERMISSION_NAMES = ALL as [Permission, ...Permission[]]

export function isPermission(text: string): text is Permission {
  return Object.hasOwn(PERMISSIONS, text)
}

/** What somebody holds: permissions, and the events they are good for (null: all). */
export type Holding = { permissions: ReadonlySet<string>; eventIds: readonly string[] | null }

/** What a member in this role holds. Being limited to events takes away what is not about events. */
export function holdingOf(role: Role, eventIds: readonly string[] | null): Holding {
  return limited(ROLES[role].permissions, eventIds)
}

/** What an API key holds; a permission that the policy no longer knows, or no longer gives to keys, is gone. */
export function holdingOfKey(permissions: readonly string[], eventIds: readonly string[] | null): Holding {
  return limited(
    permissions.filter(isPermission).filter(permission => PERMISSIONS[permission].forKeys),
    eventIds,
  )
}

function limited(permissions: readonly Permission[], eventIds: readonly string[] | null): Holding {
  const kept = eventIds === null ? permissions : permissions.filter(permission => PERMISSIONS[permission].limitable)
  return { permissions: new Set<string>(kept), eventIds }
}

/** What is left of `holding` to somebody who acts for another: never more than that one holds himself. */
export function heldByBoth(holding: Holding, other: Holding): Holding {
  const permissions = new Set([...holding.permissions].filter(permission => other.permissions.has(permission)))
  if (holding.eventIds === null) return { permissions, eventIds: other.eventIds }
  return { permissions, eventIds: holding.eventIds.filter(id => other.eventIds?.includes(id) ?? true) }
}

/** Nobody gives what he does not have: every permission and every event of `given` must be the giver's own. */
export function mayGrant(giver: Holding, given: Holding): boolean {
  for (const permission of given.permissions) if (!giver.permissions.has(permission)) return false
  return eventsWithin(given.eventIds, giver.eventIds)
}

function eventsWithin(inner: readonly string[] | null, outer: readonly string[] | null): boolean {
  if (outer === null) return true
  return inner !== null && inner.every(id => outer.includes(id))
}
