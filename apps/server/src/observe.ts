import type { FastifyInstance } from 'fastify'
import type { Jobs } from './platform/jobs/jobs.ts'
import { outboxLag } from './platform/outbox/outbox.sql.ts'
import type { Resources } from './resources.ts'

const CLASSES = ['1xx', '2xx', '3xx', '4xx', '5xx'] as const

/** What operators watch. Each figure is told, with what to do about it, in docs/operations/figures.md. */
export function observe({ metrics, db }: Pick<Resources, 'metrics' | 'db'>, jobs: Jobs, http: FastifyInstance): void {
  const took = metrics.histogram('tessera_http_request_duration_seconds', 'How long answers took', {
    route: 'any',
    status: CLASSES,
  })
  http.addHook('onResponse', async (request, reply) => {
    // The pattern, never the address: an address names people's orders.
    const route = request.routeOptions.url ?? 'none'
    took.record({ route, status: CLASSES[Math.floor(reply.statusCode / 100) - 1] ?? '5xx' }, reply.elapsedTime / 1_000)
  })
  metrics.gauge('tessera_database_connections', 'Connections of the pool', { state: ['used', 'idle'] }, () => [
    { labels: { state: 'used' }, value: db.pool.totalCount - db.pool.idleCount },
    { labels: { state: 'idle' }, value: db.pool.idleCount },
  ])
  metrics.gauge('tessera_database_waiting', 'Requests that wait for a connection', {}, () => [
    { labels: {}, value: db.pool.waitingCount },
  ])
  metrics.gauge('tessera_outbox_waiting', 'Events not yet handed to the job queue', {}, async () => [
    { labels: {}, value: (await db.relay(outboxLag)).waiting },
  ])
  metrics.gauge('tessera_outbox_oldest_seconds', 'Age of the oldest of them', {}, async () => [
    { labels: {}, value: (await db.relay(outboxLag)).oldestSeconds },
  ])
  metrics.gauge('tessera_jobs_waiting', 'Jobs that wait to be done', { queue: 'any' }, async () =>
    (await jobs.depths()).map(({ queue, waiting }) => ({ labels: { queue }, value: waiting })),
  )
  metrics.gauge('tessera_jobs_dead', 'Jobs that failed for good', { queue: 'any' }, async () =>
    (await jobs.depths()).map(({ queue, dead }) => ({ labels: { queue }, value: dead })),
  )
}
