/**
 * Ids. Inside the platform an id is a UUIDv7; outside it wears a prefix that says what it is: `evt_` followed by
 * the 128 bits in 26 characters of Crockford's base32. The text form sorts as the uuid does.
 *
 * An id of a tenant's thing also says whose it is: its last four bytes are those of its organizer's id.
 */

/** Every kind of thing that has an id, by its prefix. A prefix once published is never given to another kind. */
export const ID_KINDS = {
  org: 'organizer',
  acc: 'account',
  ses: 'session',
  mem: 'member',
  inv: 'invitation',
  key: 'api key',
  evt: 'event',
  dat: 'date',
  prd: 'product',
  var: 'variant',
  poo: 'pool',
  que: 'question',
  pic: 'picture',
  hld: 'hold',
  ord: 'order',
  lin: 'order line',
  pay: 'payment',
  ref: 'refund',
  dsp: 'dispute',
  ent: 'journal entry',
  jen: 'journal line',
  tkt: 'ticket',
  cil: 'check-in list',
  gat: 'gate',
  dev: 'device',
  scn: 'scan',
  gwa: 'gateway account',
  req: 'request',
  aud: 'audit record',
  fil: 'file',
  mal: 'mail',
} as const

export type IdPrefix = keyof typeof ID_KINDS

declare const kind: unique symbol
declare const uuidBrand: unique symbol

/** A lower-case uuid. A plain string becomes one through `newUuid`, `parseId` or `asUuid`. */
export type Uuid = string & { readonly [uuidBrand]: true }
/** The uuid of one kind of thing: `IdOf<'evt'>` does not pass for `IdOf<'ord'>`; a new `Uuid` passes for either. */
export type IdOf<P extends IdPrefix> = Uuid & { readonly [kind]?: P }
/** What the outside sees. */
export type TypeId<P extends IdPrefix = IdPrefix> = `${P}_${string}`

export type OrganizerId = IdOf<'org'>
export type EventId = IdOf<'evt'>
export type TicketId = IdOf<'tkt'>

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/

export function isUuid(text: string): text is Uuid {
  return UUID.test(text)
}

/** Vouches for a uuid that comes from a trusted place, such as a uuid column; throws on any other text. */
export function asUuid(text: string): Uuid {
  if (isUuid(text)) return text
  const lower = text.toLowerCase()
  if (isUuid(lower)) return lower
  throw new TypeError(`not a uuid: ${text}`)
}

/** A step back of the clock up to this size does not make ids go back. */
const CLOCK_STEP_TOLERATED_MS = 1000
let lastMs = 0
let sequence = 0

/**
 * A new UUIDv7 (RFC 9562). Ids made by one process ascend, also within a millisecond: the 12 bits after the version
 * count up from a random start below half, and borrow the next millisecond when they run out.
 */
export function newUuid(now: Date | number = Date.now()): Uuid {
  return textOf(newBytes(Number(now))) as Uuid
}

/** A new UUIDv7 of a thing that belongs to this organizer: the last four bytes are the organizer's. */
export function newTenantUuid(organizerUuid: string, now: Date | number = Date.now()): Uuid {
  return (textOf(newBytes(Number(now))).slice(0, 28) + asUuid(organizerUuid).slice(28)) as Uuid
}

/** The last four bytes of a uuid as an unsigned number: unique per organizer, shared by all that is theirs. */
export function tailOf(uuid: string): number {
  return Number.parseInt(asUuid(uuid).slice(28), 16)
}

function newBytes(now: number): Uint8Array {
  const bytes = randomBytes()
  if (now > lastMs || now < lastMs - CLOCK_STEP_TOLERATED_MS) {
    lastMs = Math.trunc(now)
    sequence = startOfSequence(bytes)
  } else if (++sequence > 0xfff) {
    lastMs += 1
    sequence = startOfSequence(bytes)
  }
  let ms = lastMs
  for (let at = 5; at >= 0; at--) {
    bytes[at] = ms % 256
    ms = Math.floor(ms / 256)
  }
  bytes[6] = 0x70 | (sequence >> 8)
  bytes[7] = sequence & 0xff
  bytes[8] = 0x80 | (bytes[8]! & 0x3f)
  return bytes
}

function startOfSequence(bytes: Uint8Array): number {
  return ((bytes[6]! & 0x07) << 8) | bytes[7]!
}

// Random bytes are fetched for 256 ids at a time: one call each would be most of what an id costs.
const pool = new Uint8Array(4096)
let drawn = pool.length

function randomBytes(): Uint8Array {
  if (drawn === pool.length) {
    crypto.getRandomValues(pool)
    drawn = 0
  }
  drawn += 16
  return pool.slice(drawn - 16, drawn)
}

const HEX = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'))

function textOf(bytes: Uint8Array): string {
  let hex = ''
  for (const byte of bytes) hex += HEX[byte]!
  return withHyphens(hex)
}

function withHyphens(hex: string): string {
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`
}

const ALPHABET = '0123456789abcdefghjkmnpqrstvwxyz'
/** The value of each letter by its character code; -1 for what is no letter of the alphabet. */
const VALUES = valuesOf(ALPHABET)
/** The same for the digits of a uuid; -1 for its hyphens. */
const NIBBLES = valuesOf('0123456789abcdef')
const BODY = 26

function valuesOf(alphabet: string): number[] {
  return Array.from({ length: 128 }, (_, code) => alphabet.indexOf(String.fromCharCode(code)))
}

/** `formatId('evt', uuid)` → `evt_…`. */
export function formatId<P extends IdPrefix>(prefix: P, uuid: string): TypeId<P> {
  const digits = asUuid(uuid)
  let text = ''
  // 26 letters hold 130 bits: the first letter has two spare bits in front, which stay zero.
  let buffer = 0
  let bits = 2
  for (let at = 0; at < digits.length; at++) {
    const value = NIBBLES[digits.charCodeAt(at)]!
    if (value < 0) continue
    buffer = (buffer << 4) | value
    bits += 4
    if (bits >= 5) {
      bits -= 5
      text += ALPHABET[buffer >> bits]!
      buffer &= (1 << bits) - 1
    }
  }
  return `${prefix}_${text}`
}

/**
 * The uuid behind a type id, or null. Exactly the texts that `formatId` writes are read: no upper case, no look-alike
 * letters, nothing beyond 128 bits, no other prefix.
 */
export function parseId<P extends IdPrefix>(prefix: P, text: string): IdOf<P> | null {
  const start = prefix.length + 1
  if (text.length !== start + BODY || !text.startsWith(`${prefix}_`)) return null
  let hex = ''
  let buffer = 0
  let bits = -2
  for (let at = start; at < text.length; at++) {
    const value = VALUES[text.charCodeAt(at)] ?? -1
    if (value < 0 || (at === start && value > 7)) return null
    buffer = (buffer << 5) | value
    bits += 5
    if (bits >= 8) {
      bits -= 8
      hex += HEX[buffer >> bits]!
      buffer &= (1 << bits) - 1
    }
  }
  return withHyphens(hex) as IdOf<P>
}

/** The prefix of a text that looks like an id, for messages and routing; says nothing about the rest of it. */
export function prefixOf(text: string): IdPrefix | null {
  const prefix = text.split('_', 1)[0]!
  return Object.hasOwn(ID_KINDS, prefix) && text.length === prefix.length + 1 + BODY ? (prefix as IdPrefix) : null
}
