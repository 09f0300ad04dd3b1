/** A code stays in front of the camera for a while; only its arrival is a scan. */

/** Counted from when it was last seen: a code must leave the picture before it is read again. */
const FORGET_AFTER_MS = 2_500

export type RepeatGuard = { isNew: (text: string, atMs: number) => boolean }

export function createRepeatGuard(): RepeatGuard {
  let last: { text: string; seenAtMs: number } | null = null
  return {
    isNew(text, atMs) {
      const isSame = last !== null && last.text === text && atMs - last.seenAtMs < FORGET_AFTER_MS
      last = { text, seenAtMs: atMs }
      return !isSame
    },
  }
}
