import { acceptInvitation, openInvitation } from './accept-invitation.ts'
import { addMember } from './add-member.ts'
import { changeMember, removeMember } from './change-member.ts'
import { createApiKey, revokeApiKey } from './create-api-key.ts'
import { createOrganizer } from './create-organizer.ts'
import type { OrganizersDeps } from './deps.ts'
import { waitingInvitations } from './invitations.sql.ts'
import { invitationMail, inviteMember, withdrawInvitation } from './invite-member.ts'
import { listApiKeys } from './list-api-keys.ts'
import { auditRecords } from './list-audit-records.ts'
import { withNames } from './list-members.ts'
import { activeMembers, membershipsOf } from './members.sql.ts'
import { organizerById, organizerBySlug, organizerIds } from './organizers.sql.ts'
import { peopleWith } from './people-with.ts'
import { holdingOf } from './policy.ts'
import type { Organizers } from './public.ts'
import type { Team } from './team.ts'
import { createTenants } from './tenants.ts'
import { updateOrganizer } from './update-organizer.ts'

export { createGatekeeper, type DeviceTokens } from './gatekeeper.ts'
export type { Team } from './team.ts'

export function createOrganizers(deps: OrganizersDeps): Organizers & Team {
  const { db } = deps
  const tenants = createTenants(db)
  const invited = { ...deps, tenants }
  return {
    ...tenants,
    ids: () => db.global(organizerIds),
    get: organizerId => db.global(tx => organizerById(tx, organizerId)),
    bySlug: slug => db.global(tx => organizerBySlug(tx, slug)),
    create: (accountId, input, actor) => createOrganizer(deps, accountId, input, actor),
    membershipsOf: async accountId =>
      (await db.global(tx => membershipsOf(tx, accountId))).map(membership => ({
        ...membership,
        permissions: [...holdingOf(membership.role, membership.eventIds).permissions],
      })),
    peopleWith: (...call) => peopleWith(deps, ...call),
    invitationMail: (organizerId, invitationId) => invitationMail(deps, organizerId, invitationId),
    addMember,
    update: (organizerId, version, change, actor) => updateOrganizer(deps, organizerId, version, change, actor),
    members: async organizerId => withNames(deps, await db.tenant(organizerId, activeMembers)),
    changeMember: async (...call) => (await withNames(deps, [await changeMember(deps, ...call)]))[0]!,
    removeMember: (...call) => removeMember(deps, ...call),
    invitations: organizerId => db.tenant(organizerId, waitingInvitations),
    invite: (...call) => inviteMember(deps, ...call),
    withdrawInvitation: (...call) => withdrawInvitation(deps, ...call),
    openInvitation: token => openInvitation(invited, token),
    acceptInvitation: (...call) => acceptInvitation(invited, ...call),
    apiKeys: organizerId => listApiKeys(deps, organizerId),
    createApiKey: (...call) => createApiKey(deps, ...call),
    revokeApiKey: (...call) => revokeApiKey(deps, ...call),
    auditRecords: (organizerId, filter) => auditRecords(deps, organizerId, filter),
  }
}
