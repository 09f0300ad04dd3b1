/** The bank's time. Tests do not move it, since messages are signed with it; they move a payment's deadline instead. */
export type Clock = { now(): number }

export const systemClock: Clock = { now: () => Date.now() }
