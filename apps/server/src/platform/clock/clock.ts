/** The one place that tells the application's time. Decisions use the database's clock; this is for everything around them. */
export type Clock = { now(): Date }

export const systemClock: Clock = { now: () => new Date() }

/** A clock for tests that stands still until told. */
export function fixedClock(start: Date): Clock & { set(to: Date): void; advance(ms: number): void } {
  let at = start
  return {
    now: () => new Date(at),
    set: to => {
      at = to
    },
    advance: ms => {
      at = new Date(at.getTime() + ms)
    },
  }
}
