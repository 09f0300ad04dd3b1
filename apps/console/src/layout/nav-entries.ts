import {
  CalendarDays,
  LayoutDashboard,
  type LucideIcon,
  ReceiptText,
  ScanLine,
  ScrollText,
  Settings,
  UserRoundCog,
  UsersRound,
} from 'lucide-react'
import type { FileRouteTypes } from '../route-tree.gen.ts'

export type NavEntry = {
  id: 'overview' | 'events' | 'orders' | 'attendees' | 'checkin' | 'team' | 'settings' | 'audit'
  to: FileRouteTypes['to']
  Icon: LucideIcon
}

/** The areas of the console, in the order of the working day. The command palette offers the same. */
export const navGroups: { id: 'work' | 'house'; entries: NavEntry[] }[] = [
  {
    id: 'work',
    entries: [
      { id: 'overview', to: '/', Icon: LayoutDashboard },
      { id: 'events', to: '/events', Icon: CalendarDays },
      { id: 'orders', to: '/orders', Icon: ReceiptText },
      { id: 'attendees', to: '/attendees', Icon: UsersRound },
      { id: 'checkin', to: '/check-in', Icon: ScanLine },
    ],
  },
  {
    id: 'house',
    entries: [
      { id: 'team', to: '/team', Icon: UserRoundCog },
      { id: 'settings', to: '/settings', Icon: Settings },
      { id: 'audit', to: '/audit', Icon: ScrollText },
    ],
  },
]
