import { createHmac, randomBytes } from 'node:crypto'
import { createMasterKeyRing, deriveKey, joinParts, type MasterKey, type MasterKeyRing } from './master-keys.ts'
import {
  CryptoError,
  type DataKey,
  dataKeyOf,
  dataKeyVersionOf,
  decrypt,
  encrypt,
  openBlob,
  sealBlob,
} from './sealed.ts'

/** What is stored of a tenant's data key: useless without the master key that wraps it. */
export type WrappedDataKey = { version: number; masterKeyId: string; wrapped: Uint8Array }

export type EnvelopeOptions = {
  /** Newest first. */
  masterKeys: readonly MasterKey[]
  /** The key of that version, or the newest one; null when the tenant has none. */
  loadDataKey: (tenantId: string, version: number | 'newest') => Promise<WrappedDataKey | null>
  /**
   * Stores a new version, or with `replaces` swaps the wrapping of a version whose master key is still `replaces`.
   * Answers what stands afterwards: when another process was first, that one's row.
   */
  storeDataKey: (tenantId: string, key: WrappedDataKey, replaces: string | null) => Promise<WrappedDataKey>
  /** How long an unwrapped key may stay in memory; after a tenant's keys are destroyed, nothing opens longer than this. */
  keyLifetimeMs?: number
  /** How many unwrapped keys stay in memory at most. */
  mostKeys?: number
  now?: () => number
}

/** Seals single values of a tenant. The context says where a value belongs (`payments.gateway_accounts.secret:gwa_…`). */
export type Envelope = {
  seal(tenantId: string, plaintext: string | Uint8Array, context: string): Promise<Buffer>
  open(tenantId: string, blob: Uint8Array, context: string): Promise<Buffer>
  openText(tenantId: string, blob: Uint8Array, context: string): Promise<string>
  /** Deterministic per tenant and field: finds a sealed value by equality. Normalise the value before. */
  blindIndex(tenantId: string, field: string, value: string): Promise<string>
  /** Wraps the tenant's data keys with the newest master key; values stay as they are. Answers how many moved. */
  rewrap(tenantId: string): Promise<number>
  /** Starts a new data key; older ones stay readable. Answers its version. */
  rotateDataKey(tenantId: string): Promise<number>
  /** Drops the tenant's keys from memory. */
  forget(tenantId: string): void
}

type CachedKey = { expiresAt: number; key: Promise<DataKey> }
type Keyring = EnvelopeOptions & { ring: MasterKeyRing; cache: Map<string, CachedKey>; now: () => number }

const FIRST_VERSION = 1 as const
const MOST_KEYS = 2_000
const KEY_LIFETIME_MS = 5 * 60_000

export function createEnvelope(options: EnvelopeOptions): Envelope {
  const keyring: Keyring = {
    now: Date.now,
    ...options,
    ring: createMasterKeyRing(options.masterKeys),
    cache: new Map(),
  }
  const open: Envelope['open'] = async (tenantId, blob, context) => {
    const version = dataKeyVersionOf(blob)
    const dataKey = await cachedKey(keyring, tenantId, version, () => load(keyring, tenantId, version))
    return openBlob(dataKey, blob, joinParts(tenantId, context))
  }
  return {
    open,
    openText: async (tenantId, blob, context) => (await open(tenantId, blob, context)).toString('utf8'),
    async seal(tenantId, plaintext, context) {
      const dataKey = await cachedKey(keyring, tenantId, 'newest', () => loadOrCreate(keyring, tenantId, 'newest'))
      return sealBlob(dataKey, Buffer.from(plaintext), joinParts(tenantId, context))
    },
    async blindIndex(tenantId, field, value) {
      // The first data key never goes away, so an index survives both kinds of rotation.
      const dataKey = await cachedKey(keyring, tenantId, FIRST_VERSION, () =>
        loadOrCreate(keyring, tenantId, FIRST_VERSION),
      )
      return createHmac('sha256', dataKey.key)
        .update(joinParts('blind-index', field, value))
        .digest('base64url')
    },
    rewrap: tenantId => rewrapAll(keyring, tenantId),
    async rotateDataKey(tenantId) {
      const newest = await loadOrCreate(keyring, tenantId, 'newest')
      const stored = await storeNew(keyring, tenantId, newest.version + 1)
      forget(keyring, tenantId)
      return stored.version
    },
    forget: tenantId => forget(keyring, tenantId),
  }
}

