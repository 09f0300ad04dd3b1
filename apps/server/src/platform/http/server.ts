import cookie from '@fastify/cookie'
import cors from '@fastify/cors'
import rateLimit from '@fastify/rate-limit'
import underPressure from '@fastify/under-pressure'
import { formatId, newUuid } from '@tessera/kernel/ids'
import fastify, { type FastifyInstance, type FastifyRequest, LogController } from 'fastify'
import { serializerCompiler, validatorCompiler } from 'fastify-type-provider-zod'
import type { Redis } from 'ioredis'
import type { Logger } from 'pino'
import { accessErrors, requestErrors } from '../errors/errors.ts'
import type { Admission, Gatekeeper } from './access.ts'
import { networkOf } from './caller.ts'
import { registerIdempotency } from './idempotency.ts'
import type { IdempotencyStore } from './idempotency-store.ts'
import { registerOpenApi } from './openapi.ts'
import { registerProblems, sendProblem } from './problems.ts'
import type { RateClass } from './route.ts'
import { type SecurityHeaders, securityHeaders } from './security-headers.ts'

export type HttpOptions = {
  logger: Logger
  /** Where browsers reach us, e.g. https://tickets.example.org; requests with a cookie must come from it. */
  origin: string
  /** Addresses of proxies whose X-Forwarded-For is believed; never everybody's. */
  trustedProxies: string[]
  /** Other sites whose scripts may call the public API. */
  corsOrigins: string[]
  version: string
  gatekeeper: Gatekeeper
  idempotency: IdempotencyStore
  redis?: Redis
  /** Requests a minute for one caller. */
  rateLimits: Record<RateClass, number>
  /** Sheds load when the event loop lags; off in tests. */
  shedding: boolean
  /** How long answers in hand may take once the server closes; then their connections are cut. */
  longestDrainMs?: number
}

/** Escapes of U+0000, of the first half of a surrogate pair without its second, and of a second without its first. */
const UNSTORABLE =
  /\\u0000|\\u[dD][89abAB][0-9a-fA-F]{2}(?!\\u[dD][c-fC-F])|(?<!\\u[dD][89abAB][0-9a-fA-F]{2})\\u[dD][c-fC-F]/

const UNSAFE = new Set(['POST', 'PUT', 'PATCH', 'DELETE'])

/** The HTTP server with everything that all operations share. Modules add their routes to it. */
export async function createHttp(options: HttpOptions): Promise<FastifyInstance> {
  const headers = await securityHeaders(options.origin.startsWith('https:'))
  const app = fastify({
    loggerInstance: options.logger,
    logController: new LogController({ disableRequestLogging: true }),
    genReqId: () => formatId('req', newUuid()),
    requestIdHeader: false,
    trustProxy: options.trustedProxies.length > 0 ? options.trustedProxies : false,
    bodyLimit: 256 * 1024,
    // Slow senders lose their connection rather than holding it: headers and bodies each have a deadline.
    connectionTimeout: 0,
    requestTimeout: 30_000,
    keepAliveTimeout: 65_000,
    // Node looks every half minute by itself, which would make 45 s of these 15.
    http: { headersTimeout: 15_000, connectionsCheckingInterval: 2_000 },
    onProtoPoisoning: 'error',
    onConstructorPoisoning: 'error',
    // An address that cannot be read, or is too long to name anything: the router answers before all hooks.
    frameworkErrors: (_error, request, reply) =>
      sendProblem(requestErrors.not_found(), request, reply.headers(headers.page)),
    routerOptions: { maxParamLength: 200, ignoreTrailingSlash: false, caseSensitive: true },
  }) as unknown as FastifyInstance
  app.setValidatorCompiler(validatorCompiler)
  app.setSerializerCompiler(serializerCompiler)
  registerProblems(app)
  const forPeople: FastifyInstance['notFoundPage'] = { html: null }
  app.decorate('notFoundPage', forPeople)
  app.setNotFoundHandler((request, reply) => {
    // Who mistypes an address in a browser reads a page; a program reads a problem.
    const page =
      request.headers.accept?.includes('text/html') && !request.url.startsWith('/v1/') ? forPeople.html : null
    return page
      ? reply.code(404).type('text/html; charset=utf-8').send(page)
      : sendProblem(requestErrors.not_found(), request, reply)
  })
  app.decorateRequest('admission', null)
  app.decorateRequest('rawBytes', null)
  registerBodyParsers(app)
  await app.register(cookie)
  await registerHeaders(app, options, headers)
  await registerRateLimits(app, options)
  if (options.shedding) await registerShedding(app)
  requirePolicies(app)
  registerAdmission(app, options)
  registerIdempotency(app, options.idempotency)
  registerAccessLog(app)
  cutWhenClosing(app, options.longestDrainMs ?? 15_000)
  await registerOpenApi(app, options.version)
  return app
}

/** A server that closes no longer looks at deadlines: one client that sends by drops would keep it open for ever. */
function cutWhenClosing(app: FastifyInstance, afterMs: number) {
  app.addHook('preClose', done => {
    setTimeout(() => app.server.closeAllConnections(), afterMs).unref()
    done()
  })
}

