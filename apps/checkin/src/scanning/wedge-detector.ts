/**
 * A hardware scanner is a keyboard that types very fast and ends with Enter. Told apart from a person by speed, so that
 * it works wherever the focus is; and by what a ticket's code begins with, so that a phone that stutters, or a scanner
 * on a slow radio, does not tear a code in two.
 */

/** Slower than scanners are, faster than any finger. */
const BURST_GAP_MS = 50
const BURST_CHARACTERS = 6
/** Of a ticket's code, which nobody types by hand: longer than an order's code, which may begin alike. */
const TICKET_GAP_MS = 300
const TICKET_CHARACTERS = 12
const TICKET_PREFIX = 'T1'

export type KeyStroke = { key: string; atMs: number; withModifier: boolean }

export type WedgeResult =
  /** Nothing of a scanner: the page may have this key. */
  | { kind: 'none' }
  /** In the middle of a burst: the page should not act on this key. */
  | { kind: 'reading' }
  | { kind: 'scanned'; text: string }

export type WedgeDetector = { press: (stroke: KeyStroke) => WedgeResult }

type Burst = { text: string; lastAtMs: number; isFast: boolean }
const NOTHING: Burst = { text: '', lastAtMs: Number.NEGATIVE_INFINITY, isFast: true }

export function createWedgeDetector(): WedgeDetector {
  let burst = NOTHING
  return {
    press({ key, atMs, withModifier }) {
      // Scanners hold Shift for capitals; Ctrl, Alt and Meta belong to people.
      if (withModifier) {
        burst = NOTHING
        return { kind: 'none' }
      }
      const goesOn = atMs - burst.lastAtMs <= (isTicketSoFar(burst.text) ? TICKET_GAP_MS : BURST_GAP_MS)
      if (key === 'Enter' || key === 'Tab') {
        const { text } = burst
        const isScan = goesOn && isFromScanner(burst)
        burst = NOTHING
        return isScan ? { kind: 'scanned', text } : { kind: 'none' }
      }
      if (key.length === 1) {
        const isFast = burst.isFast && (burst.text === '' || atMs - burst.lastAtMs <= BURST_GAP_MS)
        burst = goesOn ? { text: burst.text + key, lastAtMs: atMs, isFast } : { ...NOTHING, text: key, lastAtMs: atMs }
      }
      return { kind: goesOn && isFromScanner(burst) ? 'reading' : 'none' }
    },
  }
}

function isTicketSoFar(text: string): boolean {
  return text !== '' && TICKET_PREFIX.startsWith(text.slice(0, TICKET_PREFIX.length))
}

function isFromScanner({ text, isFast }: Burst): boolean {
  return (isFast && text.length >= BURST_CHARACTERS) || (isTicketSoFar(text) && text.length >= TICKET_CHARACTERS)
}
