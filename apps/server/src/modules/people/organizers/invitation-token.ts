import { createHash } from 'node:crypto'
import { formatId, parseId } from '@tessera/kernel/ids'
import { constantTimeEqual, type Secrets } from '../../../platform/crypto/secrets.ts'

const TEXT = /^tsi_([0-9a-z]{26})_([A-Za-z0-9_-]{43})$/

/** `tsi_`, the invitation's id, a secret that is computed from it: the mail can be written later without storing it. */
export function invitationToken(secrets: Pick<Secrets, 'deriveSecret'>, id: string): { text: string; hash: Buffer } {
  const secret = secrets.deriveSecret('invitation', id)
  return { text: `tsi_${formatId('inv', id).slice(4)}_${secret}`, hash: hashOf(secret) }
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
