import { audit, difference } from '../../../platform/audit/audit.ts'
import type { Tx } from '../../../platform/db/db.ts'
import { requestErrors } from '../../../platform/errors/errors.ts'
import type { Actor } from '../../../platform/http/access.ts'
import { emit } from '../../../platform/outbox/outbox.ts'
import { revokeKeysOf } from './api-keys.sql.ts'
import type { OrganizersDeps } from './deps.ts'
import { requireGrantable, requireGrantableRole } from './grants.ts'
import { endMembership, lockMember, type MemberRow, updateMember } from './members.sql.ts'
import { holdingOf, type Role } from './policy.ts'
import { memberRemoved, organizerErrors } from './public.ts'
import type { Giver } from './team.ts'

/** Who changes a member must hold what the member has and what the member is to have. */
export function changeMember(
  { db }: OrganizersDeps,
  organizerId: string,
  memberId: string,
  change: { role?: Role; eventIds?: string[] | null },
  { actor, holding }: Giver,
): Promise<MemberRow> {
  return db.tenant(organizerId, async tx => {
    const { member, owners } = await lockForChange(tx, memberId)
    requireGrantable(holding, holdingOf(member.role, member.eventIds))
    const next = {
      role: change.role ?? member.role,
      eventIds: change.eventIds === undefined ? member.eventIds : change.eventIds,
    }
    requireGrantableRole(organizerId, holding, next.role, next.eventIds)
    if (member.role === 'owner' && next.role !== 'owner' && owners === 1) throw organizerErrors.last_owner()
    await updateMember(tx, memberId, next)
    const subject = { kind: 'member', id: memberId }
    await audit(tx, { actor, action: 'members.changed', subject, changes: difference(member, next) })
    return { ...member, ...next }
  })
}

export function removeMember(
  { db }: OrganizersDeps,
  organizerId: string,
  memberId: string,
  { actor, holding }: Giver,
): Promise<void> {
  return db.tenant(organizerId, async tx => {
    const { member, owners } = await lockForChange(tx, memberId)
    requireGrantable(holding, holdingOf(member.role, member.eventIds))
    if (member.role === 'owner' && owners === 1) throw organizerErrors.last_owner()
    await endMembership(tx, memberId)
    const { accountId, role, eventIds } = member
    await endKeysOf(tx, accountId, actor)
    const subject = { kind: 'member', id: memberId }
    await audit(tx, { actor, action: 'members.removed', subject, changes: { before: { accountId, role, eventIds } } })
    await emit(tx, memberRemoved, memberId, { memberId, accountId })
  })
}

async function lockForChange(tx: Tx, memberId: string) {
  const { member, owners } = await lockMember(tx, memberId)
  if (!member) throw requestErrors.not_found()
  return { member, owners }
}

/** A key is a way in that its maker knows by heart; it goes when the maker goes. */
async function endKeysOf(tx: Tx, accountId: string, actor: Actor): Promise<void> {
  for (const { id, name } of await revokeKeysOf(tx, accountId)) {
    const subject = { kind: 'api_key', id }
    await audit(tx, { actor, action: 'keys.revoked', subject, changes: { before: { name } }, reason: 'maker removed' })
  }
}
