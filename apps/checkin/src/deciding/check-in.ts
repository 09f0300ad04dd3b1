import type { DoorApi } from '../api.ts'
import type { ApiFailure } from '../api-failure.ts'
import type { Direction, Method } from '../door/door.ts'
import { choice, clock, connection, now, signIn } from '../door/door-state.ts'
import { type Place, placeOf } from '../door/placing.ts'
import { newNonce, type ScanLog } from '../scans/scan-log.ts'
import { afterLateAnswer, type ServerScan, settled } from '../scans/scan-queue.ts'
import { factsOfTicket, type ScanRecord } from '../scans/scan-record.ts'
import { db } from '../store/local-store.ts'
import { askWithin } from './ask-both.ts'
import { type DecidedHere, decideHere, type Presented, refusal } from './decide-here.ts'

/** A steward feels a second; within this the server answers on any line that is worth asking. */
const SERVER_MAY_TAKE_MS = 700

export type CheckIn = {
  scan: (presented: Presented, direction: Direction, method: Method) => Promise<ScanRecord | null>
}

type Deps = {
  api: DoorApi
  log: ScanLog
  wake: () => void
  onSignedOut: () => void
  onCorrected: (record: ScanRecord) => void
}

export function createCheckIn(deps: Deps): CheckIn {
  const { api, log } = deps
  return {
    async scan(presented, direction, method) {
      const state = signIn.get()
      const place = state.kind === 'signed_in' ? placeOf(state.session, choice.get()) : null
      if (state.kind !== 'signed_in' || !place) return null
      const here = await decideFromCopy(log, place, state.ring, presented, direction)
      const draft = draftOf(place, state.session.deviceId, log.nextSequence(), presented, { direction, method, here })
      if (!here.isCode) {
        await log.put(draft)
        return draft
      }
      // While the line is bad nobody waits for it: the sync loop finds out when it is back.
      if (connection.get() !== 'up' || !navigator.onLine) return keepAndSendLater(deps, draft)
      return askServer(deps, api, draft)
    },
  }
}

async function askServer(deps: Deps, api: DoorApi, draft: ScanRecord): Promise<ScanRecord> {
  const answer = api.scan(draft)
  const asked = await askWithin(answer, sleep(SERVER_MAY_TAKE_MS))
  if (asked.by === 'server') {
    connection.set('up')
    const record = decidedByServer(draft, asked.answer)
    await deps.log.put(record)
    return record
  }
  if (asked.why === 'late') {
    connection.set('slow')
    answer.then(
      scan => correct(deps, draft.nonce, scan),
      () => undefined,
    )
    return keepAndSendLater(deps, draft)
  }
  const failure = await answer.then(
    () => null,
    (error: unknown) => error as ApiFailure,
  )
  if (failure?.kind === 'signed_out') {
    deps.onSignedOut()
    return { ...draft, state: 'local', verdict: refusal('device_revoked') }
  }
  if (failure?.kind !== 'refused') connection.set('down')
  return keepAndSendLater(deps, draft)
}

async function keepAndSendLater(deps: Deps, draft: ScanRecord): Promise<ScanRecord> {
  const record: ScanRecord = { ...draft, state: 'waiting' }
  await deps.log.put(record)
  if (navigator.onLine && connection.get() !== 'down') deps.wake()
  return record
}

async function correct(deps: Deps, nonce: string, scan: ServerScan): Promise<void> {
  const record = deps.log.find(nonce)
  if (record?.state !== 'waiting') return
  const corrected = afterLateAnswer(record, scan)
  await deps.log.put(corrected)
  if (corrected.conflict !== null) deps.onCorrected(corrected)
}

function decidedByServer(draft: ScanRecord, scan: ServerScan): ScanRecord {
  // The server does not tell which opening was used up; the same rules have just said it here.
  const windowKey = draft.verdict.windowKey ?? scan.verdict.ticket?.dateId ?? 'all'
  const isEntry = draft.kind === 'entry' && scan.verdict.outcome === 'accepted'
  return {
    ...settled(draft, { nonce: draft.nonce, outcome: 'known', scan }),
    ticketId: scan.verdict.ticket?.id ?? draft.ticketId,
    decidedBy: 'server',
    verdict: {
      ...scan.verdict,
      windowKey: isEntry ? windowKey : null,
      // Known to neither: then the signature is all that speaks for the guest, and a supervisor should hear of it.
      genuineButUnknown: scan.verdict.reason === 'unknown_ticket' && draft.verdict.genuineButUnknown,
    },
  }
}

async function decideFromCopy(
  log: ScanLog,
  place: Place,
  ring: Parameters<typeof decideHere>[0]['ring'],
  presented: Presented,
  direction: Direction,
): Promise<DecidedHere> {
  const listId = place.list.id
  return decideHere(
    {
      list: place.list,
      gates: place.gates,
      gateId: place.gate?.id ?? null,
      ring,
      now: now(),
      ticketOf: async ticketId => (await db.tickets.get([listId, ticketId]).catch(() => undefined)) ?? null,
      factsOf: ticket => factsOfTicket(ticket.facts, log.ofTicket(listId, ticket.id)),
    },
    presented,
    direction,
  )
}

type Decided = { direction: Direction; method: Method; here: DecidedHere }

function draftOf(
  place: Place,
  deviceId: string,
  deviceSequence: number,
  presented: Presented,
  { direction, method, here }: Decided,
): ScanRecord {
  return {
    nonce: newNonce(),
    kind: direction,
    undoes: null,
    listId: place.list.id,
    ticketId: here.ticketId,
    code: 'code' in presented ? presented.code : null,
    method,
    gateId: place.gate?.id ?? null,
    deviceId,
    deviceSequence,
    scannedAt: new Date(),
    clockOffsetMs: Math.round(clock.get()?.offsetMs ?? 0),
    verdict: here.verdict,
    decidedBy: 'device',
    state: 'local',
    scanId: null,
    undone: false,
    conflict: null,
  }
}

function sleep(ms: number): Promise<void> {
  return new Promise(resolve => setTimeout(resolve, ms))
}
