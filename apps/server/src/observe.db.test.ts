import { readFileSync } from 'node:fs'
import path from 'node:path'
import { type FastifyInstance, fastify } from 'fastify'
import { pino } from 'pino'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { observe } from './observe.ts'
import { createJobs, type Jobs } from './platform/jobs/jobs.ts'
import { createMetrics, type Metrics } from './platform/telemetry/metrics.ts'
import { type TestDatabase, testDatabase } from './platform/testing/test-database.ts'

const page = readFileSync(path.resolve(import.meta.dirname, '../../../docs/operations/figures.md'), 'utf8')

let database: TestDatabase
let metrics: Metrics
let jobs: Jobs
let http: FastifyInstance
beforeAll(async () => {
  database = await testDatabase({ poolSize: 3 })
  metrics = createMetrics({ service: 'test' })
  const periodic = [{ name: 'test.sweep', handle: async () => {} }]
  jobs = createJobs({
    url: database.url,
    role: 'tessera_app',
    subscribers: [],
    periodic,
    log: pino({ level: 'silent' }),
  })
  http = fastify()
  observe({ metrics, db: database.db }, jobs, http)
  http.get('/v1/orders/:order', () => ({}))
  await http.inject('/v1/orders/ord_secret')
})
afterAll(async () => {
  await http.close()
  await jobs[Symbol.asyncDispose]()
  await metrics[Symbol.asyncDispose]()
  await database[Symbol.asyncDispose]()
})

it('operators see answers by route, the pool, the outbox and each queue, and no address that somebody asked for', async () => {
  const text = await metrics.metricsText()
  expect(text).toMatch(
    /tessera_http_request_duration_seconds_count\{route="\/v1\/orders\/:order",status="2xx"[^}]*\} 1/,
  )
  expect(text).toMatch(/tessera_database_connections\{state="used"/)
  expect(text).toMatch(/tessera_jobs_dead\{queue="test\.sweep"[^}]*\} 0/)
  expect(text).toMatch(/tessera_outbox_oldest_seconds(\{[^}]*\})? 0/)
  expect(text).not.toContain('ord_secret')
})

it('every figure is explained to operators', async () => {
  const told = [...(await metrics.metricsText()).matchAll(/^# TYPE (\S+)/gm)].map(([, name]) => name)
  expect(told.length).toBeGreaterThan(8)
  expect(told.filter(name => !page.includes(`\`${name}\``))).toEqual([])
})
