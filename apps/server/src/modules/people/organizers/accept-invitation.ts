import type { Tx } from '../../../platform/db/db.ts'
import { requestErrors } from '../../../platform/errors/errors.ts'
import type { Actor } from '../../../platform/http/access.ts'
import { activeMembership } from './access.sql.ts'
import { addMember } from './add-member.ts'
import type { OrganizersDeps } from './deps.ts'
import { parseInvitationToken, tokenMatches } from './invitation-token.ts'
import { acceptOpen, invitationById, type StoredInvitation } from './invitations.sql.ts'
import { organizerById } from './organizers.sql.ts'
import { holdingOf, mayGrant } from './policy.ts'
import { type OrganizerProfile, type Organizers, organizerErrors } from './public.ts'
import type { OpenInvitation } from './team.ts'

type Deps = OrganizersDeps & { tenants: Pick<Organizers, 'tenantOf'> }

export async function openInvitation(deps: Deps, token: string): Promise<OpenInvitation> {
  const { invitation, organizer } = await find(deps, token)
  if (!invitation.open) throw organizerErrors.invitation_ended()
  const { email, role, expiresAt } = invitation
  return { organizerName: organizer.name, organizerSlug: organizer.slug, email, role, expiresAt }
}

/** Only for the account whose proven address was invited: a forwarded or stolen link lets nobody in. */
export async function acceptInvitation(
  deps: Deps,
  token: string,
  account: { id: string; email: string },
  actor: Actor,
): Promise<OrganizerProfile> {
  const { invitation, organizer } = await find(deps, token)
  if (!invitation.open) throw organizerErrors.invitation_ended()
  if (invitation.email.toLowerCase() !== account.email.toLowerCase())
    throw organizerErrors.invitation_for_other_address()
  const { role, eventIds } = invitation
  const organizerId = organizer.id
  await deps.db.tenant(organizerId, async tx => {
    if (!(await stands(tx, invitation)) || !(await acceptOpen(tx, invitation.id)))
      throw organizerErrors.invitation_ended()
    await addMember(tx, { organizerId, accountId: account.id, role, eventIds }, actor)
  })
  return organizer
}

async function find(
  { db, tenants }: Deps,
  token: string,
): Promise<{ invitation: StoredInvitation; organizer: OrganizerProfile }> {
  const parsed = parseInvitationToken(token)
  const organizerId = parsed && (await tenants.tenantOf(parsed.invitationId))
  if (!parsed || !organizerId) throw requestErrors.not_found()
  const found = await db.tenant(organizerId, async tx => ({
    invitation: await standing(tx, parsed.invitationId),
    organizer: await organizerById(tx, organizerId),
  }))
  const { invitation, organizer } = found
  if (!organizer || !invitation || !tokenMatches(parsed.secret, invitation.tokenHash)) throw requestErrors.not_found()
  return { invitation, organizer }
}

async function standing(tx: Tx, invitationId: string): Promise<StoredInvitation | undefined> {
  const invitation = await invitationById(tx, invitationId)
  return invitation && { ...invitation, open: invitation.open && (await stands(tx, invitation)) }
}

/** It gives what its inviter may give at this moment: who was removed leaves no way in open, neither for others nor for himself. */
async function stands(tx: Tx, { invitedBy, role, eventIds }: StoredInvitation): Promise<boolean> {
  if (invitedBy === null) return true
  const inviter = await activeMembership(tx, invitedBy)
  return inviter !== undefined && mayGrant(holdingOf(inviter.role, inviter.eventIds), holdingOf(role, eventIds))
}
