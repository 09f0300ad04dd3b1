import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto'
import type { Secrets } from '../crypto/secrets.ts'
import type { BodySeal } from './idempotency-store.ts'

const NONCE = 12
const TAG = 16

/** Seals kept answers: an answer may carry an order's secret, and a stolen database must not. They live for a day. */
export function createBodySeal(secrets: Pick<Secrets, 'deriveSecret'>): BodySeal {
  const key = createHash('sha256').update(secrets.deriveSecret('idempotency', 'answers')).digest()
  return {
    seal: plain => {
      const nonce = randomBytes(NONCE)
      const cipher = createCipheriv('aes-256-gcm', key, nonce)
      const sealed = Buffer.concat([cipher.update(plain), cipher.final()])
      return Buffer.concat([nonce, cipher.getAuthTag(), sealed])
    },
    open: sealed => {
      const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(0, NONCE))
      decipher.setAuthTag(sealed.subarray(NONCE, NONCE + TAG))
      return Buffer.concat([decipher.update(sealed.subarray(NONCE + TAG)), decipher.final()])
    },
  }
}
