import helmet, { type FastifyHelmetOptions } from '@fastify/helmet'
import fastify, { type FastifyInstance } from 'fastify'

/** What browsers are told about every answer: `page` for what people look at, `api` for what programs read. */
export type SecurityHeaders = { page: Record<string, string>; api: Record<string, string> }

const PERMISSIONS = 'camera=(self), geolocation=(), microphone=(), payment=(self)'

/**
 * Helmet is asked once: it says the same for every answer, and asking again each time was a tenth of what a hold costs.
 */
export async function securityHeaders(secure: boolean): Promise<SecurityHeaders> {
  const common = {
    strictTransportSecurity: secure ? { maxAge: 63_072_000, includeSubDomains: true } : false,
    referrerPolicy: { policy: 'no-referrer' as const },
    crossOriginEmbedderPolicy: false,
    xFrameOptions: { action: 'deny' as const },
  }
  const page = await answered({
    ...common,
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        'default-src': ["'self'"],
        'script-src': ["'self'", "'wasm-unsafe-eval'"],
        'style-src': ["'self'", "'unsafe-inline'"],
        'img-src': ["'self'", 'data:', 'blob:'],
        'font-src': ["'self'", 'data:'],
        'connect-src': ["'self'"],
        'worker-src': ["'self'", 'blob:'],
        'manifest-src': ["'self'"],
        'object-src': ["'none'"],
        'base-uri': ["'none'"],
        'form-action': ["'self'"],
        'frame-ancestors': ["'none'"],
        ...(secure ? { 'upgrade-insecure-requests': [] } : {}),
      },
    },
  })
  // An answer of the API is no document: where a browser shows one nevertheless, it may load and embed nothing. What only
  // documents obey is left out.
  const api = await answered({
    ...common,
    contentSecurityPolicy: {
      useDefaults: false,
      directives: { 'default-src': ["'none'"], 'frame-ancestors': ["'none'"], 'base-uri': ["'none'"] },
    },
    crossOriginOpenerPolicy: false,
    originAgentCluster: false,
    xDnsPrefetchControl: false,
    xDownloadOptions: false,
    xPermittedCrossDomainPolicies: false,
    xXssProtection: false,
  })
  return { page: { ...page, 'permissions-policy': PERMISSIONS }, api }
}

/** The headers that helmet adds, read off an answer of a server that does nothing else. */
async function answered(options: FastifyHelmetOptions): Promise<Record<string, string>> {
  const app: FastifyInstance = fastify()
  app.get('/', async (_request, reply) => reply.send())
  const plain = await headersOf(app)
  const probe: FastifyInstance = fastify()
  await probe.register(helmet, options)
  probe.get('/', async (_request, reply) => reply.send())
  const helmeted = await headersOf(probe)
  return Object.fromEntries(Object.entries(helmeted).filter(([name]) => !(name in plain)))
}

async function headersOf(app: FastifyInstance): Promise<Record<string, string>> {
  const { headers } = await app.inject('/')
  await app.close()
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, String(value)]))
}
