import type { AuditRow } from '../../../platform/audit/audit.sql.ts'
import type { Actor } from '../../../platform/http/access.ts'
import type { ProfileChange } from './organizers.sql.ts'
import type { Holding, Permission, Role } from './policy.ts'
import type { OrganizerProfile } from './public.ts'

/** Who acts, and what he holds himself: nobody gives, changes or takes what he does not have. */
export type Giver = { actor: Actor; holding: Holding }

export type Member = {
  id: string
  accountId: string
  name: string
  email: string
  role: Role
  eventIds: string[] | null
  createdAt: Date
}

export type Invitation = {
  id: string
  email: string
  role: Role
  eventIds: string[] | null
  createdAt: Date
  expiresAt: Date
  expired: boolean
}

export type ApiKey = {
  id: string
  name: string
  hint: string
  permissions: string[]
  eventIds: string[] | null
  createdAt: Date
  expiresAt: Date | null
  lastUsedAt: Date | null
  expired: boolean
  maker: { id: string; name: string } | null
  /** What it was given and cannot do any more, because its maker may not do it now. */
  withheld: string[]
}

export type NewApiKey = { name: string; permissions: Permission[]; eventIds: string[] | null; expiresAt: Date | null }
export type OpenInvitation = {
  organizerName: string
  organizerSlug: string
  email: string
  role: Role
  expiresAt: Date
}
export type AuditFilter = { before?: number; subjectId?: string; action?: string; limit: number }

/** What an organizer's own people do with it; behind the routes, for nobody else. */
export type Team = {
  update(organizerId: string, version: number, change: ProfileChange, actor: Actor): Promise<OrganizerProfile>

  members(organizerId: string): Promise<Member[]>
  changeMember(
    organizerId: string,
    memberId: string,
    change: { role?: Role; eventIds?: string[] | null },
    giver: Giver,
  ): Promise<Member>
  removeMember(organizerId: string, memberId: string, giver: Giver): Promise<void>

  invitations(organizerId: string): Promise<Invitation[]>
  invite(
    organizerId: string,
    input: { email: string; role: Role; eventIds: string[] | null },
    giver: Giver,
  ): Promise<Invitation>
  withdrawInvitation(organizerId: string, invitationId: string, actor: Actor): Promise<void>
  /** What an invitation is about, for whoever has its link; throws `request.not_found` or `organizers.invitation_ended`. */
  openInvitation(token: string): Promise<OpenInvitation>
  acceptInvitation(token: string, account: { id: string; email: string }, actor: Actor): Promise<OrganizerProfile>

  apiKeys(organizerId: string): Promise<ApiKey[]>
  /** The text is in no table: it is shown now or never. */
  createApiKey(organizerId: string, input: NewApiKey, giver: Giver): Promise<{ key: ApiKey; text: string }>
  revokeApiKey(organizerId: string, keyId: string, actor: Actor): Promise<void>

  auditRecords(organizerId: string, filter: AuditFilter): Promise<Array<AuditRow & { actorName: string | null }>>
}
