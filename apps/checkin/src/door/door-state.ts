import type { TicketKeyRing } from '@tessera/ticket-code/ticket-keys'
import type { Choice } from '../store/local-store.ts'
import { observable } from '../syncing/observable.ts'
import { type ServerClock, serverNow } from '../syncing/server-clock.ts'
import type { CountsAt, DoorSession } from './door.ts'

/**
 * What the app knows while it runs. One device, one door: a single place that screens watch.
 * `revoked`: the server no longer knows this device; everything local is gone.
 */
export type SignIn =
  | { kind: 'starting' }
  | { kind: 'signed_out'; why: 'never' | 'by_hand' | 'revoked' }
  | { kind: 'signed_in'; session: DoorSession; ring: TicketKeyRing }

/** `slow`: there is a network, but the server did not answer in time. */
export type Connection = 'up' | 'slow' | 'down'

export type CopyState = {
  listId: string | null
  /** Server's time of the newest whole copy. */
  takenAt: Date | null
  tickets: number
  /** A first copy is being fetched: this many tickets are here. */
  loading: boolean
  failed: boolean
}

export const NO_COPY: CopyState = { listId: null, takenAt: null, tickets: 0, loading: false, failed: false }

export const signIn = observable<SignIn>({ kind: 'starting' })
export const choice = observable<Choice | null>(null)
export const connection = observable<Connection>('up')
export const copy = observable<CopyState>(NO_COPY)
export const counts = observable<CountsAt | null>(null)
export const clock = observable<ServerClock | null>(null)
/** The browser keeps nothing for us: private window, full disk, or storage switched off. */
export const storageRefused = observable(false)

export function readClocks() {
  return { wallMs: Date.now(), steadyMs: performance.now() }
}

/** The server's time, as well as this device knows it. */
export function now(): Date {
  const known = clock.get()
  return known ? serverNow(known, readClocks()) : new Date()
}
