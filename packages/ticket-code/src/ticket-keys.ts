import { toHex } from './code-format.ts'

const ALGORITHM = 'Ed25519'
const KEY_TEXT = /^[A-Za-z0-9_-]{43}$/

/** The engine's key object, under the name that both Node's and the browsers' types know. */
export type CryptoKeyObject = Awaited<ReturnType<typeof crypto.subtle.importKey>>

/** A public key as scanners receive it. `organizer_tail` binds it to one organizer: the last eight hex digits of its ids. */
export interface PublicTicketJwk {
  kty: 'OKP'
  crv: 'Ed25519'
  x: string
  kid: string
  organizer_tail?: string
}

/** A secret: encrypt it before it is stored. */
export interface PrivateTicketJwk extends PublicTicketJwk {
  d: string
}

export interface TicketSigningKey {
  keyId: string
  privateKey: CryptoKeyObject
}

export interface TicketKeyRingJson {
  keys: readonly PublicTicketJwk[]
}

/** Public keys by key id. A retired key stays in the ring until the last event that it signed for has ended. */
export type TicketKeyRing = ReadonlyMap<string, { publicKey: CryptoKeyObject; organizerTail: string | null }>

/** The first four bytes of the SHA-256 of the raw public key, in hex. */
export async function keyIdOf(publicKey: CryptoKeyObject): Promise<string> {
  const raw = await crypto.subtle.exportKey('raw', publicKey)
  return toHex(new Uint8Array(await crypto.subtle.digest('SHA-256', raw))).slice(0, 8)
}

/** A new key pair as JWK; its public half is `publicTicketJwk` of it. */
export async function generateTicketKey(organizerTail?: string): Promise<PrivateTicketJwk> {
  const pair = await crypto.subtle.generateKey(ALGORITHM, true, ['sign', 'verify'])
  if (!('privateKey' in pair)) throw new TypeError('ticket keys: the engine made no key pair')
  const { x, d } = await crypto.subtle.exportKey('jwk', pair.privateKey)
  if (x === undefined || d === undefined) throw new TypeError('ticket keys: the engine exported no key')
  const jwk: PrivateTicketJwk = { kty: 'OKP', crv: ALGORITHM, x, d, kid: await keyIdOf(pair.publicKey) }
  return organizerTail === undefined ? jwk : { ...jwk, organizer_tail: organizerTail }
}

/** The half that may leave the server; names its fields one by one so that a secret never rides along. */
export function publicTicketJwk(jwk: PublicTicketJwk): PublicTicketJwk {
  const { kty, crv, x, kid, organizer_tail: tail } = jwk
  return tail === undefined ? { kty, crv, x, kid } : { kty, crv, x, kid, organizer_tail: tail }
}

/** Throws if the id is not that of the key; so does the engine if the halves do not belong together. Such a key would sign tickets that no gate admits. */
export async function importSigningKey(jwk: PrivateTicketJwk): Promise<TicketSigningKey> {
  const { kty, crv, x, d } = jwk
  await importPublicKey(jwk)
  const privateKey = await crypto.subtle.importKey('jwk', { kty, crv, x, d }, ALGORITHM, false, ['sign'])
  return { keyId: jwk.kid, privateKey }
}

/** Reads a ring from JSON. Throws on anything that is not one, and on two keys with the same id. */
export async function importKeyRing(json: unknown): Promise<TicketKeyRing> {
  if (!isObject(json) || !Array.isArray(json.keys)) throw new TypeError('ticket keys: not a key ring')
  const ring = new Map<string, { publicKey: CryptoKeyObject; organizerTail: string | null }>()
  for (const key of json.keys as unknown[]) {
    if (!isPublicTicketJwk(key)) throw new TypeError('ticket keys: not a public Ed25519 key')
    if (ring.has(key.kid)) throw new TypeError(`ticket keys: two keys have the id ${key.kid}`)
    ring.set(key.kid, { publicKey: await importPublicKey(key), organizerTail: key.organizer_tail ?? null })
  }
  return ring
}

async function importPublicKey(jwk: PublicTicketJwk): Promise<CryptoKeyObject> {
  const { kty, crv, x, kid } = jwk
  const publicKey = await crypto.subtle.importKey('jwk', { kty, crv, x }, ALGORITHM, true, ['verify'])
  if ((await keyIdOf(publicKey)) !== kid) throw new TypeError('ticket keys: the id is not that of the key')
  return publicKey
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null
}

/** Refuses a key with `d`, so that a ring with secrets in it is noticed where it is first read. */
function isPublicTicketJwk(value: unknown): value is PublicTicketJwk {
  if (!isObject(value) || 'd' in value) return false
  const tail = value.organizer_tail
  return (
    value.kty === 'OKP' &&
    value.crv === ALGORITHM &&
    typeof value.x === 'string' &&
    KEY_TEXT.test(value.x) &&
    typeof value.kid === 'string' &&
    (tail === undefined || (typeof tail === 'string' && /^[0-9a-f]{8}$/.test(tail)))
  )
}
