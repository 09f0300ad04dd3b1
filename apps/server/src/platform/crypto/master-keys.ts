import { createHash, hkdfSync } from 'node:crypto'

/** A 256-bit secret that never touches data itself: keys for single purposes are derived from it. */
export type MasterKey = { id: string; key: Uint8Array }

/** The newest key comes first and is used to write; every key in the ring may still read. */
export type MasterKeyRing = {
  current: MasterKey
  byId: (id: string) => MasterKey | undefined
  all: readonly MasterKey[]
}

const KEY_BYTES = 32
const KEY_ID = /^[a-z0-9][a-z0-9._-]{0,31}$/

export function createMasterKeyRing(keys: readonly MasterKey[]): MasterKeyRing {
  const [current] = keys
  if (!current) throw new Error('At least one master key is needed')
  const byId = new Map<string, MasterKey>()
  for (const master of keys) {
    if (!KEY_ID.test(master.id))
      throw new Error(`Master key id ${JSON.stringify(master.id)} is not of the form ${KEY_ID}`)
    if (master.key.byteLength !== KEY_BYTES) throw new Error(`Master key ${master.id} must have ${KEY_BYTES} bytes`)
    if (byId.has(master.id)) throw new Error(`Master key ${master.id} is given twice`)
    byId.set(master.id, master)
  }
  return { current, all: [...keys], byId: id => byId.get(id) }
}

/** Reads entries `id:base64`, newest first: the form in which an operator configures the ring. */
export function parseMasterKeys(entries: readonly string[]): MasterKey[] {
  return entries.map(entry => {
    const colon = entry.indexOf(':')
    if (colon < 1) throw new Error('A master key is written as id:base64')
    return { id: entry.slice(0, colon), key: Buffer.from(entry.slice(colon + 1), 'base64') }
  })
}

/** One key per purpose, so that a key that wraps never also signs. */
export function deriveKey(master: MasterKey, purpose: string): Buffer {
  return Buffer.from(hkdfSync('sha256', master.key, 'tessera', purpose, KEY_BYTES))
}

/** Joins parts so that no two different lists give the same bytes: each part is preceded by its length. */
export function joinParts(...parts: readonly (string | Uint8Array)[]): Buffer {
  return Buffer.concat(
    parts.flatMap(part => {
      const bytes = Buffer.from(part)
      const length = Buffer.alloc(4)
      length.writeUInt32BE(bytes.length)
      return [length, bytes]
    }),
  )
}

export function sha256(value: string | Uint8Array): Buffer {
  return createHash('sha256').update(value).digest()
}
