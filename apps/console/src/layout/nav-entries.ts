import {
  CalendarDays,
  CreditCard,
  FileInput,
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
import type { Permission } from '../session.ts'

export type NavEntry = {
  id: 'overview' | 'events' | 'orders' | 'attendees' | 'checkin' | 'team' | 'payments' | 'import' | 'settings' | 'audit'
  to: FileRouteTypes['to']
  Icon: LucideIcon
  /** Left out for whoever lacks it. */
  needs: Permission
}

/** The areas of the console, in the order of the working day. The command palette offers the same. */
export const navGroups: { id: 'work' | 'house'; entries: NavEntry[] }[] = [
  {
    id: 'work',
    entries: [
      { id: 'overview', to: '/', Icon: LayoutDashboard, needs: 'organizer.view' },
      { id: 'events', to: '/events', Icon: CalendarDays, needs: 'events.view' },
      { id: 'orders', to: '/orders', Icon: ReceiptText, needs: 'orders.view' },
      { id: 'attendees', to: '/attendees', Icon: UsersRound, needs: 'attendees.view' },
      { id: 'checkin', to: '/check-in', Icon: ScanLine, needs: 'checkin.view' },
    ],
  },
  {
    id: 'house',
    entries: [
      { id: 'team', to: '/team', Icon: UserRoundCog, needs: 'team.view' },
      { id: 'payments', to: '/payments', Icon: CreditCard, needs: 'payments.edit' },
      { id: 'import', to: '/import', Icon: FileInput, needs: 'events.create' },
      { id: 'settings', to: '/settings', Icon: Settings, needs: 'organizer.view' },
      { id: 'audit', to: '/audit', Icon: ScrollText, needs: 'audit.view' },
    ],
  },
]
