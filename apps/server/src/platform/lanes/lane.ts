import { isUnavailable } from '../db/postgres-errors.ts'

/**
 * A lane coalesces concurrent requests into batches: one batch of a key is in flight, and what arrives meanwhile forms the
 * next. Idle, it adds no wait; busy, it turns many row locks and flushes into one. It only makes things faster: the
 * database decides, so any number of processes may run lanes.
 */
export type LaneOptions<Req, Res> = {
  /** Requests of one key are batched together and keep their order. */
  keyOf(request: Req): string
  /** Answers each request of the batch, in order. */
  run(key: string, batch: Req[]): Promise<Res[]>
  maxBatch: number
  /** Beyond this many waiting requests the lane refuses at once, which is kinder than letting everybody time out. */
  maxWaiting: number
  /** Batches of different keys that may be in flight at the same time. */
  maxInFlight: number
  refuse(): Error
  /**
   * Whether a failed batch may hold one request that poisons it; otherwise all of it fails at once. Default: unless the
   * database is away. Then each part would fail as slowly as the whole, and what became of it is not known.
   */
  isPoison?(error: unknown): boolean
}

type Waiting<Req, Res> = { request: Req; resolve(answer: Res): void; reject(error: unknown): void }

export type Lane<Req, Res> = { submit(request: Req): Promise<Res>; waiting(): number }

export function createLane<Req, Res>(options: LaneOptions<Req, Res>): Lane<Req, Res> {
  const running = { run: options.run, isPoison: options.isPoison ?? (error => !isUnavailable(error)) }
  const queues = new Map<string, Array<Waiting<Req, Res>>>()
  const busy = new Set<string>()
  let waiting = 0
  let scheduled = false

  const schedule = () => {
    if (scheduled) return
    scheduled = true
    setImmediate(() => {
      scheduled = false
      dispatch()
    })
  }

  const dispatch = () => {
    for (const [key, queue] of queues) {
      if (busy.size >= options.maxInFlight) return
      if (busy.has(key)) continue
      const batch = queue.splice(0, options.maxBatch)
      waiting -= batch.length
      // Goes to the end of the map when more arrives, so that tenants take turns.
      if (queue.length === 0) queues.delete(key)
      else rotate(key, queue)
      busy.add(key)
      void settle(running, key, batch).finally(() => {
        busy.delete(key)
        if (queues.size > 0) dispatch()
      })
    }
  }

  const rotate = (key: string, queue: Array<Waiting<Req, Res>>) => {
    queues.delete(key)
    queues.set(key, queue)
  }

  return {
    waiting: () => waiting,
    submit: request =>
      new Promise((resolve, reject) => {
        if (waiting >= options.maxWaiting) return reject(options.refuse())
        const key = options.keyOf(request)
        const queue = queues.get(key)
        if (queue) queue.push({ request, resolve, reject })
        else queues.set(key, [{ request, resolve, reject }])
        waiting += 1
        schedule()
      }),
  }
}

type Running<Req, Res> = Required<Pick<LaneOptions<Req, Res>, 'run' | 'isPoison'>>

/** A batch that fails is tried once more in halves, so that one poisonous request does not fail its neighbours. */
async function settle<Req, Res>(
  running: Running<Req, Res>,
  key: string,
  batch: Array<Waiting<Req, Res>>,
  divide = true,
): Promise<void> {
  try {
    const answers = await running.run(
      key,
      batch.map(entry => entry.request),
    )
    batch.forEach((entry, index) => entry.resolve(answers[index] as Res))
  } catch (error) {
    if (batch.length === 1 || !running.isPoison(error)) {
      for (const entry of batch) entry.reject(error)
      return
    }
    if (!divide) {
      for (const entry of batch) await settle(running, key, [entry], false)
      return
    }
    const middle = Math.ceil(batch.length / 2)
    await settle(running, key, batch.slice(0, middle), false)
    await settle(running, key, batch.slice(middle), false)
  }
}
