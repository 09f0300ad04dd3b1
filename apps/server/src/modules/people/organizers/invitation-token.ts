import { createHash } from 'node:crypto'
import { formatId, parseId } from '@tessera/kernel/ids'
import { constantTimeEqual, type Secrets } from '../../../platform/crypto/secrets.ts'

const TEXT = /^tsi_([0-9a-z]{26})_([A-Za-z0-9_-]{43})$/

/** A secret that is computed from the invitation's id, so that its mail can be written later; only its hash is stored. */
export function invitationHash(secrets: Pick<Secrets, 'deriveSecret'>, id: string): Buffer {
  return hashOf(secrets.deriveSecret('invitation', id))
}

/** `tsi_`, the invitation's id, its secret: by the master key that it was made with, which may not be the newest any more. */
export function invitationToken(secrets: Pick<Secrets, 'deriveSecrets'>, id: string, hash: Uint8Array): string {
  const secret = secrets.deriveSecrets('invitation', id).find(candidate => tokenMatches(candidate, hash))
  if (secret === undefined) throw new Error(`invitation ${id} was made with a master key that is gone`)
  return `tsi_${formatId('inv', id).slice(4)}_${secret}`
}

export function parseInvitationToken(text: string): { invitationId: string; secret: string } | null {
  const match = TEXT.exec(text)
  const invitationId = match && parseId('inv', `inv_${match[1]}`)
  return match && invitationId ? { invitationId, secret: match[2]! } : null
}

export function tokenMatches(secret: string, hash: Uint8Array): boolean {
  return constantTimeEqual(hashOf(secret), hash)
}

function hashOf(secret: string): Buffer {
  return createHash('sha256').update(secret).digest()
}
