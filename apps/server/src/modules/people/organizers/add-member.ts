import { newTenantUuid } from '@tessera/kernel/ids'
import { audit } from '../../../platform/audit/audit.ts'
import type { Tx } from '../../../platform/db/db.ts'
import type { Actor } from '../../../platform/http/access.ts'
import { emit } from '../../../platform/outbox/outbox.ts'
import { insertMember } from './members.sql.ts'
import type { Role } from './policy.ts'
import { memberJoined, organizerErrors } from './public.ts'

/** Without an invitation: for seeds and the command line, and where an invitation has been accepted. */
export async function addMember(
  tx: Tx,
  member: { organizerId: string; accountId: string; role: Role; eventIds: string[] | null },
  actor: Actor,
): Promise<string> {
  const id = newTenantUuid(member.organizerId)
  if (!(await insertMember(tx, { ...member, id }))) throw organizerErrors.already_member()
  const { accountId, role, eventIds } = member
  const subject = { kind: 'member', id }
  await audit(tx, { actor, action: 'members.joined', subject, changes: { after: { accountId, role, eventIds } } })
  await emit(tx, memberJoined, id, { memberId: id, accountId, role })
  return id
}
