import { useQuery } from '@tanstack/react-query'
import { useChosenOrganizer } from './active-organizer.ts'
import { type Account, accountQuery } from './api/account.ts'
import { organizerQuery } from './api/organizers.ts'

export type Membership = Account['organizers'][number]

export type Permission =
  | 'organizer.view'
  | 'organizer.edit'
  | 'team.view'
  | 'team.edit'
  | 'owners.edit'
  | 'keys.edit'
  | 'events.view'
  | 'events.create'
  | 'events.edit'
  | 'orders.view'
  | 'orders.edit'
  | 'orders.refund'
  | 'attendees.view'
  | 'attendees.export'
  | 'checkin.view'
  | 'checkin.edit'
  | 'devices.edit'
  | 'checkin.scan'
  | 'payments.edit'
  | 'reports.view'
  | 'audit.view'

export type Session = {
  account: { name: string; email: string; locale: string }
  organizers: readonly Membership[]
  /** The one being worked for. */
  organizer: Membership | null
}

const nobody = { name: '', email: '', locale: 'en' }

/** Who is signed in, and for whom. */
export function useSession(): Session {
  const { data } = useQuery(accountQuery)
  const chosen = useChosenOrganizer()
  const organizers = data?.organizers ?? []
  return {
    account: data ?? nobody,
    organizers,
    organizer: organizers.find(each => each.id === chosen) ?? organizers[0] ?? null,
  }
}

/** The organizer whose books are open. Pages inside the frame always have one. */
export function useOrganizer(): Membership {
  const { organizer } = useSession()
  if (!organizer) throw new Error('A page of the frame is shown without an organizer')
  return organizer
}

/** `const may = useMay(); may('orders.refund')`: what one may not do is not offered. */
export function useMay(): (permission: Permission) => boolean {
  const { organizer } = useSession()
  return permission => organizer?.permissions.includes(permission) ?? false
}

/** Zone, currency and language that the house counts in. Until they are known, those of the browser. */
export function useHouse(): { zone: string; currency: string; locale: string; country: string } {
  const { organizer } = useSession()
  const { data } = useQuery({ ...organizerQuery(organizer?.id ?? ''), enabled: organizer !== null })
  return {
    zone: data?.timezone ?? new Intl.DateTimeFormat().resolvedOptions().timeZone,
    currency: data?.currency ?? 'EUR',
    locale: data?.default_locale ?? 'en',
    country: data?.country ?? '',
  }
}
