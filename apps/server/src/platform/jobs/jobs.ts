import { PgBoss } from 'pg-boss'
import type { Logger } from 'pino'
import type { GlobalTx } from '../db/db.ts'
import type { OutboxRow } from '../outbox/outbox.sql.ts'
import type { Delivered, Subscriber } from '../outbox/outbox.ts'
import { queueOf } from '../outbox/relay.ts'
import { inTransaction } from './jobs.sql.ts'

/** Periodic or one-off work. `handle` must be repeatable: a job runs at least once. */
export type Job = {
  /** `inventory.reclaim-holds` and the like; also its name on the command line. */
  name: string
  handle(): Promise<void>
  /** Five-field cron expression in `timezone`. Without one the job runs only when asked. */
  cron?: string
  timezone?: string
}

export type JobsOptions = {
  url: string
  role?: string
  subscribers: Subscriber[]
  periodic: Job[]
  log: Logger
}

export type Jobs = {
  /** Creates what is missing of queues and schedules; needed before anything is enqueued. */
  prepare(): Promise<void>
  /** Starts working on every queue. */
  start(): Promise<void>
  /** Enqueues outbox events for a subscriber's queue in the relay's transaction. */
  insert(tx: GlobalTx, queue: string, events: OutboxRow[]): Promise<void>
  /** Works off everything that is due now, retries excepted, and returns; for tests and the command line. */
  runDue(): Promise<number>
  /** Runs one periodic job now, in this process. */
  runNow(name: string): Promise<void>
  /** Puts dead letters back into their queue. */
  replayDead(queue: string): Promise<number>
  /** How many jobs wait and how many are dead, per queue. */
  depths(): Promise<Array<{ queue: string; waiting: number; dead: number }>>
  [Symbol.asyncDispose](): Promise<void>
}

const DEAD = (queue: string) => `${queue}.dead`
const BATCH = 20
const QUEUE = {
  retryLimit: 8,
  retryDelay: 2,
  retryBackoff: true,
  retryDelayMax: 3_600,
  expireInSeconds: 120,
  deleteAfterSeconds: 86_400,
}

/** An idle queue costs a question each time: what people wait for is asked often, what the clock starts is not. */
const PACE = { reaction: 1, periodic: 5 }

type Work = { queue: string; everySeconds: number; run(data: unknown): Promise<void> }

type Queues = { boss: PgBoss; works: Work[]; log: Logger }

export function createJobs(options: JobsOptions): Jobs {
  const boss = new PgBoss({
    connectionString: options.url,
    ...(options.role ? { options: `-c role=${options.role}` } : {}),
    schema: 'jobs',
    migrate: false,
    max: 4,
    application_name: 'tessera jobs',
  })
  boss.on('error', error => options.log.error({ err: error }, 'the job queue reports an error'))
  const works: Work[] = [
    ...options.subscribers.map(s => ({
      queue: queueOf(s),
      everySeconds: PACE.reaction,
      run: (data: unknown) => s.handle(deliver(data)),
    })),
    ...options.periodic.map(job => ({ queue: job.name, everySeconds: PACE.periodic, run: () => job.handle() })),
  ]
  const queues = { boss, works, log: options.log }
  let prepared: Promise<void> | null = null
  const ready = () => (prepared ??= prepare(queues, options.periodic))

  return {
    prepare: ready,
    start: async () => {
      await ready()
      for (const work of works) {
        const pace = { batchSize: BATCH, burstWhenBatchFull: true, pollingIntervalSeconds: work.everySeconds }
        await boss.work(work.queue, pace, batch => settleEach(queues, work, batch))
      }
    },
    insert: async (tx, queue, events) => {
      await boss.insert(queue, events.map(jobOf), { db: inTransaction(tx) })
    },
    runDue: async () => {
      await ready()
      return runDue(queues)
    },
    runNow: async name => {
      const job = options.periodic.find(candidate => candidate.name === name)
      const known = options.periodic.map(candidate => candidate.name).join(', ')
      if (!job) throw new Error(`There is no job ${name}. Known: ${known}`)
      await job.handle()
    },
    replayDead: async queue => {
      await ready()
      return replayDead(queues, queue)
    },
    depths: async () => {
      await ready()
      return depths(queues)
    },
    [Symbol.asyncDispose]: async () => {
      if (!prepared) return
      await prepared.catch(() => {})
      // Graceful: what is being worked on is finished first.
      await boss.stop({ graceful: true, timeout: 20_000 })
    },
  }
}

async function prepare({ boss, works }: Queues, periodic: Job[]): Promise<void> {
  await boss.start()
  const existing = new Set((await boss.getQueues()).map(queue => queue.name))
  for (const { queue } of works) {
    if (!existing.has(DEAD(queue))) {
      await boss.createQueue(DEAD(queue), { retryLimit: 0, deleteAfterSeconds: 30 * 86_400 })
    }
    if (!existing.has(queue)) await boss.createQueue(queue, { ...QUEUE, deadLetter: DEAD(queue) })
  }
  for (const job of periodic) {
    if (job.cron) await boss.schedule(job.name, job.cron, {}, { tz: job.timezone ?? 'UTC', singletonKey: job.name })
  }
}

/** One failing job must not fail its neighbours of the batch, so each is settled by itself. */
async function settleEach({ boss, log }: Queues, work: Work, batch: Array<{ id: string; data: unknown }>) {
  for (const job of batch) {
    try {
      await work.run(job.data)
    } catch (error) {
      log.warn({ err: error, queue: work.queue, job: job.id }, 'a job failed and will be tried again')
      await boss.fail(work.queue, job.id, { message: error instanceof Error ? error.message : String(error) })
    }
  }
}

async function runDue(queues: Queues): Promise<number> {
  const { boss, works } = queues
  let total = 0
  for (const work of works) {
    for (;;) {
      const batch = await boss.fetch(work.queue, { batchSize: BATCH })
      if (batch.length === 0) break
      await settleEach(queues, work, batch)
      await boss.complete(
        work.queue,
        batch.map(job => job.id),
      )
      total += batch.length
    }
  }
  return total
}

async function depths({ boss, works }: Queues) {
  const counts = new Map((await boss.getQueues()).map(queue => [queue.name, queue.queuedCount]))
  return works.map(({ queue }) => ({ queue, waiting: counts.get(queue) ?? 0, dead: counts.get(DEAD(queue)) ?? 0 }))
}

async function replayDead({ boss }: Queues, queue: string): Promise<number> {
  let total = 0
  for (;;) {
    const batch = await boss.fetch(DEAD(queue), { batchSize: BATCH })
    if (batch.length === 0) return total
    await boss.insert(
      queue,
      batch.map(job => ({ data: job.data as object })),
    )
    await boss.complete(
      DEAD(queue),
      batch.map(job => job.id),
    )
    total += batch.length
  }
}

function jobOf(event: OutboxRow) {
  const { id, organizerId, subjectId, createdAt, payload } = event
  return { data: { id, organizerId, subjectId, at: createdAt, payload } }
}

function deliver(data: unknown): Delivered<never> {
  const event = data as Omit<Delivered<never>, 'at'> & { at: string }
  return { ...event, at: new Date(event.at) }
}
