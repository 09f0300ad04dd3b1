import { Dexie, type EntityTable, type Table } from 'dexie'
import type { CountsAt, DoorSession, KnownTicket } from '../door/door.ts'
import type { ScanRecord } from '../scans/scan-record.ts'

/** A ticket of one list's copy. `words` are what it is found by, each after the list's id. */
export type StoredTicket = KnownTicket & { listId: string; words: string[] }

/** How far the copy of a list has come. */
export type ListCopy = {
  listId: string
  /** Server's time of the newest complete copy; null until the first is whole. */
  takenAt: Date | null
  /** Where the next page begins, while one is being read. */
  cursor: string | null
  /** Changes are asked from here on, once the copy is whole; the server chooses it. */
  since: string | null
  /** What `since` will be when all pages are here. */
  pending?: string | null
  counts: CountsAt | null
}

export type Choice = { listId: string; gateId: string | null }

type Kept = {
  token: string
  session: DoorSession
  choice: Choice
  clock: { offsetMs: number; uncertaintyMs: number }
  sequence: number
}

/** Everything that this device keeps; signing out deletes the whole of it. */
class LocalDatabase extends Dexie {
  declare kept: Table<{ name: string; value: unknown }, string>
  declare tickets: Table<StoredTicket, [string, string]>
  declare copies: EntityTable<ListCopy, 'listId'>
  declare scans: EntityTable<ScanRecord, 'nonce'>

  constructor() {
    super('tessera-checkin')
    this.version(1).stores({
      kept: 'name',
      tickets: '[listId+id], listId, *words',
      copies: 'listId',
      scans: 'nonce, state, scannedAt',
    })
  }
}

export const db = new LocalDatabase()

export async function recall<K extends keyof Kept>(name: K): Promise<Kept[K] | null> {
  const row = await db.kept.get(name)
  return (row?.value as Kept[K] | undefined) ?? null
}

export async function keep<K extends keyof Kept>(name: K, value: Kept[K]): Promise<void> {
  await db.kept.put({ name, value })
}

/** Nothing of guests, scans or keys stays on a device that is signed out or was revoked. */
export async function wipe(): Promise<void> {
  await db.delete({ disableAutoOpen: false })
}

/** Whether the system may throw the copy away when the device runs short; installed apps are usually granted this. */
export async function askToPersist(): Promise<boolean> {
  try {
    return (await navigator.storage.persisted()) || (await navigator.storage.persist())
  } catch {
    return false
  }
}
