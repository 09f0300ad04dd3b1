import { createCipheriv, createDecipheriv, createHmac, randomBytes } from 'node:crypto'
import { joinParts } from './master-keys.ts'

const CIPHER = 'aes-256-gcm'
const NONCE_BYTES = 12
const TAG_BYTES = 16
const MAGIC = 0xa7
const FORMAT = 1
const KEY_ID_BYTES = 8
const HEADER_BYTES = 2 + 4 + KEY_ID_BYTES

export type CryptoFailure = 'malformed' | 'tampered' | 'unknown_data_key' | 'unknown_master_key'

/** Something sealed cannot be opened. Never shown to clients: it is a defect, an attack or a lost key. */
export class CryptoError extends Error {
  override readonly name = 'CryptoError'
  readonly code: `crypto.${CryptoFailure}`
  constructor(failure: CryptoFailure, message: string) {
    super(message)
    this.code = `crypto.${failure}`
  }
}

/** nonce ‖ tag ‖ ciphertext. The nonce is random: a key may seal 2^32 messages, far beyond what one tenant stores. */
export function encrypt(key: Uint8Array, plaintext: Uint8Array, bound: Uint8Array): Buffer {
  const nonce = randomBytes(NONCE_BYTES)
  const cipher = createCipheriv(CIPHER, key, nonce, { authTagLength: TAG_BYTES })
  cipher.setAAD(bound)
  const body = Buffer.concat([cipher.update(plaintext), cipher.final()])
  return Buffer.concat([nonce, cipher.getAuthTag(), body])
}

export function decrypt(key: Uint8Array, sealed: Uint8Array, bound: Uint8Array): Buffer {
  if (sealed.byteLength < NONCE_BYTES + TAG_BYTES) throw new CryptoError('malformed', 'The sealed value is too short')
  const decipher = createDecipheriv(CIPHER, key, sealed.subarray(0, NONCE_BYTES), { authTagLength: TAG_BYTES })
  decipher.setAAD(bound)
  decipher.setAuthTag(sealed.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES))
  const head = decipher.update(sealed.subarray(NONCE_BYTES + TAG_BYTES))
  try {
    return Buffer.concat([head, decipher.final()])
  } catch {
    throw new CryptoError('tampered', 'The sealed value was changed, or belongs to another place')
  }
}

export type DataKey = { version: number; key: Buffer; id: Buffer }

/** The id says which key sealed a blob without saying anything of the key. */
export function dataKeyOf(version: number, key: Buffer): DataKey {
  return { version, key, id: createHmac('sha256', key).update('data-key-id').digest().subarray(0, KEY_ID_BYTES) }
}

/** magic ‖ format ‖ data-key version ‖ data-key id ‖ nonce ‖ tag ‖ ciphertext; the header is authenticated too. */
export function sealBlob(dataKey: DataKey, plaintext: Uint8Array, bound: Uint8Array): Buffer {
  const header = Buffer.alloc(HEADER_BYTES)
  header.writeUInt8(MAGIC, 0)
  header.writeUInt8(FORMAT, 1)
  header.writeUInt32BE(dataKey.version, 2)
  dataKey.id.copy(header, 6)
  return Buffer.concat([header, encrypt(dataKey.key, plaintext, joinParts(header, bound))])
}

export function dataKeyVersionOf(blob: Uint8Array): number {
  const bytes = Buffer.from(blob.buffer, blob.byteOffset, blob.byteLength)
  if (bytes.length < HEADER_BYTES || bytes[0] !== MAGIC || bytes[1] !== FORMAT) {
    throw new CryptoError('malformed', 'The value is not a sealed blob of a known format')
  }
  return bytes.readUInt32BE(2)
}

export function openBlob(dataKey: DataKey, blob: Uint8Array, bound: Uint8Array): Buffer {
  const header = blob.subarray(0, HEADER_BYTES)
  if (!dataKey.id.equals(header.subarray(6))) throw new CryptoError('unknown_data_key', 'Sealed with another data key')
  return decrypt(dataKey.key, blob.subarray(HEADER_BYTES), joinParts(header, bound))
}
