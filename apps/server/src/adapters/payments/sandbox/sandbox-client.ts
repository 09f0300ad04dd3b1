import { z } from 'zod'
import { GatewayError, SHUT_OUT } from '../../../modules/sales/payments/ports.ts'

export type SandboxConfig = {
  /** Where the bank listens, as `http://127.0.0.1:4242`. */
  readonly baseUrl: string
  /** The organizer's account at the bank and the secret that opens it. */
  readonly account: string
  readonly key: string
  /** `whsec_` and base64: what the bank signs its messages with. */
  readonly webhookSecret: string
  readonly timeoutMs?: number
  /** The process's one outbound client, when it has one; otherwise Node's. */
  readonly fetch?: typeof fetch
  readonly now?: () => number
}

export type Call = {
  readonly method: 'GET' | 'POST' | 'PUT'
  readonly path: string
  readonly key?: string
  readonly body?: unknown
}

export type Answer<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly refusal: SandboxRefusal }

/** The bank understood and said no. */
export type SandboxRefusal = { readonly status: number; readonly code: string; readonly message: string }

const TIMEOUT_MS = 10_000

const errorBody = z.object({ error: z.object({ code: z.string().max(100), message: z.string().max(2_000) }) })

/** One call to the bank: the answer in the asked-for shape, its refusal, or a `GatewayError` when there is no usable answer. */
export async function call<T>(config: SandboxConfig, request: Call, shape: z.ZodType<T>): Promise<Answer<T>> {
  const { status, text } = await exchange(config, request)
  if (status === 429) throw unavailable(request, 'rate_limited', 'asked to slow down', 'none')
  if (status >= 500) throw unavailable(request, `http_${status}`, `answered ${status}`)
  const body = parseJson(text)
  if (status >= 200 && status < 300) {
    const parsed = shape.safeParse(body)
    if (parsed.success) return { ok: true, value: parsed.data }
    throw unavailable(request, 'bad_answer', `answered in an unknown shape: ${z.prettifyError(parsed.error)}`)
  }
  const refusal = errorBody.safeParse(body)
  if (!refusal.success) throw unavailable(request, 'bad_answer', `answered ${status} without saying why`)
  return { ok: false, refusal: { status, ...refusal.data.error } }
}

/** For calls where a refusal can only be our mistake. */
export function granted<T>(answer: Answer<T>): T {
  if (answer.ok) return answer.value
  throw rejected(answer.refusal)
}

export function rejected({ status, code, message }: SandboxRefusal): GatewayError {
  const isShutOut = status === 401 || status === 403
  return new GatewayError({ kind: 'rejected', gateway: 'sandbox', code: isShutOut ? SHUT_OUT : code, message })
}

async function exchange(config: SandboxConfig, request: Call): Promise<{ status: number; text: string }> {
  const send = config.fetch ?? fetch
  try {
    const response = await send(new URL(request.path, config.baseUrl), {
      method: request.method,
      headers: {
        authorization: `Bearer ${config.key}`,
        accept: 'application/json',
        ...(request.body === undefined ? {} : { 'content-type': 'application/json' }),
        ...(request.key === undefined ? {} : { 'idempotency-key': request.key }),
      },
      ...(request.body === undefined ? {} : { body: JSON.stringify(request.body) }),
      redirect: 'error',
      signal: AbortSignal.timeout(config.timeoutMs ?? TIMEOUT_MS),
    })
    return { status: response.status, text: await response.text() }
  } catch (error) {
    throw unreachable(request, error)
  }
}

function unreachable(request: Call, error: unknown): GatewayError {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : 'unreachable'
  const timedOut = error instanceof Error && error.name === 'TimeoutError'
  // Nobody listened, so nothing can have happened; every other failure leaves that open.
  const outcome = code === 'ECONNREFUSED' ? 'none' : 'unknown'
  const why = timedOut ? 'no answer in time' : 'the connection failed'
  return unavailable(request, timedOut ? 'timeout' : code, why, outcome, error)
}

function unavailable(
  request: Call,
  code: string,
  why: string,
  outcome: GatewayError['outcome'] = 'unknown',
  cause?: unknown,
): GatewayError {
  const message = `${request.method} ${request.path}: ${why}`
  const effect = request.method === 'GET' ? 'none' : outcome
  return new GatewayError({ kind: 'unavailable', gateway: 'sandbox', code, message, outcome: effect, cause })
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
