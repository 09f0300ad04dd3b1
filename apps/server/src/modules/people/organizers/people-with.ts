import type { OrganizersDeps } from './deps.ts'
import { activeMembers } from './members.sql.ts'
import { holdingOf, type Permission } from './policy.ts'
import type { Colleague } from './public.ts'

/** Who of the team may do this for that event, by the policy that also admits their requests. */
export async function peopleWith(
  { db, accounts }: OrganizersDeps,
  organizerId: string,
  permission: Permission,
  eventId: string,
): Promise<Colleague[]> {
  const members = await db.tenant(organizerId, activeMembers)
  const able = members.filter(({ role, eventIds }) => {
    const holding = holdingOf(role, eventIds)
    return holding.permissions.has(permission) && (holding.eventIds?.includes(eventId) ?? true)
  })
  const known = await accounts.accounts(able.map(member => member.accountId))
  return known
    .filter(account => account.emailVerified)
    .map(({ id, name, email, locale }) => ({ accountId: id, name, email, locale }))
}
