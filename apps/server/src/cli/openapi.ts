import { pino } from 'pino'
import { createHttp } from '../platform/http/server.ts'
import { registerRoutes, type Served } from '../routes.ts'
import { VERSION } from '../version.ts'

/** Stands in for everything that operations would call: the document is made of their declarations alone. */
const uncalled: unknown = new Proxy(() => {}, { get: () => uncalled })

/** The OpenAPI document, without a database or a running server. */
export async function openApiDocument(): Promise<object> {
  const many = 1
  const app = await createHttp({
    logger: pino({ level: 'silent' }),
    origin: 'http://localhost:3000',
    trustedProxies: [],
    corsOrigins: [],
    version: VERSION,
    gatekeeper: uncalled as never,
    idempotency: uncalled as never,
    rateLimits: { sale: many, checkin: many, browse: many, report: many, auth: many, webhook: many },
    shedding: false,
  })
  const served = new Proxy({}, { get: (_target, name) => (name === 'system' ? { mailbox: true } : uncalled) })
  await registerRoutes(app, served as Served)
  await app.ready()
  const document = app.swagger()
  await app.close()
  return document
}