function registerBodyParsers(app: FastifyInstance) {
  app.removeContentTypeParser(['application/json', 'text/plain'])
  const parse = app.getDefaultJsonParser('error', 'error')
  app.addContentTypeParser('application/json', { parseAs: 'buffer' }, (request, body, done) => {
    if (request.routeOptions.config.rawBody) {
      request.rawBytes = body as Buffer
      return done(null, undefined)
    }
    if (body.length === 0) return done(null, undefined)
    const text = body.toString('utf8')
    // PostgreSQL has no U+0000 and no lone surrogates; refused here, they cannot become a 500 there.
    if (UNSTORABLE.test(text)) {
      return done(requestErrors.invalid({ detail: 'The text holds characters that cannot be stored' }), undefined)
    }
    void parse(request, text, done)
  })
}

async function registerHeaders(app: FastifyInstance, options: HttpOptions, { page, api }: SecurityHeaders) {
  const apiHeaders = { ...api, 'cache-control': 'no-store' }
  app.addHook('onRequest', (request, reply, done) => {
    void reply.headers(request.url.startsWith('/v1/') ? apiHeaders : page).header('x-request-id', request.id)
    done()
  })
  await app.register(cors, {
    origin: options.corsOrigins,
    credentials: false,
    allowedHeaders: [
      'content-type',
      'authorization',
      'idempotency-key',
      'if-match',
      'hold-secret',
      'order-secret',
      'accept-language',
      'prefer',
    ],
    exposedHeaders: ['etag', 'retry-after', 'x-request-id', 'ratelimit', 'ratelimit-policy'],
    maxAge: 600,
  })
}

async function registerRateLimits(app: FastifyInstance, options: HttpOptions) {
  await app.register(rateLimit, {
    global: true,
    enableDraftSpec: true,
    redis: options.redis,
    skipOnError: true,
    timeWindow: 60_000,
    max: request => options.rateLimits[request.routeOptions.config.rate ?? 'browse'],
    keyGenerator: request => `${request.routeOptions.config.rate ?? 'browse'}:${networkOf(request.ip)}`,
    errorResponseBuilder: (_request, context) =>
      requestErrors.rate_limited({ retryAfterSeconds: Math.ceil(context.ttl / 1000) }),
  })
}

async function registerShedding(app: FastifyInstance) {
  await app.register(underPressure, {
    maxEventLoopDelay: 1_500,
    maxEventLoopUtilization: 0.99,
    pressureHandler: (_request, reply) => {
      void reply
      throw requestErrors.overloaded({ retryAfterSeconds: 2 })
    },
  })
}

/** An operation without an access policy cannot be registered. */
function requirePolicies(app: FastifyInstance) {
  app.addHook('onRoute', routeOptions => {
    const methods = [routeOptions.method].flat()
    if (routeOptions.schema?.hide || methods.every(method => method === 'HEAD' || method === 'OPTIONS')) return
    if (routeOptions.url.startsWith('/docs') || routeOptions.config?.page) return
    if (!routeOptions.config?.access)
      throw new Error(`${methods.join()} ${routeOptions.url} has no access policy; register it with route()`)
  })
}

declare module 'fastify' {
  interface FastifyInstance {
    /** Shown to people at addresses that lead nowhere; filled by whoever serves pages. */
    notFoundPage: { html: string | null }
  }
  interface FastifyContextConfig {
    /** A page or a file for people, not an operation of the API. */
    page?: boolean
  }
}

function registerAdmission(app: FastifyInstance, options: HttpOptions) {
  app.addHook('onRequest', async request => {
    const access = request.routeOptions.config?.access
    if (!access) return
    const principal = await options.gatekeeper.identify(request)
    if (principal.kind === 'account' && UNSAFE.has(request.method)) refuseForeignOrigin(request, options.origin)
    request.admission = { principal, organizerId: null, eventIds: null, permissions: new Set() } satisfies Admission
  })
  app.addHook('preValidation', async request => {
    const access = request.routeOptions.config?.access
    if (!access || !request.admission) return
    request.admission = await options.gatekeeper.admit(
      request.admission.principal,
      access,
      (request.params ?? {}) as Record<string, unknown>,
    )
  })
}

/** A browser sends Origin with every unsafe request; one from elsewhere rides on somebody's cookie. */
function refuseForeignOrigin(request: FastifyRequest, origin: string) {
  const from = request.headers.origin
  const site = request.headers['sec-fetch-site']
  if (from ? from !== origin : site !== undefined && site !== 'same-origin' && site !== 'none')
    throw accessErrors.origin_refused()
}

function registerAccessLog(app: FastifyInstance) {
  app.addHook('onResponse', async (request, reply) => {
    request.log.info(
      {
        method: request.method,
        route: request.routeOptions.url,
        status: reply.statusCode,
        ms: Math.round(reply.elapsedTime * 10) / 10,
      },
      'request',
    )
  })
}
