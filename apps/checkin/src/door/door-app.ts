import { importKeyRing } from '@tessera/ticket-code/ticket-keys'
import { createDoorApi, type SignInRefusal } from '../api.ts'
import { createCheckIn } from '../deciding/check-in.ts'
import { undoScan } from '../deciding/undo.ts'
import { createScanLog } from '../scans/scan-log.ts'
import type { ScanRecord } from '../scans/scan-record.ts'
import { askToPersist, type Choice, keep, recall, wipe } from '../store/local-store.ts'
import { observable } from '../syncing/observable.ts'
import { type Contact, clockAfterContact, clockAfterLook, clockAtStart } from '../syncing/server-clock.ts'
import { createSync } from '../syncing/sync.ts'
import type { DoorSession } from './door.ts'
import { choice, clock, connection, copy, counts, NO_COPY, readClocks, signIn, storageRefused } from './door-state.ts'
import { onlyChoice, placeOf } from './placing.ts'

/** How often the two clocks of the device are compared. */
const LOOK_EVERY_MS = 5_000

let token: string | null = null

export const log = createScanLog()
/** A scan whose guest was let in or sent away, and of which the server says otherwise. */
export const correction = observable<ScanRecord | null>(null)

const api = createDoorApi({ token: () => token, onContact: noteContact })
const sync = createSync({ api, log, onSignedOut: () => void leave('revoked'), refreshSession })

export const checkIn = createCheckIn({
  api,
  log,
  wake: sync.wake,
  onSignedOut: () => void leave('revoked'),
  onCorrected: record => correction.set(record),
})

export const searchServer = api.search
export const wake = sync.wake

export function undo(record: ScanRecord) {
  return undoScan({ api, log, wake: sync.wake, onSignedOut: () => void leave('revoked') }, record)
}

/** Once, before the first screen. What the device kept is enough to work without a signal. */
export async function start(): Promise<void> {
  const kept = await readKept()
  clock.set(clockAtStart(kept.clock, readClocks()))
  setInterval(() => clock.set(clockAfterLook(clock.get()!, readClocks())), LOOK_EVERY_MS)
  addEventListener('online', sync.wake)
  addEventListener('offline', () => connection.set('down'))
  document.addEventListener('visibilitychange', () => {
    if (!document.hidden) sync.wake()
  })
  if (!navigator.onLine) connection.set('down')
  if (kept.token === null || kept.session === null) return signIn.set({ kind: 'signed_out', why: 'never' })
  token = kept.token
  await log.load().catch(() => storageRefused.set(true))
  await enter(kept.session, kept.choice)
  void refreshSession().catch(() => undefined)
}

async function readKept() {
  try {
    const [keptToken, session, keptChoice, keptClock] = await Promise.all([
      recall('token'),
      recall('session'),
      recall('choice'),
      recall('clock'),
    ])
    return { token: keptToken, session, choice: keptChoice, clock: keptClock }
  } catch {
    storageRefused.set(true)
    return { token: null, session: null, choice: null, clock: null }
  }
}

/** Null when the device is signed in. */
export async function signInWithCode(code: string): Promise<SignInRefusal | null> {
  const answer = await api.signIn(code)
  if (!answer.ok) return answer.reason
  token = answer.value
  const session = await api.session()
  await Promise.all([keep('token', token), keep('session', session)]).catch(() => storageRefused.set(true))
  await log.load().catch(() => storageRefused.set(true))
  void askToPersist()
  connection.set('up')
  await enter(session, onlyChoice(session))
  return null
}

async function enter(session: DoorSession, chosen: Choice | null): Promise<void> {
  const ring = await importKeyRing(session.keyRing)
  signIn.set({ kind: 'signed_in', session, ring })
  if (chosen && placeOf(session, chosen)) await choose(chosen)
}

export async function choose(chosen: Choice): Promise<void> {
  const state = signIn.get()
  const list = state.kind === 'signed_in' && state.session.lists.find(candidate => candidate.id === chosen.listId)
  if (!list) return
  choice.set(chosen)
  await keep('choice', chosen).catch(() => storageRefused.set(true))
  sync.follow(list)
}

export async function refreshSession(): Promise<void> {
  const session = await api.session().catch((error: unknown) => {
    if (error instanceof Error && 'kind' in error && error.kind === 'signed_out') void leave('revoked')
    throw error
  })
  const ring = await importKeyRing(session.keyRing)
  // Signed out while the answer was on its way: it must not sign the device in again.
  if (token === null) return
  signIn.set({ kind: 'signed_in', session, ring })
  await keep('session', session).catch(() => storageRefused.set(true))
  const chosen = choice.get()
  if (chosen && !placeOf(session, chosen)) choice.set(null)
}

/** Everything of guests and scans goes with the sign-in. */
export async function leave(why: 'by_hand' | 'revoked'): Promise<void> {
  sync.stop()
  token = null
  log.clear()
  choice.set(null)
  copy.set(NO_COPY)
  counts.set(null)
  correction.set(null)
  signIn.set({ kind: 'signed_out', why })
  // Last, when nothing writes any more.
  await wipe().catch(() => undefined)
}

function noteContact(contact: Contact): void {
  const known = clockAfterContact(clock.get() ?? clockAtStart(null, readClocks()), contact)
  clock.set(known)
  const { offsetMs, uncertaintyMs } = known
  keep('clock', { offsetMs, uncertaintyMs }).catch(() => undefined)
}
