/**
 * A job's working time. Gateways that do not answer take their full time limit each, so work is done a few at a time and
 * ends before the queue would think that the job died; what is left is first the next time.
 */
export type Shift = {
  each<T>(things: readonly T[], work: (thing: T) => Promise<void>): Promise<void>
  isOver(): boolean
}

const AT_ONCE = 4
const LENGTH_MS = 80_000

export function beginShift(lengthMs = LENGTH_MS): Shift {
  const end = performance.now() + lengthMs
  const isOver = () => performance.now() > end
  return {
    isOver,
    each: async (things, work) => {
      const queue = things.values()
      await Promise.all(
        Array.from({ length: AT_ONCE }, async () => {
          // One iterator for all: each takes the next.
          for (const thing of queue) {
            if (isOver()) return
            await work(thing)
          }
        }),
      )
    },
  }
}
