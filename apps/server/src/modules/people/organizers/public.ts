import type { Tx } from '../../../platform/db/db.ts'
import { defineErrors } from '../../../platform/errors/errors.ts'
import type { Actor } from '../../../platform/http/access.ts'
import { defineEvent } from '../../../platform/outbox/outbox.ts'
import type { Permission } from './policy.ts'

export type RoleName = 'owner' | 'admin' | 'manager' | 'finance' | 'support' | 'door' | 'viewer'

/** The public profile of a tenant; readable by everybody. */
export type OrganizerProfile = {
  id: string
  slug: string
  name: string
  about: Record<string, string>
  website: string | null
  contactEmail: string | null
  legalName: string | null
  legalAddress: string | null
  country: string
  timezone: string
  currency: string
  defaultLocale: string
  accent: string | null
  demo: boolean
  version: number
  createdAt: Date
}

export type NewOrganizer = {
  name: string
  slug?: string
  country: string
  timezone: string
  currency: string
  defaultLocale: string
  /** Given by seeds only, for ids that stay the same. */
  id?: string
  demo?: boolean
}

/** One organizer that an account works for. */
export type Membership = {
  organizerId: string
  slug: string
  name: string
  role: RoleName
  permissions: string[]
  eventIds: string[] | null
}

/** Somebody of the team, as a mail needs them. */
export type Colleague = { accountId: string; name: string; email: string; locale: string }

/** What an invitation's mail needs; the link is `{origin}/console/invitations#token={token}`. */
export type InvitationMail = {
  email: string
  token: string
  organizerName: string
  inviterName: string | null
  role: RoleName
  locale: string
  expiresAt: Date
}

/** What other modules may ask of organizers. */
export type Organizers = {
  /** The tenant whose ids end in these four bytes (`tailOf(uuid)`); cached for good, because it never changes. */
  byTail(tail: number): Promise<string | null>
  /** The tenant of any tenant-owned id. */
  tenantOf(uuid: string): Promise<string | null>
  /** Every organizer, for periodic jobs that visit each tenant. */
  ids(): Promise<string[]>
  get(organizerId: string): Promise<OrganizerProfile | null>
  bySlug(slug: string): Promise<OrganizerProfile | null>
  /** Makes an organizer with this account as its owner. Throws `organizers.slug_taken`. */
  create(accountId: string, input: NewOrganizer, actor: Actor): Promise<OrganizerProfile>
  /** The organizers an account works for, by name. */
  membershipsOf(accountId: string): Promise<Membership[]>
  /**
   * Whom a mail about this event may reach because they hold the permission for it: members with a proven address, each in
   * their language. Whoever is limited to other events is not among them.
   */
  peopleWith(organizerId: string, permission: Permission, eventId: string): Promise<Colleague[]>
  /** For the mail about an invitation; null when it is no longer open. */
  invitationMail(organizerId: string, invitationId: string): Promise<InvitationMail | null>
  /** Adds a member without an invitation; for seeds and the command line. */
  addMember(
    tx: Tx,
    member: { organizerId: string; accountId: string; role: RoleName; eventIds: string[] | null },
    actor: Actor,
  ): Promise<string>
}

export const organizerCreated = defineEvent<{ slug: string }>('organizers.created')
/** Somebody is to be invited by mail: ask `invitationMail` for what it says. */
export const invitationCreated = defineEvent<{ invitationId: string }>('organizers.invitation_created')
export const memberJoined = defineEvent<{ memberId: string; accountId: string; role: RoleName }>(
  'organizers.member_joined',
)
export const memberRemoved = defineEvent<{ memberId: string; accountId: string }>('organizers.member_removed')

export const organizerErrors = defineErrors('organizers', {
  slug_taken: { status: 409, title: 'Another organizer has this address' },
  last_owner: { status: 409, title: 'An organizer needs at least one owner' },
  grant_exceeds_own: { status: 403, title: 'You cannot give what you do not have' },
  role_not_limitable: { status: 422, title: 'This role cannot be limited to some events' },
  permission_not_for_keys: { status: 422, title: 'An API key cannot hold this permission' },
  already_member: { status: 409, title: 'This person is a member already' },
  invitation_ended: { status: 410, title: 'This invitation is used, withdrawn or too old' },
  invitation_for_other_address: { status: 403, title: 'This invitation was sent to another address' },
  expiry_in_past: { status: 422, title: 'The key would have expired already' },
})
