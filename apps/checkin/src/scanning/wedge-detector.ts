/**
 * A hardware scanner is a keyboard that types very fast and ends with Enter. Told apart from a person by speed alone, so
 * that it works wherever the focus is.
 */

/** Slower than any scanner in use, faster than any finger. */
const MOST_BETWEEN_KEYS_MS = 50
/** Below this a burst may be a person rolling over keys, or a shortcut. */
const LEAST_CHARACTERS = 6

export type KeyStroke = { key: string; atMs: number; withModifier: boolean }

export type WedgeResult =
  /** Nothing of a scanner: the page may have this key. */
  | { kind: 'none' }
  /** In the middle of a burst: the page should not act on this key. */
  | { kind: 'reading' }
  | { kind: 'scanned'; text: string }

export type WedgeDetector = { press: (stroke: KeyStroke) => WedgeResult }

export function createWedgeDetector(): WedgeDetector {
  let text = ''
  let lastAtMs = Number.NEGATIVE_INFINITY
  const forget = () => {
    text = ''
    lastAtMs = Number.NEGATIVE_INFINITY
  }
  return {
    press({ key, atMs, withModifier }) {
      // Scanners hold Shift for capitals; Ctrl, Alt and Meta belong to people.
      if (withModifier) {
        forget()
        return { kind: 'none' }
      }
      const isFast = atMs - lastAtMs <= MOST_BETWEEN_KEYS_MS
      if (key === 'Enter' || key === 'Tab') {
        const scanned = isFast && text.length >= LEAST_CHARACTERS ? text : null
        forget()
        return scanned === null ? { kind: 'none' } : { kind: 'scanned', text: scanned }
      }
      if (key.length !== 1) return { kind: isFast && text.length >= LEAST_CHARACTERS ? 'reading' : 'none' }
      text = isFast ? text + key : key
      lastAtMs = atMs
      return { kind: text.length >= LEAST_CHARACTERS ? 'reading' : 'none' }
    },
  }
}
