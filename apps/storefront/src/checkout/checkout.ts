import type { Hold, WantedLine } from '../api/sales.ts'
import { forget, recall, remember } from '../browser-storage.ts'
import type { AnswerValue } from './questions.ts'

/** What was typed about one ticket, by the unit that it belongs to. */
export type UnitDraft = { name: string; email: string; answers: Record<string, AnswerValue> }

export type Draft = {
  name: string
  email: string
  answers: Record<string, AnswerValue>
  /** By `line key/unit`. */
  units: Record<string, UnitDraft>
}

/** A purchase on its way, as this tab knows it; the secret of the hold is nowhere else. */
export type Checkout = {
  eventId: string
  eventSlug: string
  lines: WantedLine[]
  hold: Omit<Hold, 'secret'> & { secret: string }
  /** The server's clock minus this device's. */
  clockOffsetMs: number
  draft: Draft
  /** Placing the order twice with the same key places it once. */
  orderKey: string
}

export const emptyDraft: Draft = { name: '', email: '', answers: {}, units: {} }
export const emptyUnit: UnitDraft = { name: '', email: '', answers: {} }

export const offsetOf = (serverTime: string): number => Date.parse(serverTime) - Date.now()

export function startCheckout(event: { id: string; slug: string }, lines: WantedLine[], hold: Hold): void {
  if (!hold.secret) throw new Error('a hold was placed and came without its secret')
  const before = recallCheckout()
  remember('session', 'checkout', {
    eventId: event.id,
    eventSlug: event.slug,
    lines,
    hold: { ...hold, secret: hold.secret },
    clockOffsetMs: offsetOf(hold.server_time),
    // Who comes back to change the tickets need not say again who they are.
    draft: before ? { ...before.draft, units: before.eventId === event.id ? before.draft.units : {} } : emptyDraft,
    orderKey: crypto.randomUUID(),
  } satisfies Checkout)
}

export const recallCheckout = (): Checkout | null => recall<Checkout>('session', 'checkout')
export const rememberCheckout = (checkout: Checkout): void => remember('session', 'checkout', checkout)
export const forgetCheckout = (): void => forget('session', 'checkout')

export const isOver = (checkout: Checkout, now: number): boolean =>
  checkout.hold.state !== 'live' || now + checkout.clockOffsetMs >= Date.parse(checkout.hold.expires_at)

export const sameLines = (one: WantedLine[], other: WantedLine[]): boolean =>
  JSON.stringify(one) === JSON.stringify(other)
