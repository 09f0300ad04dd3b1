import { CompiledQuery } from 'kysely'
import { type ConnectionOptions, PgBoss } from 'pg-boss'
import type { Logger } from 'pino'
import type { GlobalTx } from '../db/db.ts'
import type { OutboxRow } from '../outbox/outbox.sql.ts'
import type { Delivered, Subscriber } from '../outbox/outbox.ts'
import { queueOf } from '../outbox/relay.ts'

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

type Work = { queue: string; run(data: unknown): Promise<void> }

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
    ...options.subscribers.map(s => ({ queue: queueOf(s), run: (data: unknown) => s.handle(deliver(data)) })),
    ...options.periodic.map(job => ({ queue: job.name, run: () => job.handle() })),
  ]
  let prepared: Promise<void> | null = null

  const prepare = async () => {
    await boss.start()
    const existing = new Set((await boss.getQueues()).map(queue => queue.name))
    for (const { queue } of works) {
      if (!existing.has(DEAD(queue)))
        await boss.createQueue(DEAD(queue), { retryLimit: 0, deleteAfterSeconds: 30 * 86_400 })
      if (!existing.has(queue)) await boss.createQueue(queue, { ...QUEUE, deadLetter: DEAD(queue) })
    }
    for (const job of options.periodic) {
      if (job.cron) await boss.schedule(job.name, job.cron, {}, { tz: job.timezone ?? 'UTC', singletonKey: job.name })
    }
  }
  const ready = () => (prepared ??= prepare())

  /** One failing job must not fail its neighbours of the batch, so each is settled by itself. */
  const settleEach = async (work: Work, batch: Array<{ id: string; data: unknown }>) => {
    for (const job of batch) {
      try {
        await work.run(job.data)
      } catch (error) {
        options.log.warn({ err: error, queue: work.queue, job: job.id }, 'a job failed and will be tried again')
        await boss.fail(work.queue, job.id, { message: error instanceof Error ? error.message : String(error) })
      }
    }
  }

  return {
    prepare: ready,
    start: async () => {
      await ready()
      for (const work of works) {
        await boss.work(
          work.queue,
          { batchSize: BATCH, burstWhenBatchFull: true, pollingIntervalSeconds: 0.5 },
          batch => settleEach(work, batch),
        )
      }
    },
    insert: async (tx, queue, events) => {
      await boss.insert(
        queue,
        events.map(event => ({
          data: {
            id: event.id,
            organizerId: event.organizerId,
            subjectId: event.subjectId,
            at: event.createdAt,
            payload: event.payload,
          },
        })),
        { db: inTransaction(tx) },
      )
    },
    runDue: async () => {
      await ready()
      let total = 0
      for (const work of works) {
        for (
          let batch = await boss.fetch(work.queue, { batchSize: BATCH });
          batch.length > 0;
          batch = await boss.fetch(work.queue, { batchSize: BATCH })
        ) {
          await settleEach(work, batch)
          await boss.complete(
            work.queue,
            batch.map(job => job.id),
          )
          total += batch.length
        }
      }
      return total
    },
    runNow: async name => {
      const job = options.periodic.find(candidate => candidate.name === name)
      if (!job)
        throw new Error(
          `There is no job ${name}. Known: ${options.periodic.map(candidate => candidate.name).join(', ')}`,
        )
      await job.handle()
    },
    replayDead: async queue => {
      await ready()
      let total = 0
      for (
        let batch = await boss.fetch(DEAD(queue), { batchSize: BATCH });
        batch.length > 0;
        batch = await boss.fetch(DEAD(queue), { batchSize: BATCH })
      ) {
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
      return total
    },
    depths: async () => {
      await ready()
      const queues = await boss.getQueues()
      const waiting = new Map(queues.map(queue => [queue.name, queue.queuedCount]))
      return works.map(({ queue }) => ({
        queue,
        waiting: waiting.get(queue) ?? 0,
        dead: waiting.get(DEAD(queue)) ?? 0,
      }))
    },
    [Symbol.asyncDispose]: async () => {
      if (!prepared) return
      await prepared.catch(() => {})
      // Graceful: what is being worked on is finished first.
      await boss.stop({ graceful: true, timeout: 20_000 })
    },
  }
}

function deliver(data: unknown): Delivered<never> {
  const event = data as Omit<Delivered<never>, 'at'> & { at: string }
  return { ...event, at: new Date(event.at) }
}

/** Lets the job queue write through our transaction. */
function inTransaction(tx: GlobalTx): NonNullable<ConnectionOptions['db']> {
  return {
    executeSql: async (text, values) => ({
      rows: [...(await tx.executeQuery(CompiledQuery.raw(text, values ? [...values] : []))).rows],
    }),
  }
}
