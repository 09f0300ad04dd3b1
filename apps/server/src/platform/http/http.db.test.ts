import { randomUUID } from 'node:crypto'
import type { FastifyInstance } from 'fastify'
import { sql } from 'kysely'
import { pino } from 'pino'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { defineErrors } from '../errors/errors.ts'
import { type TestDatabase, testDatabase } from '../testing/test-database.ts'
import type { Gatekeeper, Principal } from './access.ts'
import { createBodySeal } from './body-seal.ts'
import { createIdempotencyStore } from './idempotency-store.ts'
import { route } from './route.ts'
import { createHttp } from './server.ts'

const errors = defineErrors('things', { broken: { status: 409, title: 'It is broken' } })
const account: Principal = {
  kind: 'account',
  accountId: 'a',
  sessionId: 's',
  email: 'a@example.org',
  emailVerified: true,
  operator: false,
}
const gatekeeper: Gatekeeper = {
  identify: async request => (request.headers.cookie ? account : { kind: 'anonymous' }),
  admit: async principal => ({ principal, organizerId: null, eventIds: null, permissions: new Set() }),
}

let database: TestDatabase
let app: FastifyInstance
let runs = 0
let gate: Promise<void> | null = null

const many = 1_000_000
const freshHttp = () =>
  createHttp({
    logger: pino({ level: 'silent' }),
    origin: 'http://localhost:3000',
    trustedProxies: [],
    corsOrigins: ['https://shop.example'],
    version: 'test',
    gatekeeper,
    idempotency: createIdempotencyStore(database.db, createBodySeal({ deriveSecrets: () => ['test secret'] })),
    rateLimits: { sale: many, checkin: many, browse: many, report: 2, auth: many, webhook: many },
    shedding: false,
  })

beforeAll(async () => {
  database = await testDatabase()
  app = await freshHttp()
  route(app, {
    method: 'POST',
    url: '/v1/things',
    operationId: 'makeThing',
    summary: 'Make a thing',
    tag: 'Test',
    access: { kind: 'public' },
    rate: 'sale',
    idempotency: 'key',
    body: z.strictObject({ name: z.string().max(50), outcome: z.enum(['made', 'refused', 'crash']).default('made') }),
    responses: { 201: z.object({ number: z.int(), secret: z.string() }) },
    errors: [errors.broken],
    handle: async call => {
      runs += 1
      if (gate) await gate
      if (call.body.outcome === 'refused') throw errors.broken({ detail: `run ${runs}` })
      if (call.body.outcome === 'crash') throw new Error(`select * from secrets failed for ${call.body.name}`)
      return { status: 201, body: { number: runs, secret: randomUUID() } }
    },
  })
  route(app, {
    method: 'GET',
    url: '/v1/things',
    operationId: 'findThings',
    summary: 'Find things',
    tag: 'Test',
    access: { kind: 'public' },
    rate: 'browse',
    idempotency: 'safe',
    query: z.object({ q: z.string() }),
    responses: { 200: z.object({ found: z.string() }) },
    handle: async call => {
      const { rows } = await database.db.global(tx =>
        sql<{ found: string }>`select ${call.query.q}::text as found`.execute(tx),
      )
      return { status: 200, body: rows[0]! }
    },
  })
  route(app, {
    method: 'GET',
    url: '/v1/reports',
    operationId: 'getReport',
    summary: 'A report',
    tag: 'Test',
    access: { kind: 'public' },
    rate: 'report',
    idempotency: 'safe',
    responses: { 200: z.object({ fine: z.boolean() }) },
    handle: async () => ({ status: 200, body: { fine: true } }),
  })
})
afterAll(async () => {
  await app.close()
  await database[Symbol.asyncDispose]()
})

const make = (body: unknown, headers: Record<string, string> = {}) =>
  app.inject({
    method: 'POST',
    url: '/v1/things',
    headers: { 'content-type': 'application/json', 'idempotency-key': randomUUID(), ...headers },
    payload: body as object,
  })

