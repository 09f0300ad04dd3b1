/**
 * The server's time on a device whose clock may be wrong, or is changed while it works. Pure: the caller reads the two
 * clocks of the device, the wall clock that people can set and the steady one that only runs.
 */
export type ServerClock = {
  /** Server's time minus the device's wall clock. */
  offsetMs: number
  /** How far off the measurement may be. */
  uncertaintyMs: number
  /** Wall clock and steady clock at the last look. */
  wallMs: number
  steadyMs: number
}

export type Reading = { wallMs: number; steadyMs: number }

/** A Date header counts whole seconds: on average the server was half of one further. */
const HEADER_STEP_MS = 1000
const JUMP_MS = 1500
/** A measurement grows old: crystals of phones drift by some 50 ppm. */
const DRIFT_PER_MS = 0.00005

export type Contact = { before: Reading; after: Reading; serverMs: number; wholeSeconds: boolean }

export function clockAtStart(known: { offsetMs: number; uncertaintyMs: number } | null, now: Reading): ServerClock {
  return { offsetMs: known?.offsetMs ?? 0, uncertaintyMs: known?.uncertaintyMs ?? Number.POSITIVE_INFINITY, ...now }
}

/** After an answer of the server. A vague measurement does not replace a better one. */
export function clockAfterContact(clock: ServerClock, contact: Contact): ServerClock {
  const looked = clockAfterLook(clock, contact.after)
  const roundTripMs = Math.max(0, contact.after.steadyMs - contact.before.steadyMs)
  const stepMs = contact.wholeSeconds ? HEADER_STEP_MS / 2 : 0
  const uncertaintyMs = roundTripMs / 2 + stepMs
  const offsetMs = contact.serverMs + stepMs + roundTripMs / 2 - contact.after.wallMs
  const agrees = Math.abs(offsetMs - looked.offsetMs) <= uncertaintyMs + looked.uncertaintyMs
  if (agrees && looked.uncertaintyMs < uncertaintyMs) return looked
  return { ...looked, offsetMs, uncertaintyMs }
}

/** Looks at both clocks. When the wall clock went back against the steady one, somebody set it: the offset takes it up. */
export function clockAfterLook(clock: ServerClock, now: Reading): ServerClock {
  const steadyPassed = now.steadyMs - clock.steadyMs
  const jump = now.wallMs - clock.wallMs - steadyPassed
  const drifted = { ...clock, ...now, uncertaintyMs: clock.uncertaintyMs + Math.max(0, steadyPassed) * DRIFT_PER_MS }
  if (Math.abs(jump) < JUMP_MS) return drifted
  // Forward it may also have been asleep, when steady clocks stand still on some systems: only the server can tell.
  if (jump > 0) return { ...drifted, uncertaintyMs: drifted.uncertaintyMs + jump }
  return { ...drifted, offsetMs: clock.offsetMs - jump }
}

export function serverNow(clock: ServerClock, now: Reading): Date {
  return new Date(now.wallMs + clockAfterLook(clock, now).offsetMs)
}

/** Wrong by more than a minute: worth telling, though every decision uses the corrected time. */
export function isClockWrong(clock: ServerClock): boolean {
  return Number.isFinite(clock.uncertaintyMs) && Math.abs(clock.offsetMs) > 60_000 + clock.uncertaintyMs
}
