import { randomUUID } from 'node:crypto'
import type { Problem } from '@tessera/sdk/types'
import type { Seen } from './api-contract.ts'

export type Answer<T> = {
  status: number
  /** What was asked for, once `ok` or the caller has looked at `status`. */
  body: T
  /** Exactly as received. */
  text: string
  headers: Headers
}

export type Ask = {
  body?: unknown
  headers?: Record<string, string>
  /** For an operation that wants one; made anew for each request unless given. */
  key?: string
}

/** Who sends: what stands in front of every request. */
export type Credentials = Record<string, string>

/** A client of the API as anybody could write one: JSON, a cookie jar, an Idempotency-Key for what changes something. */
export class HttpClient {
  readonly origin: string
  readonly #credentials: Credentials
  readonly #cookies = new Map<string, string>()
  readonly #onAnswer: (seen: Seen) => void

  constructor(origin: string, credentials: Credentials = {}, onAnswer: (seen: Seen) => void = () => {}) {
    this.origin = origin
    this.#onAnswer = onAnswer
    this.#credentials = credentials
  }

  /** Sends and returns whatever comes back. */
  async send<T = unknown>(method: string, path: string, ask: Ask = {}): Promise<Answer<T>> {
    const response = await fetch(`${this.origin}${path}`, {
      method,
      headers: this.#headers(method, ask),
      redirect: 'manual',
      ...(ask.body === undefined ? {} : { body: JSON.stringify(ask.body) }),
    })
    this.#keepCookies(response.headers)
    const text = await response.text()
    const type = response.headers.get('content-type') ?? ''
    this.#onAnswer({ method, url: path, status: response.status, type, text })
    return { status: response.status, body: parsed<T>(text), text, headers: response.headers }
  }

  /** Sends and insists on success. */
  async ok<T>(method: string, path: string, ask: Ask = {}): Promise<T> {
    const answer = await this.send<T>(method, path, ask)
    if (answer.status >= 200 && answer.status < 300) return answer.body
    throw new Error(`${method} ${path} answered ${answer.status}: ${answer.text.slice(0, 2_000)}`)
  }

  get<T>(path: string, headers: Record<string, string> = {}): Promise<T> {
    return this.ok<T>('GET', path, { headers })
  }

  post<T>(path: string, body?: unknown, ask: Ask = {}): Promise<T> {
    return this.ok<T>('POST', path, { ...ask, body })
  }

  /** Changes what has not changed since it was read: `version` is what the reader saw. */
  patch<T>(path: string, version: number | null, body: unknown, headers: Record<string, string> = {}): Promise<T> {
    return this.ok<T>('PATCH', path, { body, headers: { ...headers, ...(version === null ? {} : ifMatch(version)) } })
  }

  /** A file and its type. */
  async download(path: string, headers: Record<string, string> = {}): Promise<{ type: string; bytes: Buffer }> {
    const response = await fetch(`${this.origin}${path}`, { headers: this.#headers('GET', { headers }) })
    if (!response.ok) throw new Error(`GET ${path} answered ${response.status}: ${await response.text()}`)
    return { type: response.headers.get('content-type') ?? '', bytes: Buffer.from(await response.arrayBuffer()) }
  }

  /** Sends and insists on this refusal. */
  async refused(code: string, method: string, path: string, ask: Ask = {}): Promise<Problem & Record<string, unknown>> {
    const answer = await this.send<Problem & Record<string, unknown>>(method, path, ask)
    if (answer.status >= 400 && answer.body.code === code) return answer.body
    throw new Error(`${method} ${path} answered ${answer.status} instead of ${code}: ${answer.text.slice(0, 2_000)}`)
  }

  #headers(method: string, { body, headers, key }: Ask): Record<string, string> {
    const cookie = [...this.#cookies].map(([name, value]) => `${name}=${value}`).join('; ')
    return {
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...(method === 'GET' ? {} : { 'idempotency-key': key ?? randomUUID(), origin: this.origin }),
      ...(cookie ? { cookie } : {}),
      ...this.#credentials,
      ...headers,
    }
  }

  #keepCookies(headers: Headers) {
    for (const line of headers.getSetCookie()) {
      const [pair = '', ...attributes] = line.split(';')
      const [name = '', ...value] = pair.split('=')
      const ended = attributes.some(attribute => /^\s*max-age=0$/i.test(attribute))
      if (ended) this.#cookies.delete(name)
      else this.#cookies.set(name, value.join('='))
    }
  }

  get credentials(): Credentials {
    return this.#credentials
  }

  /** What a browser would send, for a page that is to be opened as this person. */
  get cookies(): ReadonlyMap<string, string> {
    return this.#cookies
  }
}

export const ifMatch = (version: number) => ({ 'if-match': `"v${version}"` })

function parsed<T>(text: string): T {
  try {
    return JSON.parse(text) as T
  } catch {
    return text as T
  }
}
