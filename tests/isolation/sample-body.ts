import { randomUUID } from 'node:crypto'
import { daysFromNow } from '../world/event.ts'
import type { ApiDocument, Operation, Schema } from './operations.ts'
import type { Things } from './tenancies.ts'

/** What the schema alone does not say is needed. */
const NEEDED: Record<string, object> = {
  cloneEvent: { shift_days: 7 },
  refundOrder: { all: true },
  scanTicket: { code: 'not a ticket' },
  scanTicketAsMember: { code: 'not a ticket' },
}

export function bodyOf(document: ApiDocument, { id, body }: Operation, things: Things): string | undefined {
  return body ? JSON.stringify({ ...(sampleOf(document, body, things) as object), ...NEEDED[id] }) : undefined
}

/** The least that the schema takes, with ids of the given things: a request that would do something, were it let in. */
export function sampleOf(document: ApiDocument, schema: Schema, things: Things): unknown {
  const sample = (part: Schema): unknown => {
    if (part.$ref) return sample(document.components.schemas[part.$ref.split('/').at(-1) ?? ''] ?? {})
    if (part.const !== undefined) return part.const
    if (part.enum) return part.enum[0]
    const options = part.anyOf ?? part.oneOf
    if (options) return sample(options[0] ?? {})
    const type = Array.isArray(part.type) ? part.type[0] : part.type
    if (type === 'object') return objectOf(part)
    if (type === 'array') return Array.from({ length: part.minItems ?? 0 }, () => sample(part.items ?? {}))
    if (type === 'integer' || type === 'number') return Math.max(part.minimum ?? 1, 1)
    if (type === 'boolean') return true
    return textOf(part, things)
  }
  const objectOf = (part: Schema) =>
    part.properties
      ? Object.fromEntries((part.required ?? []).map(name => [name, sample(part.properties?.[name] ?? {})]))
      : { en: 'A text' }
  return sample(schema)
}

function textOf({ pattern = '', format, minLength = 1 }: Schema, things: Things): string {
  const prefix = /^\^([a-z]{3})_/.exec(pattern)?.[1]
  if (prefix) return Object.values(things).find(id => id.startsWith(`${prefix}_`)) ?? `${prefix}_${'0'.repeat(26)}`
  if (pattern.includes('A-Za-z0-9_-')) return randomUUID()
  if (pattern.startsWith('^[a-z')) return 'sandbox'
  if (format === 'email') return 'somebody@people.example'
  if (format === 'date-time') return daysFromNow(40)
  if (format === 'uri') return 'https://people.example/'
  if (/\\d|0-9/.test(pattern) && !/a-z/i.test(pattern)) return '1200'
  return 'Europe/Berlin'.padEnd(minLength, 'x')
}
