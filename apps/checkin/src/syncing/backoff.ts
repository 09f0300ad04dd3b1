const FIRST_MS = 1_000
const MOST_MS = 30_000

/** How long to wait after this many failures in a row; spread out, so that fifty devices do not knock at once. */
export function backoffMs(failures: number, random: number): number {
  const whole = Math.min(MOST_MS, FIRST_MS * 2 ** Math.max(0, failures - 1))
  return Math.round(whole / 2 + (random * whole) / 2)
}
