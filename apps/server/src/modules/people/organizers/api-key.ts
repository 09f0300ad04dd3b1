import { createHash, randomBytes } from 'node:crypto'
import { formatId, parseId } from '@tessera/kernel/ids'
import { constantTimeEqual } from '../../../platform/crypto/secrets.ts'

const SECRET_BYTES = 32
const TEXT = /^tsk_([0-9a-z]{26})_([A-Za-z0-9_-]{43})$/

/** The text of an API key: `tsk_`, its id, its secret. The id tells whose it is before anything is looked up. */
export function newApiKeyText(keyId: string): { text: string; hash: Buffer; hint: string } {
  const secret = randomBytes(SECRET_BYTES).toString('base64url')
  return { text: `tsk_${formatId('key', keyId).slice(4)}_${secret}`, hash: hashOf(secret), hint: secret.slice(-4) }
}

export function parseApiKeyText(text: string): { keyId: string; secret: string } | null {
  const match = TEXT.exec(text)
  const keyId = match && parseId('key', `key_${match[1]}`)
  return match && keyId ? { keyId, secret: match[2]! } : null
}

/** 256 random bits need no slow hash. */
function hashOf(secret: string): Buffer {
  return createHash('sha256').update(secret).digest()
}

export function secretMatches(secret: string, hash: Uint8Array): boolean {
  return constantTimeEqual(hashOf(secret), hash)
}
