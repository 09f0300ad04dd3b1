import { type Outcome, ok, refused } from '@tessera/kernel/outcome'
import { Agent, buildConnector, type Dispatcher, ProxyAgent, request as send, fetch as undiciFetch } from 'undici'
import { type AddressGuard, createAddressGuard, ForbiddenAddress, type GuardOptions } from './address-guard.ts'

export type OutboundRequest = {
  method?: 'GET' | 'HEAD' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  headers?: Readonly<Record<string, string>>
  body?: string | Uint8Array
  /** For the whole exchange, the last byte of the answer included. */
  timeoutMs?: number
  maxBytes?: number
  signal?: AbortSignal
}

export type OutboundResponse = {
  status: number
  /** Lower-case names; several values of one name are joined with a comma. */
  headers: Readonly<Record<string, string>>
  body: Buffer
}

export type OutboundFailure = {
  code: `outbound.${'forbidden_url' | 'forbidden_address' | 'timed_out' | 'too_large' | 'unreachable'}`
  /** For logs, not for tenants: it may say what stands in our network. */
  detail: string
}

export type OutboundOutcome = Outcome<OutboundResponse, OutboundFailure>

export type Outbound = {
  /** Calls a service that the operator configured. Any answer is a success here, 3xx and 5xx too. */
  fetch(url: string | URL, request?: OutboundRequest): Promise<OutboundOutcome>
  /** Calls an address that a tenant gave: never anything that is not public, on ports of the web only. */
  guardedFetch(url: string | URL, request?: OutboundRequest): Promise<OutboundOutcome>
  /** The same client in the form of the standard `fetch`, for SDKs of vendors; redirects are errors. */
  webFetch: typeof fetch
  [Symbol.asyncDispose](): Promise<void>
}

export type OutboundOptions = {
  userAgent: string
  timeoutMs?: number
  maxBytes?: number
  /** For the operator's own services. Guarded calls never take it: the guard could not see where they end. */
  proxyUrl?: string
  guard?: GuardOptions
  /** For tests: answers in place of the network, for unguarded calls. */
  dispatcher?: Dispatcher
}

const TIMEOUT_MS = 15_000
const CONNECT_TIMEOUT_MS = 5_000
const MAX_BYTES = 5 * 1024 * 1024

type Client = { dispatcher: Dispatcher; options: OutboundOptions }

export function createOutbound(options: OutboundOptions): Outbound {
  const limits = { headersTimeout: options.timeoutMs ?? TIMEOUT_MS, bodyTimeout: options.timeoutMs ?? TIMEOUT_MS }
  const guard = createAddressGuard(options.guard)
  const own = options.dispatcher ?? openDispatcher(options.proxyUrl, limits)
  const guarded = new Agent({ ...limits, connect: guardedConnector(guard) })
  const maxResponseSize = options.maxBytes ?? MAX_BYTES
  const capped = options.dispatcher ?? openDispatcher(options.proxyUrl, { ...limits, maxResponseSize })
  const opened = options.dispatcher ? [guarded] : [guarded, own, capped]
  return {
    fetch: (url, request = {}) => call({ dispatcher: own, options }, url, request),
    async guardedFetch(url, request = {}) {
      const parsed = URL.parse(String(url))
      const problem = parsed ? guard.urlProblem(parsed) : 'not an address'
      if (!parsed || problem) return failure('forbidden_url', problem ?? '')
      return call({ dispatcher: guarded, options }, parsed, request)
    },
    webFetch: async (input: string | URL | Request, init?: RequestInit) => {
      if (input instanceof Request) throw new TypeError('Pass the address and its options, not a Request')
      const signal = AbortSignal.timeout(options.timeoutMs ?? TIMEOUT_MS)
      const call = { ...init, signal: init?.signal ? AbortSignal.any([init.signal, signal]) : signal }
      return undiciFetch(input, { ...call, redirect: 'error', dispatcher: capped } as Parameters<typeof undiciFetch>[1])
    },
    [Symbol.asyncDispose]: async () => {
      await Promise.all(opened.map(dispatcher => dispatcher.destroy()))
    },
  }
}

function openDispatcher(proxyUrl: string | undefined, limits: Agent.Options): Dispatcher {
  const settings = { ...limits, connect: { timeout: CONNECT_TIMEOUT_MS } }
  return proxyUrl === undefined ? new Agent(settings) : new ProxyAgent({ uri: proxyUrl, ...settings })
}

function guardedConnector(guard: AddressGuard): buildConnector.connector {
  const connect = buildConnector({ timeout: CONNECT_TIMEOUT_MS, lookup: guard.lookup })
  return (options, callback) =>
    connect(options, (...result) => {
      const [error, socket] = result
      // The resolver was asked before; this asks the socket itself, before one byte of the request is sent.
      if (!error && !guard.allows(socket.remoteAddress ?? '')) {
        socket.destroy()
        callback(new ForbiddenAddress(`${options.hostname} led to ${socket.remoteAddress}`), null)
      } else {
        callback(...result)
      }
    })
}

async function call(client: Client, url: string | URL, request: OutboundRequest): Promise<OutboundOutcome> {
  const { options, dispatcher } = client
  const timeout = AbortSignal.timeout(request.timeoutMs ?? options.timeoutMs ?? TIMEOUT_MS)
  try {
    const response = await send(url, {
      dispatcher,
      method: request.method ?? 'GET',
      // No compression: what counts against the limit is what arrives.
      headers: { 'user-agent': options.userAgent, 'accept-encoding': 'identity', ...request.headers },
      body: request.body ?? null,
      signal: request.signal ? AbortSignal.any([request.signal, timeout]) : timeout,
    })
    const body = await readCapped(response.body, request.maxBytes ?? options.maxBytes ?? MAX_BYTES)
    if (!body) return failure('too_large', `${String(url)} answered with too many bytes`)
    const headers = Object.entries(response.headers).map(([name, value]) => [name, String(value)])
    return ok({ status: response.statusCode, headers: Object.fromEntries(headers), body })
  } catch (error) {
    return failureFrom(error)
  }
}

async function readCapped(
  stream: AsyncIterable<Buffer> & { destroy(): unknown },
  maxBytes: number,
): Promise<Buffer | null> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of stream) {
    size += chunk.length
    if (size > maxBytes) {
      stream.destroy()
      return null
    }
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}

function failure(
  code: 'forbidden_url' | 'forbidden_address' | 'timed_out' | 'too_large' | 'unreachable',
  detail: string,
) {
  return refused({ code: `outbound.${code}`, detail } satisfies OutboundFailure)
}

const TIMEOUTS = new Set(['UND_ERR_CONNECT_TIMEOUT', 'UND_ERR_HEADERS_TIMEOUT', 'UND_ERR_BODY_TIMEOUT', 'ETIMEDOUT'])

function failureFrom(error: unknown): OutboundOutcome {
  for (const cause of causesOf(error)) {
    if (cause instanceof ForbiddenAddress) return failure('forbidden_address', cause.message)
    if (cause.name === 'TimeoutError' || TIMEOUTS.has(String((cause as NodeJS.ErrnoException).code))) {
      return failure('timed_out', cause.message)
    }
  }
  // A wrong argument is a defect of the caller, not of the other side.
  if (error instanceof Error && 'code' in error && error.code === 'UND_ERR_INVALID_ARG') throw error
  return failure('unreachable', error instanceof Error ? error.message : String(error))
}

function causesOf(error: unknown): Error[] {
  if (!(error instanceof Error)) return []
  const nested = error instanceof AggregateError ? error.errors : []
  return [error, ...causesOf(error.cause), ...nested.flatMap(causesOf)]
}
