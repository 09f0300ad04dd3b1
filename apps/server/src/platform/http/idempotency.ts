import { createHash } from 'node:crypto'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { idempotencyErrors } from '../errors/errors.ts'
import type { Principal } from './access.ts'
import { type IdempotencyStore, type StoredAnswer } from './idempotency-store.ts'

declare module 'fastify' {
  interface FastifyRequest {
    idempotency: { principal: string; key: string } | null
  }
}

const KEPT_HEADERS = ['content-type', 'etag', 'location', 'cache-control']
export const IDEMPOTENCY_KEY = /^[\x21-\x7e]{8,128}$/

/**
 * Makes operations with `idempotency: 'key'` repeatable: the first answer is kept with its exact bytes. Refusals that a
 * retry could change (5xx, 429, conflicts with a running request) are not kept, so that the key stays usable.
 */
export function registerIdempotency(app: FastifyInstance, store: IdempotencyStore): void {
  app.decorateRequest('idempotency', null)

  const claim = async (request: FastifyRequest, reply: FastifyReply) => {
    const key = keyOf(request)
    const principal = fingerprint(request.admission?.principal ?? { kind: 'anonymous' }, request)
    const claimed = await store.claim(principal, key, requestHash(request))
    if (claimed.kind === 'mismatch') throw idempotencyErrors.key_reused()
    if (claimed.kind === 'in_flight') throw idempotencyErrors.in_flight({ retryAfterSeconds: 1 })
    if (claimed.kind === 'answered') return replay(reply, claimed.answer)
    request.idempotency = { principal, key }
  }

  const keep = async (request: FastifyRequest, reply: FastifyReply, payload: unknown) => {
    if (!request.idempotency) return payload
    const { principal, key } = request.idempotency
    const repeatable =
      reply.statusCode < 500 &&
      reply.statusCode !== 429 &&
      (typeof payload === 'string' || payload === undefined || payload === null)
    request.idempotency = null
    if (repeatable)
      await store.keep(principal, key, {
        status: reply.statusCode,
        headers: keptHeaders(reply),
        body: Buffer.from(typeof payload === 'string' ? payload : ''),
      })
    else await store.release(principal, key)
    return payload
  }

  // On these routes alone: a hook of the whole server would cost every reader a turn of the event loop.
  app.addHook('onRoute', routeOptions => {
    if (routeOptions.config?.idempotency !== 'key') return
    routeOptions.preHandler = [claim, ...[routeOptions.preHandler ?? []].flat()]
    routeOptions.onSend = [...[routeOptions.onSend ?? []].flat(), keep]
  })
}

function keyOf(request: FastifyRequest): string {
  const key = request.headers['idempotency-key']
  if (typeof key !== 'string' || !IDEMPOTENCY_KEY.test(key)) {
    throw idempotencyErrors.key_required({
      detail: 'Send 8 to 128 printable characters that you use for this one request only, a UUID for example',
    })
  }
  return key
}

function replay(reply: FastifyReply, answer: StoredAnswer): FastifyReply {
  return reply
    .code(answer.status)
    .headers(answer.headers)
    .header('idempotent-replayed', 'true')
    .serializer(String)
    .send(answer.body.toString('utf8'))
}

function keptHeaders(reply: FastifyReply): Record<string, string> {
  return Object.fromEntries(
    KEPT_HEADERS.flatMap(name => (reply.hasHeader(name) ? [[name, String(reply.getHeader(name))]] : [])),
  )
}

/** Keys of one principal never meet those of another; anonymous callers are told apart by the secret they act with. */
function fingerprint(principal: Principal, request: FastifyRequest): string {
  const who =
    principal.kind === 'account'
      ? principal.accountId
      : principal.kind === 'api_key'
        ? principal.keyId
        : principal.kind === 'device'
          ? principal.deviceId
          : String(request.headers['hold-secret'] ?? request.headers['order-secret'] ?? '')
  return createHash('sha256').update(`${principal.kind}\n${who}`).digest('base64url')
}

function requestHash(request: FastifyRequest): Buffer {
  return createHash('sha256').update(`${request.method}\n${request.url}\n`).update(canonical(request.body)).digest()
}

/** The same JSON with its keys in another order is the same request. */
function canonical(value: unknown): string {
  if (value instanceof Date) return JSON.stringify(value)
  if (typeof value === 'bigint') return `${value}n`
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`
  if (value && typeof value === 'object') {
    const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1))
    return `{${entries.map(([name, item]) => `${JSON.stringify(name)}:${canonical(item)}`).join(',')}}`
  }
  return JSON.stringify(value) ?? 'null'
}
