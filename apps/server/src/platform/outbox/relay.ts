import { setTimeout as sleep } from 'node:timers/promises'
import type { Logger } from 'pino'
import type { Db } from '../db/db.ts'
import type { Jobs } from '../jobs/jobs.ts'
import { markRelayed, type OutboxRow, takeWaiting } from './outbox.sql.ts'
import type { Subscriber } from './outbox.ts'

const BATCH = 1000
const IDLE_MS = 200

export const queueOf = (subscriber: Subscriber): string => `on.${subscriber.topic}.${subscriber.name}`

export type Relay = {
  /** Relays until nothing waits; for tests and the command line. */ drain(): Promise<number>
  [Symbol.asyncDispose](): Promise<void>
}

/**
 * Moves outbox events to their subscribers' queues: reading, enqueueing and marking are one transaction, so an event is
 * neither lost nor enqueued twice. Enqueueing in the buyer's own transaction instead was measured to cost four times more.
 */
export function createRelay(db: Db, jobs: Jobs, subscribers: Subscriber[], log: Logger): Relay & { start(): void } {
  const byTopic = Map.groupBy(subscribers, subscriber => subscriber.topic)
  let stopping = false
  let running: Promise<void> = Promise.resolve()

  const relayBatch = () =>
    db.relay(async tx => {
      const rows = await takeWaiting(tx, BATCH)
      const byQueue = new Map<string, OutboxRow[]>()
      for (const row of rows) {
        for (const subscriber of byTopic.get(row.topic) ?? []) {
          const queue = queueOf(subscriber)
          byQueue.set(queue, [...(byQueue.get(queue) ?? []), row])
        }
      }
      for (const [queue, events] of byQueue) await jobs.insert(tx, queue, events)
      if (rows.length > 0)
        await markRelayed(
          tx,
          rows.map(row => row.id),
        )
      return rows.length
    })

  const loop = async () => {
    while (!stopping) {
      try {
        if ((await relayBatch()) < BATCH) await sleep(IDLE_MS)
      } catch (error) {
        log.error({ err: error }, 'the outbox could not be relayed')
        await sleep(1_000)
      }
    }
  }

  return {
    start: () => {
      running = loop()
    },
    drain: async () => {
      let total = 0
      for (let count = await relayBatch(); count > 0; count = await relayBatch()) total += count
      return total
    },
    [Symbol.asyncDispose]: async () => {
      stopping = true
      await running
    },
  }
}
