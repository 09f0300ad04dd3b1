import { db, keep, recall } from '../store/local-store.ts'
import { type Observable, observable } from '../syncing/observable.ts'
import type { ScanRecord } from './scan-record.ts'

/** Settled scans are only history for the screen; the server has them. */
const KEPT_FOR_MS = 24 * 3_600_000
const MOST_KEPT = 5_000

/**
 * The scans of this device, in memory first: a full disk must not stop a door. What could not be written is said, and is
 * sent like the rest.
 */
export type ScanLog = {
  records: Observable<readonly ScanRecord[]>
  /** The disk refused a scan: it lives as long as this page. */
  unsaved: Observable<boolean>
  load: () => Promise<void>
  nextSequence: () => number
  put: (...records: ScanRecord[]) => Promise<void>
  find: (nonce: string) => ScanRecord | undefined
  ofTicket: (listId: string, ticketId: string) => ScanRecord[]
  /** Forgets what is in memory; the disk is wiped elsewhere. */
  clear: () => void
}

export function createScanLog(): ScanLog {
  const byNonce = new Map<string, ScanRecord>()
  const byTicket = new Map<string, Set<string>>()
  const records = observable<readonly ScanRecord[]>([])
  const unsaved = observable(false)
  let sequence = 0
  /** Between signing in and out; an answer that comes later must leave no trace. */
  let isOpen = false

  const place = (record: ScanRecord) => {
    byNonce.set(record.nonce, record)
    if (record.ticketId === null) return
    const key = `${record.listId} ${record.ticketId}`
    const nonces = byTicket.get(key) ?? new Set()
    byTicket.set(key, nonces.add(record.nonce))
  }
  const tell = () => records.set([...byNonce.values()].sort((a, b) => b.deviceSequence - a.deviceSequence))

  return {
    records,
    unsaved,
    async load() {
      isOpen = true
      const { kept, highest } = await storedScans()
      for (const record of kept) place(record)
      sequence = Math.max((await recall('sequence')) ?? 0, highest)
      tell()
    },
    nextSequence() {
      sequence += 1
      keep('sequence', sequence).catch(() => unsaved.set(true))
      return sequence
    },
    async put(...changed) {
      if (!isOpen) return
      for (const record of changed) place(record)
      tell()
      try {
        await db.scans.bulkPut(changed)
      } catch {
        unsaved.set(true)
      }
    },
    find: nonce => byNonce.get(nonce),
    clear() {
      isOpen = false
      byNonce.clear()
      byTicket.clear()
      sequence = 0
      unsaved.set(false)
      tell()
    },
    ofTicket(listId, ticketId) {
      const nonces = byTicket.get(`${listId} ${ticketId}`) ?? []
      return Array.from(nonces).flatMap(nonce => byNonce.get(nonce) ?? [])
    },
  }
}

/** What the disk holds; what is only history, and old, is deleted from it. */
async function storedScans(): Promise<{ kept: ScanRecord[]; highest: number }> {
  const stored = await db.scans.orderBy('scannedAt').reverse().limit(MOST_KEPT).toArray()
  const oldest = Date.now() - KEPT_FOR_MS
  const outdated = new Set(
    stored
      .filter(record => record.state !== 'waiting' && record.scannedAt.getTime() < oldest)
      .map(({ nonce }) => nonce),
  )
  await db.scans.bulkDelete([...outdated])
  return {
    kept: stored.filter(({ nonce }) => !outdated.has(nonce)),
    highest: Math.max(0, ...stored.map(record => record.deviceSequence)),
  }
}

export function newNonce(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), byte => byte.toString(16).padStart(2, '0')).join('')
}