describe('an Idempotency-Key', () => {
  it('is required where it is declared, and says what to send', async () => {
    const answer = await app.inject({ method: 'POST', url: '/v1/things', payload: { name: 'x' } })
    expect([answer.statusCode, answer.json().code]).toEqual([400, 'idempotency.key_required'])
  })

  it('gives the same request the same answer byte for byte, secrets included, without running it again', async () => {
    const key = { 'idempotency-key': randomUUID() }
    const first = await make({ name: 'x', outcome: 'made' }, key)
    const before = runs
    const again = await make({ outcome: 'made', name: 'x' }, key)
    expect(again.statusCode).toBe(201)
    expect(again.rawPayload.equals(first.rawPayload)).toBe(true)
    expect(runs).toBe(before)
    expect(again.headers['idempotent-replayed']).toBe('true')
  })

  it('keeps a refusal as well, so that a retry is told the same', async () => {
    const key = { 'idempotency-key': randomUUID() }
    const first = await make({ name: 'x', outcome: 'refused' }, key)
    const again = await make({ name: 'x', outcome: 'refused' }, key)
    expect(first.statusCode).toBe(409)
    expect(again.payload).toBe(first.payload)
  })

  it('refuses another request with the same key', async () => {
    const key = { 'idempotency-key': randomUUID() }
    await make({ name: 'x' }, key)
    const other = await make({ name: 'y' }, key)
    expect([other.statusCode, other.json().code]).toEqual([422, 'idempotency.key_reused'])
  })

  it('tells the second of two at once that the first is running, and runs it once', async () => {
    const key = { 'idempotency-key': randomUUID() }
    let open = () => {}
    gate = new Promise(resolve => {
      open = resolve
    })
    const before = runs
    const first = make({ name: 'x' }, key)
    while (runs === before) await new Promise(resolve => setImmediate(resolve))
    const second = await make({ name: 'x' }, key)
    open()
    gate = null
    expect([second.statusCode, second.json().code]).toEqual([409, 'idempotency.in_flight'])
    expect((await first).statusCode).toBe(201)
    expect(runs).toBe(before + 1)
  })

  it('is usable again after an error of ours, and after a crash once its lock has run out', async () => {
    const key = randomUUID()
    expect((await make({ name: 'x', outcome: 'crash' }, { 'idempotency-key': key })).statusCode).toBe(500)
    const [row] = await database.asSuperuser<{ n: number }>(
      'select count(*)::int as n from idempotency_keys where key = $1',
      [key],
    )
    expect(row?.n).toBe(0)
    const crashed = { 'idempotency-key': randomUUID() }
    await make({ name: 'z' }, crashed)
    await database.asSuperuser(
      "update idempotency_keys set status = null, body = null, locked_until = now() - interval '1 second' where key = $1",
      [crashed['idempotency-key']],
    )
    expect((await make({ name: 'z' }, crashed)).statusCode).toBe(201)
  })

  it('is kept sealed: the answer cannot be read in the database', async () => {
    const key = randomUUID()
    const answer = await make({ name: 'x' }, { 'idempotency-key': key })
    const [row] = await database.asSuperuser<{ body: Buffer }>('select body from idempotency_keys where key = $1', [
      key,
    ])
    expect(row!.body.includes(Buffer.from(answer.json().secret))).toBe(false)
  })
})

