import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto'
import type { Secrets } from '../crypto/secrets.ts'
import type { BodySeal } from './idempotency-store.ts'

const NONCE = 12
const TAG = 16

/** Seals kept answers: an answer may carry an order's secret, and a stolen database must not. They live for a day. */
export function createBodySeal(secrets: Pick<Secrets, 'deriveSecrets'>): BodySeal {
  const keys = secrets
    .deriveSecrets('idempotency', 'answers')
    .map(secret => createHash('sha256').update(secret).digest())
  const [newest] = keys
  if (!newest) throw new Error('At least one secret is needed')
  return {
    seal: plain => {
      const nonce = randomBytes(NONCE)
      const cipher = createCipheriv('aes-256-gcm', newest, nonce)
      const sealed = Buffer.concat([cipher.update(plain), cipher.final()])
      return Buffer.concat([nonce, cipher.getAuthTag(), sealed])
    },
    open: sealed => {
      for (const key of keys) {
        const opened = openWith(key, sealed)
        if (opened) return opened
      }
      throw new Error('a kept answer was sealed with a master key that is gone')
    },
  }
}

/** Null for another key's. */
function openWith(key: Buffer, sealed: Buffer): Buffer | null {
  const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(0, NONCE))
  decipher.setAuthTag(sealed.subarray(NONCE, NONCE + TAG))
  const opened = decipher.update(sealed.subarray(NONCE + TAG))
  try {
    return Buffer.concat([opened, decipher.final()])
  } catch {
    return null
  }
}
