import type { Operation } from './operations.ts'
import type { Principal } from './principals.ts'
import type { Things } from './tenancies.ts'

/** What the path names: whose things, and whether they are there and belong together. */
export type Target = {
  name: 'own' | 'of another event' | 'crossed events' | 'of another organizer' | 'smuggled' | 'missing'
  things: Things
  /** Whether the use case finds what the path names, for somebody who sees all of the organizer in the path. */
  exists: boolean
}

export type Verdict = 'let in' | 'unauthenticated' | 'forbidden' | 'not found'

/** Parameters whose things belong to an event, so that somebody who is limited to others does not see them. */
const OF_EVENTS: readonly string[] = [
  'event',
  'date',
  'product',
  'question',
  'pool',
  'gate',
  'list',
  'order',
  'line',
  'payment',
  'refund',
  'ticket',
  'scan',
  'device',
]

export const isOfEvent = (parameter: string) => OF_EVENTS.includes(parameter)

/**
 * What must come of it, from the policy and from what the operation says of itself; written without a look at the
 * gatekeeper. What one may not see is not there.
 */
export function verdictOn(operation: Operation, principal: Principal, target: Target): Verdict {
  switch (operation.access) {
    case 'member':
      return verdictOnMember(operation, principal, target)
    case 'device':
      return verdictOnDevice(operation, principal, target)
    case 'secret':
      return opens(operation, principal, target) ? 'let in' : 'not found'
    case 'account':
      if (principal.kind === 'anonymous') return 'unauthenticated'
      if (principal.kind !== 'account') return 'forbidden'
      if (operation.params.some(({ name }) => name === 'session')) {
        return principal.sessionId === target.things.session ? 'let in' : 'not found'
      }
      return target.exists ? 'let in' : 'not found'
    case 'operator':
      if (principal.kind === 'anonymous') return 'unauthenticated'
      return principal.operator ? 'let in' : 'forbidden'
    default:
      return target.exists ? 'let in' : 'not found'
  }
}

function verdictOnMember(operation: Operation, principal: Principal, target: Target): Verdict {
  if (principal.kind === 'anonymous') return 'unauthenticated'
  const { holding, organizer } = principal
  if (principal.kind === 'device' || !holding || organizer !== target.things.organizer) return 'not found'
  const limited = outsideOf(holding.eventIds, operation, target)
  if (operation.eventScoped && limited) return 'not found'
  if (!holding.permissions.has(operation.permission ?? '')) return 'forbidden'
  return limited || !target.exists ? 'not found' : 'let in'
}

function verdictOnDevice(operation: Operation, principal: Principal, target: Target): Verdict {
  if (principal.kind === 'anonymous') return 'unauthenticated'
  const names = operation.params.length > 0
  const organizer = names ? target.things.organizer : principal.kind === 'account' ? null : principal.organizer
  if (!organizer || !principal.holding || principal.organizer !== organizer) return 'not found'
  if (principal.kind !== 'device' && !principal.holding.permissions.has(operation.permission ?? '')) return 'forbidden'
  // Whoever names nothing in the path is told of what is theirs; what the body names is looked at by the use case.
  const seen = names || (operation.body !== null && !operation.answersEach)
  return seen && (outsideOf(principal.holding.eventIds, operation, target) || !target.exists) ? 'not found' : 'let in'
}

function outsideOf(eventIds: readonly string[] | null, { params, access }: Operation, { things }: Target): boolean {
  if (eventIds === null || eventIds.includes(things.event ?? '')) return false
  return access === 'device' || params.some(({ name }) => isOfEvent(name))
}

function opens({ secretHeader }: Operation, { secrets }: Principal, { things, exists }: Target): boolean {
  const held = secretHeader ? secrets[secretHeader] : undefined
  return exists && held !== undefined && (held.opens === things.order || held.opens === things.hold)
}