describe('a problem', () => {
  it('says nothing of our insides when we fail', async () => {
    const answer = await make({ name: 'canary', outcome: 'crash' })
    expect(answer.headers['content-type']).toContain('application/problem+json')
    expect(answer.payload).not.toMatch(/canary|select|Error|at /)
    expect(answer.json()).toMatchObject({
      code: 'request.internal',
      status: 500,
      request_id: expect.stringMatching(/^req_/),
    })
  })

  it.each([
    ['an unknown field', { name: 'x', role: 'admin' }, 400],
    ['a wrong type', { name: 7 }, 400],
    ['a text that is too long', { name: 'x'.repeat(51) }, 400],
    ['a NUL character', { name: 'a\u0000b' }, 400],
    ['the first half of a surrogate pair alone', { name: 'a\ud800b' }, 400],
    ['the second half of one alone', { name: 'a\udc00b' }, 400],
  ])('names %s as the caller’s mistake', async (_what, body, status) => {
    const answer = await make(body)
    expect([answer.statusCode, answer.json().code]).toEqual([status, 'request.invalid'])
  })

  it('takes pairs of surrogates for the one character that they are', async () => {
    const payload = JSON.stringify({ name: 'x' }).replace('x', '\\ud83c\\udfab')
    const headers = { 'content-type': 'application/json', 'idempotency-key': randomUUID() }
    expect((await app.inject({ method: 'POST', url: '/v1/things', headers, payload })).statusCode).toBe(201)
  })

  it('names a character in an address that the database cannot hold as the caller’s mistake too', async () => {
    const answer = await app.inject({ url: '/v1/things?q=a%00b' })
    expect([answer.statusCode, answer.json().code]).toEqual([400, 'request.invalid'])
  })

  it.each(['/v1/things/%zz', `/v1/things/${'x'.repeat(250)}`])(
    'is what an address gets that names nothing: %s',
    async url => {
      const answer = await app.inject({ url })
      expect([answer.statusCode, answer.headers['content-type']]).toEqual([
        404,
        'application/problem+json; charset=utf-8',
      ])
      const { request_id, ...said } = answer.json()
      expect(request_id).toMatch(/^req_/)
      expect(said.code).toBe('request.not_found')
      expect(JSON.stringify(said)).not.toMatch(/zz|xxx|FST_/)
      expect(answer.headers['x-content-type-options']).toBe('nosniff')
    },
  )

  it('answers prototypes in JSON, broken JSON, other media types and too large bodies without a 500', async () => {
    const send = (payload: string, type = 'application/json') =>
      app.inject({
        method: 'POST',
        url: '/v1/things',
        headers: { 'content-type': type, 'idempotency-key': randomUUID() },
        payload,
      })
    expect((await send('{"__proto__":{"x":1},"name":"x"}')).statusCode).toBe(400)
    expect((await send('{"name":')).statusCode).toBe(400)
    expect((await send('name=x', 'application/x-www-form-urlencoded')).statusCode).toBe(415)
    expect((await send(JSON.stringify({ name: 'x'.repeat(300_000) }))).statusCode).toBe(413)
  })
})

describe('the door', () => {
  it('cannot be left without a policy: an operation that declares none is not registered', async () => {
    const fresh = await freshHttp()
    expect(() => fresh.get('/v1/forgotten', async () => 'x')).toThrow(/no access policy/)
    await fresh.close()
  })

  it('refuses unsafe requests that ride on a cookie from another site, and lets our own pages in', async () => {
    const from = (origin: string) => make({ name: 'x' }, { cookie: 'tessera.session_token=x', origin })
    expect((await from('https://evil.example')).json().code).toBe('access.origin_refused')
    expect((await from('http://localhost:3000')).statusCode).toBe(201)
  })

  it('ignores a forwarded address that no trusted proxy vouches for', async () => {
    const ask = (forwarded: string) => app.inject({ url: '/v1/reports', headers: { 'x-forwarded-for': forwarded } })
    const statuses = [
      (await ask('1.1.1.1')).statusCode,
      (await ask('2.2.2.2')).statusCode,
      (await ask('3.3.3.3')).statusCode,
    ]
    expect(statuses).toEqual([200, 200, 429])
  })

  it('sets the headers that keep browsers safe, on errors too', async () => {
    const answer = await app.inject({ url: '/v1/nowhere' })
    expect(answer.statusCode).toBe(404)
    expect(answer.headers['content-security-policy']).toContain("default-src 'none'")
    expect((await app.inject({ url: '/nowhere' })).headers['content-security-policy']).toContain("object-src 'none'")
    expect(answer.headers['x-content-type-options']).toBe('nosniff')
    expect(answer.headers['referrer-policy']).toBe('no-referrer')
    expect(answer.headers['cache-control']).toBe('no-store')
  })
})
