import type { Db, Tx } from '../../../platform/db/db.ts'
import { requestErrors } from '../../../platform/errors/errors.ts'
import type { Catalog, EventHead } from '../../catalog/events/public.ts'
import type { Organizers } from '../../people/organizers/public.ts'
import { type Device, selectDevice } from './devices.sql.ts'
import { type FoundTicket, type SnapshotTicket, searchTickets, selectSnapshot } from './door-reads.sql.ts'
import { type DoorScope, mayUse } from './door-scope.ts'
import { type Gate, selectGatesOf } from './gates.sql.ts'
import { countsOfLists, selectDoorLists, selectList } from './lists.sql.ts'
import type { CheckInList, Counts } from './public.ts'
import { databaseNow } from './scans.sql.ts'

export type DoorReadsDeps = {
  db: Db
  catalog: Pick<Catalog, 'heads'>
  organizers: Pick<Organizers, 'get'>
  tickets: { keyRing(organizerId: string): Promise<{ keys: unknown[] }> }
}

export type DoorSession = {
  device: Device | null
  organizer: { id: string; name: string }
  serverTime: Date
  events: EventHead[]
  lists: CheckInList[]
  gates: Gate[]
  keyRing: { keys: unknown[] }
}

/** What a scanner needs to begin its work, and to go on without a connection. */
export async function readSession(deps: DoorReadsDeps, scope: DoorScope): Promise<DoorSession> {
  const organizer = await deps.organizers.get(scope.organizerId)
  if (!organizer) throw requestErrors.not_found()
  const keyRing = await deps.tickets.keyRing(scope.organizerId)
  return deps.db.tenant(scope.organizerId, async tx => {
    const lists = await selectDoorLists(tx, scope)
    const eventIds = [...new Set(lists.map(list => list.eventId))]
    return {
      device: scope.deviceId ? await selectDevice(tx, scope.deviceId) : null,
      organizer: { id: organizer.id, name: organizer.name },
      serverTime: await databaseNow(tx),
      events: [...(await deps.catalog.heads(tx, eventIds)).values()],
      lists,
      gates: await selectGatesOf(tx, eventIds),
      keyRing,
    }
  })
}

export async function requireList(tx: Tx, scope: DoorScope, listId: string): Promise<CheckInList> {
  const list = await selectList(tx, listId)
  if (!list || !mayUse(scope, list)) throw requestErrors.not_found()
  return list
}

export function readSnapshot(
  { db }: DoorReadsDeps,
  scope: DoorScope,
  query: { listId: string; after: string | null; since: Date | null; limit: number },
): Promise<{ tickets: SnapshotTicket[]; asOf: Date }> {
  return db.tenant(scope.organizerId, async tx => {
    await requireList(tx, scope, query.listId)
    return selectSnapshot(tx, query)
  })
}

const ORDER_CODE = /^[2-9A-HJKMNP-TV-Z]{8}$/
const MOST_FOUND = 25

export function searchGuests(
  { db }: DoorReadsDeps,
  scope: DoorScope,
  listId: string,
  q: string,
): Promise<FoundTicket[]> {
  const words = q.toLowerCase().split(/\s+/).filter(Boolean).slice(0, 6)
  const code = q.trim().toUpperCase()
  return db.tenant(scope.organizerId, async tx => {
    await requireList(tx, scope, listId)
    return searchTickets(tx, { listId, words, orderCode: ORDER_CODE.test(code) ? code : null, limit: MOST_FOUND })
  })
}

export function readCounts({ db }: DoorReadsDeps, scope: DoorScope, listId: string): Promise<Counts> {
  return db.tenant(scope.organizerId, async tx => {
    await requireList(tx, scope, listId)
    return (await countsOfLists(tx, [listId])).get(listId) ?? { expected: 0, entered: 0, inside: 0 }
  })
}
