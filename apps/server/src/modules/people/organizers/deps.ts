import type { Secrets } from '../../../platform/crypto/secrets.ts'
import type { Db, Tx } from '../../../platform/db/db.ts'
import type { Identity } from '../identity/public.ts'

export type OrganizersDeps = {
  db: Db
  /** Names and addresses of accounts. */
  accounts: Pick<Identity, 'accounts' | 'accountByEmail'>
  secrets: Pick<Secrets, 'deriveSecret' | 'deriveSecrets'>
  /** Told in the transaction of the change, for whoever shows an organizer's name or address elsewhere. */
  profileChanged?(tx: Tx): Promise<void>
}
