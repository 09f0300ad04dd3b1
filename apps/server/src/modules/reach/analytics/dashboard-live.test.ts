import { formatId, newUuid } from '@tessera/kernel/ids'
import { pino } from 'pino'
import { afterEach, expect, test } from 'vitest'
import { createHttp } from '../../../platform/http/server.ts'
import { dashboardRoutes } from './dashboard.routes.ts'
import type { Analytics } from './public.ts'

const organizerId = newUuid()
const many = 1_000_000
let close = async () => {}
afterEach(() => close())

async function serve(pulse: Analytics['pulse']) {
  const app = await createHttp({
    logger: pino({ level: 'silent' }),
    origin: 'http://localhost:3000',
    trustedProxies: [],
    corsOrigins: [],
    version: 'test',
    gatekeeper: {
      identify: async () => ({ kind: 'anonymous' }),
      admit: async principal => ({ principal, organizerId, eventIds: null, permissions: new Set() }),
    },
    idempotency: { claim: async () => ({ kind: 'claimed' }), keep: async () => {}, release: async () => {} },
    rateLimits: { sale: many, checkin: many, browse: many, report: many, auth: many, webhook: many },
    shedding: false,
  })
  const analytics: Pick<Analytics, 'dashboard' | 'pulse'> = {
    dashboard: () => Promise.reject(new Error('not asked here')),
    pulse,
  }
  dashboardRoutes(app, { analytics, organizers: { get: async () => null } })
  close = () => app.close()
  const address = await app.listen({ host: '127.0.0.1', port: 0 })
  const answer = await fetch(`${address}/v1/organizers/${formatId('org', organizerId)}/dashboard/live`)
  return { app, answer }
}

test('a page that watches the figures does not keep a server from closing', async () => {
  const { app, answer } = await serve(async () => 'a')
  await app.close()
  expect(await answer.text()).toContain('retry: 3000')
})

test('a stream whose figures cannot be read ends, so that the browser comes again', async () => {
  const { answer } = await serve(() => Promise.reject(new Error('the database is away')))
  expect(answer.status).toBe(200)
  expect(await answer.text()).toBe('retry: 3000\n\n')
})

test('a stream carries the security headers of every answer', async () => {
  const { app, answer } = await serve(async () => 'a')
  const other = await app.inject('/v1/nowhere')
  const shared = Object.keys(other.headers).filter(name => /polic|secur|^x-(?!ratelimit)|cache-control/.test(name))
  expect(shared).toEqual(expect.arrayContaining(['content-security-policy', 'x-content-type-options', 'x-request-id']))
  for (const name of shared) expect(answer.headers.has(name), name).toBe(true)
  expect(answer.headers.get('content-type')).toBe('text/event-stream')
  await app.close()
  await answer.text()
})
