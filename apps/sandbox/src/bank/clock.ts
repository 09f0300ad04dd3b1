/** The bank's own clock. Tests move it forward instead of waiting. */
export type Clock = { now(): number; advance(ms: number): void }

export function createClock(): Clock {
  let aheadMs = 0
  return {
    now: () => Date.now() + aheadMs,
    advance: ms => {
      aheadMs += ms
    },
  }
}
