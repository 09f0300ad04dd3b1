/**
 * What is logged is read by more people than the database is. Two nets: names of fields that hold secrets, anywhere in
 * what is logged; and shapes of personal data and secrets inside any text, in the finished line.
 */

const REDACTED = '[redacted]'

/** Found anywhere in a name, in any case, joined by `_`, `-` or nothing: `X-Api-Key`, `api_key`, `apiKey`. */
const SECRET_NAMES = [
  'authorization',
  'cookie',
  'password',
  'passphrase',
  'secret',
  'token',
  'api key',
  'private key',
  'credential',
  'signature',
  'card number',
  'cvc',
  'cvv',
  'iban',
  'e mail',
  'phone',
  '(?:database|redis|smtp) url',
]
  .map(name => name.replaceAll(' ', '[_-]?'))
  .join('|')
const SECRET_NAME = new RegExp(SECRET_NAMES, 'i')

const MAX_DEPTH = 6
const MAX_ITEMS = 50
const MAX_TEXT = 4_000

export function isSecretName(name: string): boolean {
  return SECRET_NAME.test(name)
}

/** A copy that is safe to write: secret fields blanked, depth and size bounded, errors and strange objects flattened. */
export function scrub(value: unknown, depth = 0, above: readonly unknown[] = []): unknown {
  if (typeof value === 'string') return value.length > MAX_TEXT ? `${value.slice(0, MAX_TEXT)}…` : value
  if (typeof value === 'bigint') return value.toString()
  if (typeof value !== 'object' || value === null) return typeof value === 'function' ? undefined : value
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? null : value.toISOString()
  if (value instanceof Error) return serializeError(value, depth)
  if (ArrayBuffer.isView(value)) return `[${value.byteLength} bytes]`
  if (depth >= MAX_DEPTH || above.includes(value)) return '[…]'
  const path = [...above, value]
  if (Array.isArray(value)) {
    const items = value.slice(0, MAX_ITEMS).map(item => scrub(item, depth + 1, path))
    return value.length > MAX_ITEMS ? [...items, `… ${value.length - MAX_ITEMS} more`] : items
  }
  // A connection, a request, a pool: their insides hold passwords and whole other objects.
  const prototype: unknown = Object.getPrototypeOf(value)
  if (prototype !== Object.prototype && prototype !== null) return `[${value.constructor?.name ?? 'object'}]`
  return Object.fromEntries(
    Object.entries(value)
      .slice(0, MAX_ITEMS)
      .map(([name, child]) => [name, isSecretName(name) && child != null ? REDACTED : scrub(child, depth + 1, path)]),
  )
}

/**
 * Of an error only what helps to find it. Database errors carry their whole client, and in `detail`, `where` and
 * `parameters` the values of the row.
 */
const ERROR_FIELDS = ['code', 'severity', 'schema', 'table', 'constraint', 'routine', 'syscall', 'status', 'statusCode']

export function serializeError(error: unknown, depth = 0): unknown {
  if (!(error instanceof Error)) return scrub(error, depth + 1)
  const known: Record<string, unknown> = { type: error.name, message: error.message.slice(0, MAX_TEXT) }
  for (const name of ERROR_FIELDS) {
    const value = (error as unknown as Record<string, unknown>)[name]
    if (typeof value === 'string' || typeof value === 'number') known[name] = value
  }
  known['stack'] = error.stack?.slice(0, MAX_TEXT)
  if (depth < MAX_DEPTH) {
    if (error.cause !== undefined) known['cause'] = serializeError(error.cause, depth + 1)
    if (error instanceof AggregateError) {
      known['errors'] = error.errors.slice(0, 5).map((nested: unknown) => serializeError(nested, depth + 1))
    }
  }
  return known
}

/** A text under such a name; what a logger was bound to does not pass through `scrub`. */
const SECRET_FIELD = new RegExp(`("[\\w-]*(?:${SECRET_NAMES})[\\w-]*":)"(?:[^"\\\\]|\\\\.)*"`, 'gi')
const EMAIL = /[\p{L}\p{N}._%+'-]{1,64}@(?:[\p{L}\p{N}-]{1,63}\.)+[\p{L}]{2,24}/gu
const URL_LOGIN = /\b([a-z][a-z0-9+.-]{1,20}:\/\/)[^\s/@"\\]{1,200}@/gi
const AUTH_SCHEME = /\b(bearer|basic)\s+[\w.~+/=-]{8,}/gi
const JWT = /\beyJ[\w-]{8,}\.[\w-]{8,}\.[\w-]*/g
/** In a query or a form body that ended up in a text. */
const SECRET_PARAMETER = /([?&](?:[\w-]*(?:token|secret|key|signature|password|code|email)[\w-]*)=)[^&\s"\\#]+/gi
const CARD_HINT = /\d[\d -]{12}/
const DIGITS = /(?<![\w.-])\d(?:[ -]?\d){12,18}(?![\w-])/g

/**
 * Applied to the finished line, so that nothing gets round it: not the message, nor what was bound long before. Most
 * lines hold nothing of the kind: each net is thrown only where one cheap look says that there may be something.
 */
export function scrubLine(line: string, patterns: readonly RegExp[] = []): string {
  let scrubbed = line
  if (CARD_HINT.test(line)) {
    scrubbed = scrubbed.replace(DIGITS, (digits: string, at: number) =>
      isCardNumber(digits) ? hiddenNumber(line, digits, at) : digits,
    )
  }
  if (SECRET_NAME.test(scrubbed)) scrubbed = scrubbed.replace(SECRET_FIELD, `$1"${REDACTED}"`)
  if (scrubbed.includes('@')) scrubbed = scrubbed.replace(URL_LOGIN, `$1${REDACTED}@`).replace(EMAIL, '[e-mail]')
  if (scrubbed.includes('=')) scrubbed = scrubbed.replace(SECRET_PARAMETER, `$1${REDACTED}`)
  if (scrubbed.includes('eyJ')) scrubbed = scrubbed.replace(JWT, REDACTED)
  scrubbed = scrubbed.replace(AUTH_SCHEME, `$1 ${REDACTED}`)
  for (const pattern of patterns) scrubbed = scrubbed.replace(pattern, REDACTED)
  return scrubbed
}

/** A bare number stays one, or the line would no longer be JSON. */
function hiddenNumber(line: string, digits: string, at: number): string {
  const isBare = /[:,[]/.test(line[at - 1] ?? '') && /[,}\]]/.test(line[at + digits.length] ?? '')
  return isBare ? '0' : '[card]'
}

/** Luhn's check: one number in ten passes by chance, no card fails. */
function isCardNumber(text: string): boolean {
  const digits = Array.from(text.replaceAll(/\D/g, ''), Number).reverse()
  if (!/^[3-6]/.test(text)) return false
  const sum = digits.reduce((total, digit, index) => {
    const value = index % 2 === 1 ? digit * 2 : digit
    return total + (value > 9 ? value - 9 : value)
  }, 0)
  return sum % 10 === 0
}