function forget(keyring: Keyring, tenantId: string): void {
  for (const name of keyring.cache.keys()) if (name.startsWith(`${tenantId} `)) keyring.cache.delete(name)
}

/** One load at a time per key: the promise itself is cached, a failed one is not. */
function cachedKey(
  keyring: Keyring,
  tenantId: string,
  version: number | 'newest',
  fetchRow: () => Promise<WrappedDataKey>,
): Promise<DataKey> {
  const name = `${tenantId} ${version}`
  const hit = keyring.cache.get(name)
  if (hit && hit.expiresAt > keyring.now()) return hit.key
  if (keyring.cache.size >= (keyring.mostKeys ?? MOST_KEYS)) {
    const oldest = keyring.cache.keys().next().value
    if (oldest !== undefined) keyring.cache.delete(oldest)
  }
  const key = fetchRow().then(row => unwrap(keyring, tenantId, row))
  const entry = { key, expiresAt: keyring.now() + (keyring.keyLifetimeMs ?? KEY_LIFETIME_MS) }
  keyring.cache.set(name, entry)
  key.catch(() => {
    if (keyring.cache.get(name) === entry) keyring.cache.delete(name)
  })
  return key
}

async function loadOrCreate(keyring: Keyring, tenantId: string, version: 1 | 'newest'): Promise<WrappedDataKey> {
  return (await keyring.loadDataKey(tenantId, version)) ?? storeNew(keyring, tenantId, FIRST_VERSION)
}

/** Opening never makes a key: what cannot be read must not leave a row behind. */
async function load(keyring: Keyring, tenantId: string, version: number): Promise<WrappedDataKey> {
  const row = await keyring.loadDataKey(tenantId, version)
  if (!row) throw new CryptoError('unknown_data_key', `The tenant has no data key of version ${version}`)
  return row
}

function storeNew(keyring: Keyring, tenantId: string, version: number): Promise<WrappedDataKey> {
  return keyring.storeDataKey(tenantId, wrap(keyring.ring.current, tenantId, version, randomBytes(32)), null)
}

async function rewrapAll(keyring: Keyring, tenantId: string): Promise<number> {
  const newest = await keyring.loadDataKey(tenantId, 'newest')
  let moved = 0
  for (let version = newest?.version ?? 0; version >= FIRST_VERSION; version--) {
    const row = await keyring.loadDataKey(tenantId, version)
    if (!row || row.masterKeyId === keyring.ring.current.id) continue
    const { key } = unwrap(keyring, tenantId, row)
    await keyring.storeDataKey(tenantId, wrap(keyring.ring.current, tenantId, version, key), row.masterKeyId)
    moved++
  }
  return moved
}

function wrap(master: MasterKey, tenantId: string, version: number, key: Uint8Array): WrappedDataKey {
  const bound = joinParts('data-key', tenantId, String(version), master.id)
  return { version, masterKeyId: master.id, wrapped: encrypt(deriveKey(master, 'wrap'), key, bound) }
}

function unwrap(keyring: Keyring, tenantId: string, row: WrappedDataKey): DataKey {
  const master = keyring.ring.byId(row.masterKeyId)
  if (!master) throw new CryptoError('unknown_master_key', `Master key ${row.masterKeyId} is not in the ring`)
  const bound = joinParts('data-key', tenantId, String(row.version), master.id)
  return dataKeyOf(row.version, decrypt(deriveKey(master, 'wrap'), row.wrapped, bound))
}
