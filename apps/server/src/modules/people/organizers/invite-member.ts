import { newTenantUuid } from '@tessera/kernel/ids'
import { audit } from '../../../platform/audit/audit.ts'
import { requestErrors } from '../../../platform/errors/errors.ts'
import type { Actor } from '../../../platform/http/access.ts'
import { emit } from '../../../platform/outbox/outbox.ts'
import { activeMembership } from './access.sql.ts'
import type { OrganizersDeps } from './deps.ts'
import { requireGrantableRole } from './grants.ts'
import { invitationHash, invitationToken } from './invitation-token.ts'
import { endOpenInvitation, insertInvitation, invitationById, withdraw } from './invitations.sql.ts'
import { organizerById } from './organizers.sql.ts'
import type { Role } from './policy.ts'
import { type InvitationMail, invitationCreated, organizerErrors } from './public.ts'
import type { Giver, Invitation } from './team.ts'

/** Inviting an address again replaces the invitation it had. The mail goes out by the event. */
export async function inviteMember(
  { db, accounts, secrets }: OrganizersDeps,
  organizerId: string,
  { email, role, eventIds }: { email: string; role: Role; eventIds: string[] | null },
  { actor, holding }: Giver,
): Promise<Invitation> {
  requireGrantableRole(organizerId, holding, role, eventIds)
  const account = await accounts.accountByEmail(email)
  const id = newTenantUuid(organizerId)
  return db.tenant(organizerId, async tx => {
    if (account && (await activeMembership(tx, account.id))) throw organizerErrors.already_member()
    await endOpenInvitation(tx, email)
    const invitedBy = actor.kind === 'account' ? actor.id : null
    const tokenHash = invitationHash(secrets, id)
    const invitation = await insertInvitation(tx, { organizerId, id, email, role, eventIds, tokenHash, invitedBy })
    const subject = { kind: 'invitation', id }
    await audit(tx, { actor, action: 'members.invited', subject, changes: { after: { email, role, eventIds } } })
    await emit(tx, invitationCreated, id, { invitationId: id })
    return invitation
  })
}

export function withdrawInvitation(
  { db }: OrganizersDeps,
  organizerId: string,
  invitationId: string,
  actor: Actor,
): Promise<void> {
  return db.tenant(organizerId, async tx => {
    const before = await withdraw(tx, invitationId)
    if (!before) throw requestErrors.not_found()
    const subject = { kind: 'invitation', id: invitationId }
    await audit(tx, { actor, action: 'members.invitation_withdrawn', subject, changes: { before } })
  })
}

export async function invitationMail(
  { db, accounts, secrets }: OrganizersDeps,
  organizerId: string,
  invitationId: string,
): Promise<InvitationMail | null> {
  const found = await db.tenant(organizerId, async tx => ({
    invitation: await invitationById(tx, invitationId),
    organizer: await organizerById(tx, organizerId),
  }))
  const { invitation, organizer } = found
  if (!invitation?.open || !organizer) return null
  const [inviter] = invitation.invitedBy ? await accounts.accounts([invitation.invitedBy]) : []
  const invited = await accounts.accountByEmail(invitation.email)
  return {
    email: invitation.email,
    token: invitationToken(secrets, invitationId, invitation.tokenHash),
    organizerName: organizer.name,
    inviterName: inviter?.name ?? null,
    role: invitation.role,
    locale: invited?.locale ?? organizer.defaultLocale,
    expiresAt: invitation.expiresAt,
  }
}
