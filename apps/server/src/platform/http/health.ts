import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { requestErrors } from '../errors/errors.ts'
import { route } from './route.ts'

export type Check = { name: string; run(): Promise<boolean> }

export type HealthOptions = {
  checks: Check[]
  metricsText(): Promise<string>
  /** /metrics answers everybody here only when it has a port of its own; otherwise loopback alone. */
  metricsToAll: boolean
}

const LOOPBACK = new Set(['127.0.0.1', '::1', '::ffff:127.0.0.1'])

/** Liveness says that the process runs; readiness, that it can serve. A database that is away makes it unready, not dead. */
export function healthRoutes(app: FastifyInstance, options: HealthOptions): void {
  const shared = {
    tag: 'System',
    access: { kind: 'public' },
    rate: 'browse',
    idempotency: 'safe',
    method: 'GET',
  } as const
  route(app, {
    ...shared,
    url: '/healthz',
    operationId: 'getLiveness',
    summary: 'The process runs',
    responses: { 200: z.object({ status: z.literal('ok') }) },
    handle: async () => ({ status: 200, body: { status: 'ok' as const } }),
  })
  route(app, {
    ...shared,
    url: '/readyz',
    operationId: 'getReadiness',
    summary: 'The process can serve',
    responses: { 200: z.object({ status: z.literal('ok') }) },
    errors: [requestErrors.unavailable],
    handle: async () => {
      const results = await Promise.all(
        options.checks.map(async check => ({ name: check.name, ok: await check.run().catch(() => false) })),
      )
      const failing = results.filter(result => !result.ok).map(result => result.name)
      if (failing.length > 0)
        throw requestErrors.unavailable({ detail: `Not ready: ${failing.join(', ')}`, retryAfterSeconds: 3 })
      return { status: 200, body: { status: 'ok' as const } }
    },
  })
  app.get('/metrics', { schema: { hide: true }, config: { page: true } }, async (request, reply) => {
    // The socket's address, not a forwarded one: a proxy must not open this to the world.
    if (!options.metricsToAll && !LOOPBACK.has(request.socket.remoteAddress ?? '')) throw requestErrors.not_found()
    if (!options.metricsToAll && request.headers['x-forwarded-for']) throw requestErrors.not_found()
    return reply.type('text/plain; version=0.0.4').send(await options.metricsText())
  })
}
