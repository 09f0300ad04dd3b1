import type { Payday } from './deps.ts'
import { handleEvent } from './handle-gateway-event.ts'

/** Webhooks come in bursts; more at once than this only makes everybody slower. */
const AT_ONCE = 4
/** Beyond this the job takes over: everything is stored already. */
const MOST_WAITING = 1_000

export type EventEffects = {
  /** Lets a stored event take effect soon, after the gateway has been answered. */
  begin(organizerId: string, gateway: string, gatewayEventId: string): void
  settled(): Promise<void>
}

export function createEffects(deps: Payday): EventEffects {
  const waiting: Array<() => Promise<void>> = []
  const running = new Set<Promise<void>>()

  const next = () => {
    while (running.size < AT_ONCE) {
      const work = waiting.shift()
      if (!work) return
      const run = work().finally(() => {
        running.delete(run)
        next()
      })
      running.add(run)
    }
  }

  return {
    begin: (organizerId, gateway, eventId) => {
      if (waiting.length >= MOST_WAITING) return
      waiting.push(async () => {
        try {
          await handleEvent(deps, organizerId, gateway, eventId)
        } catch (error) {
          deps.log.warn({ err: error, gateway, event: eventId }, 'an event of a gateway will be tried again')
        }
      })
      next()
    },
    settled: async () => {
      while (running.size > 0) await Promise.all(running)
    },
  }
}
