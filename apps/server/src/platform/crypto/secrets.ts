import { createHmac, createSecretKey, type KeyObject, randomBytes, timingSafeEqual } from 'node:crypto'
import { createMasterKeyRing, deriveKey, joinParts, type MasterKey, sha256 } from './master-keys.ts'

const MIN_SECRET_BYTES = 16

/** An unguessable secret as base64url; 256 bits unless told otherwise, never under 128. */
export function randomSecret(bytes = 32): string {
  if (bytes < MIN_SECRET_BYTES) throw new Error(`A secret needs at least ${MIN_SECRET_BYTES} bytes`)
  return randomBytes(bytes).toString('base64url')
}

/** Compares in a time that tells nothing about where, or by how much in length, the two differ. */
export function constantTimeEqual(a: string | Uint8Array, b: string | Uint8Array): boolean {
  return timingSafeEqual(sha256(a), sha256(b))
}

/** Secrets that are computed from an id, so that they need no column: the link of an order, an unsubscribe link. */
export type Secrets = {
  /** The same purpose and id give the same 256-bit secret, as base64url, for as long as the newest master key stays. */
  deriveSecret(purpose: string, id: string): string
  /** The same of every master key in the ring, the newest first: what was sealed with one before a rotation opens with it. */
  deriveSecrets(purpose: string, id: string): string[]
  /** True for the secret of any master key in the ring: links that were sent before a rotation keep working. */
  acceptsSecret(purpose: string, id: string, candidate: string): boolean
  /** Keyed signature over a message, for cookies and cursors; verified with `acceptsSignature`. */
  sign(purpose: string, message: string | Uint8Array): string
  acceptsSignature(purpose: string, message: string | Uint8Array, candidate: string): boolean
}

export function createSecrets(options: { masterKeys: readonly MasterKey[] }): Secrets {
  const ring = createMasterKeyRing(options.masterKeys)
  // Derived once: each hold makes a secret, and deriving its key again would cost more than the secret.
  const derived = new Map<string, KeyObject>()
  const keyOf = (master: MasterKey, kind: string): KeyObject => {
    const name = `${kind}\n${master.id}`
    const key = derived.get(name) ?? createSecretKey(deriveKey(master, kind))
    derived.set(name, key)
    return key
  }
  const mac = (master: MasterKey, kind: string, purpose: string, message: string | Uint8Array) =>
    createHmac('sha256', keyOf(master, kind)).update(joinParts(purpose, message)).digest('base64url')
  const accepts = (kind: string, purpose: string, message: string | Uint8Array, candidate: string) => {
    let accepted = false
    // Every key is tried, also after a match: the time taken does not tell which one it was.
    for (const master of ring.all) {
      if (constantTimeEqual(mac(master, kind, purpose, message), candidate)) accepted = true
    }
    return accepted
  }
  return {
    deriveSecret: (purpose, id) => mac(ring.current, 'derive', purpose, id),
    deriveSecrets: (purpose, id) => ring.all.map(master => mac(master, 'derive', purpose, id)),
    acceptsSecret: (purpose, id, candidate) => accepts('derive', purpose, id, candidate),
    sign: (purpose, message) => mac(ring.current, 'sign', purpose, message),
    acceptsSignature: (purpose, message, candidate) => accepts('sign', purpose, message, candidate),
  }
}
