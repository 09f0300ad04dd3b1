import { tailOf } from '@tessera/kernel/ids'
import { requestErrors } from '../../../platform/errors/errors.ts'
import { type Holding, holdingOf, mayGrant, ROLES, type Role } from './policy.ts'
import { organizerErrors } from './public.ts'

/** Throws when the role cannot be limited so, the events are not this organizer's, or the giver holds less. */
export function requireGrantableRole(
  organizerId: string,
  giver: Holding,
  role: Role,
  eventIds: readonly string[] | null,
): void {
  if (eventIds && !ROLES[role].limitable) throw organizerErrors.role_not_limitable()
  requireOwnEvents(organizerId, eventIds)
  requireGrantable(giver, holdingOf(role, eventIds))
}

export function requireGrantable(giver: Holding, given: Holding): void {
  if (!mayGrant(giver, given)) throw organizerErrors.grant_exceeds_own()
}

export function requireOwnEvents(organizerId: string, eventIds: readonly string[] | null): void {
  if (!eventIds?.some(id => tailOf(id) !== tailOf(organizerId))) return
  throw requestErrors.invalid({
    fields: [{ path: 'event_ids', code: 'unknown_event', message: 'names an event that this organizer does not have' }],
  })
}
