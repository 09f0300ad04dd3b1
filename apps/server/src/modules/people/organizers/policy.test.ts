import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  heldByBoth,
  holdingOf,
  holdingOfKey,
  mayGrant,
  PERMISSION_NAMES,
  PERMISSIONS,
  type Permission,
  ROLE_NAMES,
  ROLES,
  type Role,
} from './policy.ts'

const held = (role: Role, eventIds: string[] | null = null) => [...holdingOf(role, eventIds).permissions].sort()
const EVENT = 'an event'

/** The table as people would draw it; a change of the policy must be made here too, on purpose. */
const TABLE: Record<Permission, string> = {
  'organizer.view': 'owner admin manager finance support door viewer',
  'organizer.edit': 'owner admin',
  'team.view': 'owner admin manager viewer',
  'team.edit': 'owner admin',
  'owners.edit': 'owner',
  'keys.edit': 'owner admin',
  'events.view': 'owner admin manager finance support door viewer',
  'events.create': 'owner admin manager',
  'events.edit': 'owner admin manager',
  'orders.view': 'owner admin manager finance support viewer',
  'orders.edit': 'owner admin manager support',
  'orders.refund': 'owner admin finance',
  'attendees.view': 'owner admin manager finance support door viewer',
  'attendees.export': 'owner admin manager',
  'checkin.view': 'owner admin manager support door viewer',
  'checkin.edit': 'owner admin manager',
  'devices.edit': 'owner admin manager',
  'checkin.scan': 'owner admin manager door',
  'payments.edit': 'owner admin',
  'reports.view': 'owner admin manager finance viewer',
  'audit.view': 'owner admin finance',
}

describe('the policy', () => {
  test.each(PERMISSION_NAMES)('%s belongs to the roles of the table', permission => {
    const roles = ROLE_NAMES.filter(role => (ROLES[role].permissions as readonly string[]).includes(permission))
    expect(roles.join(' ')).toBe(TABLE[permission])
  })

  test('a viewer changes nothing', () => {
    expect(held('viewer').filter(permission => !permission.endsWith('.view'))).toEqual([])
  })

  test('whoever is limited to events loses what is not about events', () => {
    for (const role of ROLE_NAMES) {
      for (const permission of held(role, [EVENT])) expect(PERMISSIONS[permission as Permission].limitable).toBe(true)
    }
    expect(held('finance', [EVENT])).not.toContain('audit.view')
  })

  test('a key never makes keys, members or owners, whatever its row says', () => {
    const { permissions } = holdingOfKey([...PERMISSION_NAMES, 'once.known'], null)
    expect([...permissions].filter(permission => /keys|team\.edit|owners|once/.test(permission))).toEqual([])
  })
})

describe('granting', () => {
  test('an admin can make every role except owner; nobody below makes an admin', () => {
    const may = (giver: Role) => ROLE_NAMES.filter(role => mayGrant(holdingOf(giver, null), holdingOf(role, null)))
    expect(may('owner')).toEqual(ROLE_NAMES)
    expect(may('admin')).toEqual(ROLE_NAMES.filter(role => role !== 'owner'))
    for (const role of ['manager', 'finance', 'support', 'door', 'viewer'] as const)
      expect(may(role)).not.toContain('admin')
  })

  test('never gives a permission or an event that the giver does not hold', () => {
    const holding = fc
      .tuple(fc.subarray([...PERMISSION_NAMES]), fc.option(fc.subarray(['a', 'b', 'c'])))
      .map(([permissions, eventIds]) => ({ permissions: new Set<string>(permissions), eventIds }))
    fc.assert(
      fc.property(holding, holding, (giver, given) => {
        if (!mayGrant(giver, given)) return
        expect([...given.permissions].every(permission => giver.permissions.has(permission))).toBe(true)
        if (giver.eventIds) expect(given.eventIds?.every(id => giver.eventIds?.includes(id))).toBe(true)
      }),
    )
  })

  test('whoever acts for another does and sees what both may, whoever of them is limited', () => {
    const holding = (permissions: string[], eventIds: string[] | null) => ({
      permissions: new Set(permissions),
      eventIds,
    })
    const both = [holding(['a', 'b'], ['1', '2']), holding(['b', 'c'], ['2', '3'])] as const
    expect(heldByBoth(...both)).toEqual(holding(['b'], ['2']))
    const [all, some] = [holding(['a'], null), holding(['a'], ['1'])]
    expect([heldByBoth(all, some), heldByBoth(some, all), heldByBoth(all, all)]).toEqual([some, some, all])
  })

  test('somebody limited to events cannot give all events', () => {
    const limited = holdingOf('manager', [EVENT])
    expect(mayGrant(limited, holdingOf('door', null))).toBe(false)
    expect(mayGrant(limited, holdingOf('door', [EVENT]))).toBe(true)
  })
})
