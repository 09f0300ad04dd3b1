import type { Logger } from 'pino'

/**
 * Work whose duration must not show in the answer: whether an address is known could be read from it. The answer leaves
 * first; who loses his letter to a crash asks for another.
 */
export type Background = { run(what: string, work: () => Promise<void>): void; settled(): Promise<void> }

export function createBackground(log: Logger): Background {
  const running = new Set<Promise<void>>()
  return {
    run: (what, work) => {
      const task: Promise<void> = work()
        .catch(error => log.error({ err: error }, `${what} failed`))
        .finally(() => running.delete(task))
      running.add(task)
    },
    settled: async () => {
      while (running.size > 0) await Promise.all(running)
    },
  }
}
