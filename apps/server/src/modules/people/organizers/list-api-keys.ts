import { type KeyRow, unrevokedKeys } from './api-keys.sql.ts'
import type { OrganizersDeps } from './deps.ts'
import { activeMembers, type MemberRow } from './members.sql.ts'
import { heldByBoth, holdingOf, holdingOfKey } from './policy.ts'
import type { ApiKey } from './team.ts'

export async function listApiKeys(deps: OrganizersDeps, organizerId: string): Promise<ApiKey[]> {
  const { keys, members } = await deps.db.tenant(organizerId, async tx => ({
    keys: await unrevokedKeys(tx),
    members: await activeMembers(tx),
  }))
  return withMakers(
    deps,
    keys.map(key => ({ ...key, withheld: withheldFrom(key, members) })),
  )
}

/** Who made a key is who must be asked before it is revoked. */
export async function withMakers(
  { accounts }: Pick<OrganizersDeps, 'accounts'>,
  keys: Array<KeyRow & { withheld: string[] }>,
): Promise<ApiKey[]> {
  const makers = [...new Set(keys.flatMap(({ createdBy }) => createdBy ?? []))]
  const known = new Map((await accounts.accounts(makers)).map(account => [account.id, account.name]))
  return keys.map(({ createdBy, ...key }) => ({
    ...key,
    maker: createdBy ? { id: createdBy, name: known.get(createdBy) ?? '' } : null,
  }))
}

function withheldFrom({ createdBy, permissions, eventIds }: KeyRow, members: MemberRow[]): string[] {
  if (!createdBy) return []
  const maker = members.find(({ accountId }) => accountId === createdBy)
  if (!maker) return permissions
  const held = heldByBoth(holdingOfKey(permissions, eventIds), holdingOf(maker.role, maker.eventIds))
  return permissions.filter(permission => !held.permissions.has(permission))
}
