import type { Permission } from '../session.ts'
import { navGroups } from './nav-entries.ts'

const OF_EVENT: Readonly<Record<string, Permission>> = {
  orders: 'orders.view',
  attendees: 'attendees.view',
  'check-in': 'checkin.view',
}

/** What one must be allowed to see of a page; null for those that everybody in the team may open. */
export function needOf(path: string): Permission | null {
  const [, area = '', , part = ''] = path.split('/')
  const ofEvent = area === 'events' ? OF_EVENT[part] : undefined
  const entry = navGroups.flatMap(group => group.entries).find(({ to }) => to !== '/' && to === `/${area}`)
  return ofEvent ?? entry?.needs ?? null
}
