import { formatId, type IdPrefix, isUuid, parseId } from '@tessera/kernel/ids'
import { z } from 'zod'
import { requestErrors } from '../errors/errors.ts'

/** A prefixed id on the wire (`evt_…`); a plain uuid inside. */
export function id<P extends IdPrefix>(prefix: P) {
  return z
    .string()
    .regex(new RegExp(`^${prefix}_[0-9a-z]{26}$`), `must be an id that begins with ${prefix}_`)
    .transform((text, context) => {
      const uuid = parseId(prefix, text)
      if (uuid) return uuid
      context.addIssue({ code: 'custom', message: `must be an id that begins with ${prefix}_` })
      return z.NEVER
    })
    .meta(described(prefix))
}

const described = (prefix: IdPrefix) => ({
  description: `Id, begins with ${prefix}_`,
  example: `${prefix}_01jd3v9k6tfa8b4m2n7qz0xw5e`,
})

/** The same, going out: takes the uuid, puts `evt_…` on the wire. */
export function idOut<P extends IdPrefix>(prefix: P) {
  return z.string().meta(described(prefix))
}

export const wireId = formatId

export const currency = z.string().regex(/^[A-Z]{3}$/, 'must be an ISO 4217 code')
export const money = z
  .object({
    amount_minor: z
      .string()
      .regex(/^-?\d{1,18}$/)
      .meta({ description: 'Minor units, as text: it may exceed 2^53' }),
    currency,
  })
  .meta({ id: 'Money', example: { amount_minor: '1250', currency: 'EUR' } })
export const moneyOut = (amountMinor: bigint, currency: string) => ({ amount_minor: amountMinor.toString(), currency })

/** RFC 3339 in UTC on the wire, a Date inside. */
export const instant = z.iso.datetime({ offset: true }).transform(text => new Date(text))
export const instantOut = z.string().meta({ format: 'date-time', description: 'RFC 3339, UTC' })
export const at = (date: Date) => date.toISOString()
export const atOrNull = (date: Date | null) => date?.toISOString() ?? null

/** Text by locale: `{ "en": "…", "de": "…" }`. What comes in names its limit; what goes out is as long as it was let in. */
export const translated = (maxLength?: number) =>
  z
    .record(
      z.string().regex(/^[a-z]{2}(-[A-Z]{2})?$/),
      maxLength === undefined ? z.string() : z.string().max(maxLength),
    )
    .meta({ example: { en: 'Morning', de: 'Morgen' } })

/**
 * What turns the direction of the text around it, and what is not seen at all: with either, one name passes for another.
 * Joiners stay, without which some languages and many emoji are not written.
 */
const UNSEEN = /[\u200b\u2060\ufeff\u202a-\u202e\u2066-\u2069]/g
const SEPARATORS = /[\u2028\u2029]/g

/**
 * A printable single line: no control characters, trimmed, and what looks the same is the same. PostgreSQL refuses U+0000,
 * and nobody wants the others.
 */
export const line = (max: number, min = 1) =>
  z
    .string()
    .overwrite(text => text.replace(SEPARATORS, ' ').replace(UNSEEN, '').normalize('NFC').trim())
    .min(min)
    .max(max)
    .refine(text => !/\p{Cc}/u.test(text), 'must not contain control characters')

export const email = z.email().max(254)
export const locale = z.string().regex(/^[a-z]{2}(-[A-Z]{2})?$/)

export const pageQuery = z.object({
  limit: z.coerce.number().int().min(1).max(100).default(50),
  cursor: z.string().max(500).optional(),
})

export function page<T extends z.ZodType>(item: T) {
  return z.object({ data: z.array(item), next_cursor: z.string().nullable() })
}

/** Cursors carry sort keys only; the tenant always comes from the request, so one of another tenant shows nothing. */
export function encodeCursor(keys: Array<string | number>): string {
  return Buffer.from(JSON.stringify(keys)).toString('base64url')
}

const CURSOR_KEYS = {
  uuid: (key: unknown) => typeof key === 'string' && isUuid(key),
  instant: (key: unknown) => typeof key === 'string' && ISO_INSTANT.test(key) && !Number.isNaN(Date.parse(key)),
  integer: (key: unknown) => Number.isSafeInteger(key) && Number(key) >= 0,
  text: (key: unknown) => typeof key === 'string' && key.length <= 200,
}
const ISO_INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/
type CursorKey<K> = K extends 'integer' ? number : string

/** Null without a cursor. One that was tampered with is refused here: what is in it goes to the database. */
export function decodeCursor<const Kinds extends ReadonlyArray<keyof typeof CURSOR_KEYS>>(
  text: string | undefined,
  kinds: Kinds,
): { [I in keyof Kinds]: CursorKey<Kinds[I]> } | null {
  if (!text) return null
  const keys = parsedCursor(text)
  if (
    Array.isArray(keys) &&
    keys.length === kinds.length &&
    kinds.every((kind, index) => CURSOR_KEYS[kind](keys[index]))
  )
    return keys as { [I in keyof Kinds]: CursorKey<Kinds[I]> }
  throw requestErrors.invalid({
    fields: [{ path: 'cursor', code: 'malformed', message: 'This cursor was not given by us' }],
  })
}

function parsedCursor(text: string): unknown {
  try {
    return JSON.parse(Buffer.from(text, 'base64url').toString('utf8'))
  } catch {
    return null
  }
}

export const etagOf = (version: number) => `"v${version}"`

/** The version an editor has read, from If-Match. Every change of an editable thing must name it. */
export function requireVersion(header: string | undefined): number {
  if (!header) throw requestErrors.precondition_required()
  const match = /^(?:W\/)?"v(\d{1,9})"$/.exec(header.trim())
  if (!match) throw requestErrors.precondition_failed({ detail: 'If-Match must be an ETag that we gave' })
  return Number(match[1])
}

export const problemSchema = z
  .object({
    type: z.string(),
    title: z.string(),
    status: z.number().int(),
    code: z.string().meta({ description: '`module.reason`; never reused for anything else' }),
    detail: z.string().optional().meta({ description: 'This case in words, for people' }),
    request_id: z.string(),
    errors: z
      .array(z.object({ path: z.string(), code: z.string(), message: z.string() }))
      .optional()
      .meta({ description: 'One entry a field; `path` as in `lines.0.quantity`' }),
  })
  .loose()
  .meta({
    id: 'Problem',
    description: 'RFC 9457. Switch on `code`; it is stable.',
    example: {
      type: 'https://tessera.example/problems/request.invalid',
      title: 'The request is not valid',
      status: 400,
      code: 'request.invalid',
      errors: [{ path: 'buyer.email', code: 'invalid_format', message: 'Invalid email address' }],
      request_id: 'req_01jd3v9k6tfa8b4m2n7qz0xw5e',
    },
  })
