import { newTenantUuid } from '@tessera/kernel/ids'
import type { Db } from '../../../../platform/db/db.ts'
import { newApiKeyText } from '../api-key.ts'
import { insertApiKey } from '../api-keys.sql.ts'
import type { Permission } from '../policy.ts'

/** An API key that holds exactly this, and the header that sends it. */
export async function makeApiKey(
  db: Db,
  organizerId: string,
  key: { permissions: Permission[]; eventIds?: string[] | null; expiresAt?: Date | null },
): Promise<{ keyId: string; text: string; headers: { authorization: string } }> {
  const keyId = newTenantUuid(organizerId)
  const { text, hash, hint } = newApiKeyText(keyId)
  const { permissions, eventIds = null, expiresAt = null } = key
  const row = { organizerId, id: keyId, name: 'test', hash, hint, permissions, eventIds, expiresAt, createdBy: null }
  await db.tenant(organizerId, tx => insertApiKey(tx, row))
  return { keyId, text, headers: { authorization: `Bearer ${text}` } }
}
