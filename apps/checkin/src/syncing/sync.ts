import type { DoorApi } from '../api.ts'
import { ApiFailure, isFailure } from '../api-failure.ts'
import type { DoorList, KnownTicket } from '../door/door.ts'
import { connection, copy, counts, NO_COPY, now, signIn, storageRefused } from '../door/door-state.ts'
import type { ScanLog } from '../scans/scan-log.ts'
import { nextBatch, type Reported, settled } from '../scans/scan-queue.ts'
import type { ScanRecord } from '../scans/scan-record.ts'
import { db, type ListCopy } from '../store/local-store.ts'
import { searchWords } from '../store/search-words.ts'
import { backoffMs } from './backoff.ts'

const EVERY_MS = 20_000
const SESSION_EVERY_MS = 5 * 60_000

export type Sync = {
  /** Begins, or goes on with another list. */
  follow: (list: Followed) => void
  /** Now rather than at the next turn: something waits, or the connection is back. */
  wake: () => void
  stop: () => void
}

type Followed = Pick<DoorList, 'id' | 'eventId'>

type Deps = {
  api: DoorApi
  log: ScanLog
  onSignedOut: () => void
  /** Lists, gates and keys may have changed. */
  refreshSession: () => Promise<void>
}

/** Keeps the local copy young and sends what waits, for as long as the app is open. One turn at a time. */
export function createSync({ api, log, onSignedOut, refreshSession }: Deps): Sync {
  let list: Followed | null = null
  let timer: ReturnType<typeof setTimeout> | undefined
  let isRunning = false
  let runAgain = false
  let failures = 0
  let sessionReadAtMs = performance.now()

  const later = (ms: number) => {
    clearTimeout(timer)
    timer = setTimeout(() => void turn(), ms)
  }

  async function turn(): Promise<void> {
    if (list === null) return
    if (isRunning) {
      runAgain = true
      return
    }
    isRunning = true
    clearTimeout(timer)
    try {
      await sendWaiting(api, log)
      await refreshCopy(api, list)
      if (performance.now() - sessionReadAtMs > SESSION_EVERY_MS) {
        await refreshSession()
        sessionReadAtMs = performance.now()
      }
      failures = 0
      connection.set('up')
      storageRefused.set(false)
    } catch (error) {
      failures += 1
      if (isFailure(error, 'signed_out')) return onSignedOut()
      await takeIn(error, refreshSession)
    } finally {
      isRunning = false
    }
    const again = runAgain
    runAgain = false
    later(again && failures === 0 ? 0 : failures > 0 ? backoffMs(failures, Math.random()) : EVERY_MS)
  }

  return {
    follow(next) {
      if (next.id !== list?.id) copy.set({ ...NO_COPY, listId: next.id })
      list = next
      void showStoredCopy(next.id).then(turn)
    },
    wake: () => {
      failures = 0
      later(0)
    },
    stop() {
      list = null
      clearTimeout(timer)
    },
  }
}

/** What a failed turn says about the connection, the session or the disk. */
async function takeIn(failure: unknown, refreshSession: () => Promise<void>): Promise<void> {
  if (isFailure(failure, 'unreachable')) connection.set('down')
  // A list that is gone, most likely: the session says what there is now.
  else if (failure instanceof ApiFailure) await refreshSession().catch(() => undefined)
  // The disk is full, or refuses us: the server still decides, and scans are kept in memory.
  else {
    connection.set('up')
    storageRefused.set(true)
  }
  copy.set({ ...copy.get(), loading: false, failed: true })
}

async function sendWaiting(api: DoorApi, log: ScanLog): Promise<void> {
  for (;;) {
    const batch = nextBatch(log.records.get())
    if (batch.length === 0) return
    const reports = new Map((await reportBatch(api, batch)).map(report => [report.nonce, report]))
    const answered = batch.filter(record => reports.has(record.nonce))
    // A server that leaves scans unanswered is asked again at the next turn, not in a tight circle.
    if (answered.length === 0) throw new ApiFailure('unreachable', 'checkin.nothing_answered')
    await log.put(...answered.map(record => settled(log.find(record.nonce) ?? record, reports.get(record.nonce)!)))
  }
}

/** One scan that the server cannot read must not hold up the others: then each is sent by itself. */
async function reportBatch(api: DoorApi, batch: readonly ScanRecord[]): Promise<Reported[]> {
  try {
    return await api.report(batch)
  } catch (error) {
    if (!isFailure(error, 'refused')) throw error
    const [only, ...others] = batch
    if (only && others.length === 0) return [{ nonce: only.nonce, outcome: 'not_found', scan: null }]
    const reports: Reported[] = []
    for (const record of batch) reports.push(...(await reportBatch(api, [record])))
    return reports
  }
}

async function storedCopy(listId: string): Promise<ListCopy> {
  const known = await db.copies.get(listId).catch(() => undefined)
  return known ?? { listId, takenAt: null, cursor: null, since: null, counts: null }
}

async function showStoredCopy(listId: string): Promise<void> {
  const known = await storedCopy(listId)
  const tickets = await db.tickets
    .where('listId')
    .equals(listId)
    .count()
    .catch(() => 0)
  copy.set({ listId, takenAt: known.takenAt, tickets, loading: known.takenAt === null, failed: false })
  counts.set(known.counts)
}

/** All pages the first time, then only what has changed since. A copy that was interrupted goes on where it stopped. */
async function refreshCopy(api: DoorApi, list: Followed): Promise<void> {
  const listId = list.id
  let known = await storedCopy(listId)
  if (known.takenAt === null) copy.set({ ...copy.get(), loading: true, failed: false })
  for (;;) {
    const page = await api.snapshot(list, { cursor: known.cursor, since: known.since })
    const isLast = page.nextCursor === null
    known = {
      ...known,
      cursor: page.nextCursor,
      // The first page's moment: what changes while the pages are read comes with the next changes.
      pending: known.cursor === null ? page.asOf : (known.pending ?? page.asOf),
    }
    if (isLast) {
      known = {
        ...known,
        since: known.pending ?? page.asOf,
        pending: null,
        takenAt: now(),
        counts: { readAt: now(), ...(await api.counts(listId)) },
      }
    }
    // Signed out, or another list was chosen, meanwhile: nothing may be written after the wipe.
    if (signIn.get().kind !== 'signed_in' || copy.get().listId !== listId) return
    await storePage(listId, page.tickets, known)
    const tickets = await db.tickets.where('listId').equals(listId).count()
    copy.set({ listId, takenAt: known.takenAt, tickets, loading: !isLast && known.takenAt === null, failed: false })
    if (!isLast) continue
    counts.set(known.counts)
    return
  }
}

async function storePage(listId: string, tickets: readonly KnownTicket[], known: ListCopy): Promise<void> {
  const rows = tickets.map(ticket => ({ ...ticket, listId, words: searchWords(listId, ticket) }))
  await db.transaction('rw', db.tickets, db.copies, async () => {
    await db.tickets.bulkPut(rows)
    await db.copies.put(known)
  })
}
