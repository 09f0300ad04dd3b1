import type { Db } from '../../../platform/db/db.ts'
import type { I18n } from '../../../platform/i18n/i18n.ts'
import type { Catalog } from '../../catalog/events/public.ts'
import type { Organizers } from '../../people/organizers/public.ts'
import type { Tickets } from '../../sales/tickets/public.ts'
import { listsCloner } from './clone-lists.ts'
import { createCodeReader } from './code-reader.ts'
import { ensureDefaultList } from './default-list.ts'
import { createDeviceTokens } from './device-tokens.ts'
import { selectDevices } from './devices.sql.ts'
import { addDevice, renewCode, revoke, signInDevice } from './devices.ts'
import { answerOf } from './door-json.ts'
import { readCounts, readSession, readSnapshot, requireList, searchGuests } from './door-reads.ts'
import type { CheckInModule } from './facade.ts'
import { addGate, dropGate, listGates, requireEvent } from './gates.ts'
import { countsOfEvents, countsOfLists, firstEntries, selectLists } from './lists.sql.ts'
import { addList, changeList, readList, removeList } from './lists.ts'
import { onEventPublished } from './on-event-published.ts'
import { reportScans } from './report-scans.ts'
import { createScanLane } from './scan-lane.ts'
import { scansOfList } from './scans.sql.ts'
import { undoScan } from './undo-scan.ts'

export type CheckInDeps = {
  db: Db
  catalog: Pick<Catalog, 'heads' | 'whole'>
  organizers: Pick<Organizers, 'get' | 'tenantOf'>
  tickets: Pick<Tickets, 'keyRing'>
  i18n: I18n
}

const NOBODY = { expected: 0, entered: 0, inside: 0 }

export function createCheckIn(deps: CheckInDeps): CheckInModule {
  const { db, catalog, tickets } = deps
  const codes = createCodeReader(tickets)
  const ensure: CheckInModule['ensureDefaultList'] = (tx, eventId) => ensureDefaultList(tx, deps, eventId)
  return {
    ensureDefaultList: ensure,
    countsOfEvents,
    firstEntries,
    deviceTokens: createDeviceTokens(db, uuid => deps.organizers.tenantOf(uuid)),
    lists: listsOf(db, catalog),
    gates: {
      list: (organizerId, eventId) => db.tenant(organizerId, tx => listGates(tx, catalog, eventId)),
      add: (scope, name) => db.tenant(scope.organizerId, tx => addGate(tx, catalog, scope, name)),
      remove: (scope, gateId) => db.tenant(scope.organizerId, tx => dropGate(tx, scope, gateId)),
    },
    devices: {
      list: (organizerId, query) => db.tenant(organizerId, tx => selectDevices(tx, query)),
      add: (scope, wish) => db.tenant(scope.organizerId, tx => addDevice(tx, catalog, scope, wish)),
      renewCode: (scope, deviceId) => db.tenant(scope.organizerId, tx => renewCode(tx, scope, deviceId)),
      revoke: (scope, deviceId) => db.tenant(scope.organizerId, tx => revoke(tx, scope, deviceId)),
      signIn: (code, platform) => signInDevice(db, code, platform),
    },
    door: {
      session: scope => readSession(deps, scope),
      snapshot: (scope, query) => readSnapshot(deps, scope, query),
      search: (scope, listId, q) => searchGuests(deps, scope, listId, q),
      counts: (scope, listId) => readCounts(deps, scope, listId),
      scan: createScanLane({ db, codes }),
      report: (scope, wishes, sentAt) => reportScans({ db, codes }, scope, wishes, sentAt),
      undo: (scope, wish) => undoScan(db, scope, wish),
      scans: (scope, query) =>
        db.tenant(scope.organizerId, async tx => {
          await requireList(tx, scope, query.listId)
          const rows = await scansOfList(tx, query)
          return rows.map(({ scan, ticket }) => answerOf(scan, ticket))
        }),
    },
    subscribers: [onEventPublished(db, { ensureDefaultList: ensure })],
    cloning: listsCloner(uuid => deps.organizers.tenantOf(uuid)),
  }
}

function listsOf(db: Db, catalog: CheckInDeps['catalog']): CheckInModule['lists'] {
  return {
    list: (organizerId, eventId) =>
      db.tenant(organizerId, async tx => {
        await requireEvent(tx, catalog, eventId)
        const lists = await selectLists(tx, [eventId])
        const counts = await countsOfLists(
          tx,
          lists.map(list => list.id),
        )
        return lists.map(list => ({ list, counts: counts.get(list.id) ?? NOBODY }))
      }),
    get: (organizerId, eventId, listId) =>
      db.tenant(organizerId, async tx => {
        const list = await readList(tx, eventId, listId)
        return { list, counts: (await countsOfLists(tx, [listId])).get(listId) ?? NOBODY }
      }),
    add: (scope, input) => db.tenant(scope.organizerId, tx => addList(tx, catalog, scope, input)),
    change: (scope, listId, version, change) =>
      db.tenant(scope.organizerId, tx => changeList(tx, catalog, scope, listId, version, change)),
    remove: (scope, listId, version) => db.tenant(scope.organizerId, tx => removeList(tx, scope, listId, version)),
  }
}
