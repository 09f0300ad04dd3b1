/** One field of a request that could not be accepted. `path` leads through the body (`lines.0.quantity`) or names the parameter. */
export type FieldError = { path: string; code: string; message: string }

export type ProblemDetails = {
  detail?: string
  fields?: FieldError[]
  /** Machine-readable extras a client may act on, e.g. `{ available: 3 }`. Never anything secret. */
  extra?: Record<string, unknown>
  retryAfterSeconds?: number
  cause?: unknown
}

/** An answer that is not a success: RFC 9457 on the wire. The code is stable; clients switch on it, people read `detail`. */
export class Problem extends Error {
  readonly code: string
  readonly status: number
  readonly title: string
  readonly details: ProblemDetails

  constructor(definition: ErrorDefinition, details: ProblemDetails = {}) {
    super(details.detail ?? definition.title, { cause: details.cause })
    this.name = 'Problem'
    this.code = definition.code
    this.status = definition.status
    this.title = definition.title
    this.details = details
  }
}

export type ErrorDefinition = { code: string; status: number; title: string }
export type ErrorFactory = ((details?: ProblemDetails) => Problem) & ErrorDefinition
type Definitions = Record<string, { status: number; title: string }>

/**
 * A module's error catalogue: `defineErrors('orders', { hold_expired: { status: 409, title: '…' } })` gives
 * `orderErrors.hold_expired()` with code `orders.hold_expired`. A code once published is never reused for something else.
 */
export function defineErrors<D extends Definitions>(module: string, definitions: D): { [K in keyof D]: ErrorFactory } {
  const entries = Object.entries(definitions).map(([reason, { status, title }]) => {
    const definition = { code: `${module}.${reason}`, status, title }
    return [reason, Object.assign((details?: ProblemDetails) => new Problem(definition, details), definition)]
  })
  return Object.fromEntries(entries)
}

export const requestErrors = defineErrors('request', {
  invalid: { status: 400, title: 'The request is not valid' },
  unsupported_media_type: { status: 415, title: 'Send JSON' },
  too_large: { status: 413, title: 'The request is too large' },
  not_found: { status: 404, title: 'There is nothing at this address' },
  conflict: { status: 409, title: 'Somebody else changed this at the same moment' },
  precondition_failed: { status: 412, title: 'It changed since you read it' },
  precondition_required: { status: 428, title: 'Say which version you are changing with If-Match' },
  rate_limited: { status: 429, title: 'Too many requests' },
  overloaded: { status: 503, title: 'Too busy right now' },
  unavailable: { status: 503, title: 'Not available right now' },
  internal: { status: 500, title: 'Something went wrong on our side' },
})

export const accessErrors = defineErrors('access', {
  unauthenticated: { status: 401, title: 'Sign in first' },
  permission_missing: { status: 403, title: 'You may not do this' },
  origin_refused: { status: 403, title: 'This request comes from another site' },
})

export const idempotencyErrors = defineErrors('idempotency', {
  key_required: { status: 400, title: 'Send an Idempotency-Key header' },
  key_reused: { status: 422, title: 'This Idempotency-Key was used for another request' },
  in_flight: { status: 409, title: 'The first request with this Idempotency-Key is still running' },
})
