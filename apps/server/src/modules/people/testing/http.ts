import { randomUUID } from 'node:crypto'
import type { FastifyInstance } from 'fastify'
import { pino } from 'pino'
import type { Db } from '../../../platform/db/db.ts'
import type { Gatekeeper } from '../../../platform/http/access.ts'
import { createIdempotencyStore } from '../../../platform/http/idempotency-store.ts'
import { createHttp } from '../../../platform/http/server.ts'
import { TEST_ORIGIN } from './people.ts'

/** The real HTTP server around a module's routes: policies, idempotency, problems. Close it when done. */
export function httpForTest(db: Db, gatekeeper: Gatekeeper, origin = TEST_ORIGIN): Promise<FastifyInstance> {
  const plain = { seal: (body: Buffer) => body, open: (body: Buffer) => body }
  const many = 100_000
  return createHttp({
    logger: pino({ level: process.env.TEST_LOG ?? 'silent' }),
    origin,
    trustedProxies: [],
    corsOrigins: [],
    version: 'test',
    gatekeeper,
    idempotency: createIdempotencyStore(db, plain),
    rateLimits: { sale: many, checkin: many, browse: many, report: many, auth: many, webhook: many },
    shedding: false,
  })
}

/** A key for one request, for operations that want one. */
export const once = () => ({ 'idempotency-key': randomUUID() })
