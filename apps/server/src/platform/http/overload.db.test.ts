import { once } from 'node:events'
import { type AddressInfo, connect } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import type { FastifyInstance } from 'fastify'
import { pino } from 'pino'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { type TestDatabase, testDatabase } from '../testing/test-database.ts'
import { createBodySeal } from './body-seal.ts'
import { createIdempotencyStore } from './idempotency-store.ts'
import { route } from './route.ts'
import { createHttp } from './server.ts'

const many = 1_000_000

let database: TestDatabase
let app: FastifyInstance
beforeEach(async () => {
  database = await testDatabase({ poolSize: 1 })
  app = await createHttp({
    logger: pino({ level: 'silent' }),
    origin: 'http://localhost:3000',
    trustedProxies: [],
    corsOrigins: [],
    version: 'test',
    gatekeeper: {
      identify: async () => ({ kind: 'anonymous' }),
      admit: async principal => ({ principal, organizerId: null, eventIds: null, permissions: new Set() }),
    },
    idempotency: createIdempotencyStore(database.db, createBodySeal({ deriveSecrets: () => ['test secret'] })),
    rateLimits: { sale: many, checkin: many, browse: many, report: many, auth: many, webhook: many },
    shedding: true,
    longestDrainMs: 300,
  })
  route(app, {
    method: 'GET',
    url: '/v1/things',
    operationId: 'listThings',
    summary: 'Things',
    tag: 'Test',
    access: { kind: 'public' },
    rate: 'browse',
    idempotency: 'safe',
    responses: { 200: z.object({ fine: z.boolean() }) },
    handle: async () => ({ status: 200, body: { fine: true } }),
  })
  await app.listen({ port: 0, host: '127.0.0.1' })
})
afterEach(async () => {
  await app.close()
  await database[Symbol.asyncDispose]()
})

const ask = () => app.inject({ url: '/v1/things' })

/** A client that has begun its headers and takes its time. */
async function dripping() {
  const socket = connect((app.server.address() as AddressInfo).port, '127.0.0.1')
  socket.on('error', () => {})
  await once(socket, 'connect')
  socket.write('GET /v1/things HTTP/1.1\r\nHost: here\r\nX-Slow: ')
  return socket
}

/** Work of somebody else's that holds the only thread. */
function occupyThread(ms: number) {
  const end = performance.now() + ms
  while (performance.now() < end);
}

/** Asks until an answer has this status; the last answer if none has. */
async function until(status: number) {
  let answer = await ask()
  for (let more = 100; more > 0 && answer.statusCode !== status; more--) {
    await sleep(100)
    answer = await ask()
  }
  return answer
}

describe('a process that lags behind', () => {
  it('turns people away at once and says when to come back, and serves again when it has caught up', async () => {
    expect((await ask()).statusCode).toBe(200)
    occupyThread(4_000)
    const shed = await until(503)
    expect(shed.statusCode).toBe(503)
    expect(Number(shed.headers['retry-after'])).toBeGreaterThan(0)
    expect(shed.json()).toMatchObject({ status: 503, code: expect.stringMatching(/^\w+\.\w+$/) })
    expect((await until(200)).statusCode).toBe(200)
  })
})

describe('a client that is slow on purpose', () => {
  it('has a deadline for its headers and one for the whole request', () => {
    const { headersTimeout, requestTimeout } = app.server
    expect(headersTimeout).toBeGreaterThan(0)
    expect(headersTimeout).toBeLessThanOrEqual(15_000)
    expect(requestTimeout).toBeGreaterThan(headersTimeout)
    expect(requestTimeout).toBeLessThanOrEqual(30_000)
  })

  it('is cut off once its deadline has passed', async () => {
    app.server.headersTimeout = 200
    const socket = await dripping()
    let heard = ''
    socket.on('data', (chunk: Buffer) => (heard += chunk.toString()))
    await once(socket, 'close')
    expect(heard).toMatch(/^HTTP\/1\.1 408 /)
  }, 15_000)

  it('does not keep the server from closing', async () => {
    const socket = await dripping()
    const cut = once(socket, 'close')
    await app.close()
    await cut
  })
})
