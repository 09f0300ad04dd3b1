import { newTenantUuid } from '@tessera/kernel/ids'
import { audit } from '../../../platform/audit/audit.ts'
import { requestErrors } from '../../../platform/errors/errors.ts'
import type { Actor } from '../../../platform/http/access.ts'
import { newApiKeyText } from './api-key.ts'
import { insertApiKey, revokeKey } from './api-keys.sql.ts'
import type { OrganizersDeps } from './deps.ts'
import { requireGrantable, requireOwnEvents } from './grants.ts'
import { withMakers } from './list-api-keys.ts'
import { PERMISSIONS } from './policy.ts'
import { organizerErrors } from './public.ts'
import type { ApiKey, Giver, NewApiKey } from './team.ts'

export async function createApiKey(
  { db, accounts }: OrganizersDeps,
  organizerId: string,
  input: NewApiKey,
  { actor, holding }: Giver,
): Promise<{ key: ApiKey; text: string }> {
  const withheld = input.permissions.filter(permission => !PERMISSIONS[permission].forKeys)
  if (withheld.length > 0) throw organizerErrors.permission_not_for_keys({ detail: withheld.join(', ') })
  requireOwnEvents(organizerId, input.eventIds)
  requireGrantable(holding, { permissions: new Set(input.permissions), eventIds: input.eventIds })
  const id = newTenantUuid(organizerId)
  const { text, hash, hint } = newApiKeyText(id)
  const row = await db.tenant(organizerId, async tx => {
    const createdBy = actor.kind === 'account' ? actor.id : null
    const made = await insertApiKey(tx, { ...input, organizerId, id, hash, hint, createdBy })
    if (made.expired) throw organizerErrors.expiry_in_past()
    const { name, permissions, eventIds, expiresAt } = made
    const changes = { after: { name, permissions, eventIds, expiresAt } }
    await audit(tx, { actor, action: 'keys.created', subject: { kind: 'api_key', id }, changes })
    return made
  })
  const [key] = await withMakers({ accounts }, [{ ...row, withheld: [] }])
  return { key: key!, text }
}

export function revokeApiKey({ db }: OrganizersDeps, organizerId: string, keyId: string, actor: Actor): Promise<void> {
  return db.tenant(organizerId, async tx => {
    const before = await revokeKey(tx, keyId)
    if (!before) throw requestErrors.not_found()
    await audit(tx, { actor, action: 'keys.revoked', subject: { kind: 'api_key', id: keyId }, changes: { before } })
  })
}
