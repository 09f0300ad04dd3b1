import { randomUUID } from 'node:crypto'
import type { Db } from '../../../../platform/db/db.ts'
import { systemActor } from '../../../../platform/http/access.ts'
import { createI18n } from '../../../../platform/i18n/i18n.ts'
import { createCatalog } from '../../../catalog/events/module.ts'
import type { OrganizerProfile } from '../../../people/organizers/public.ts'
import type { TicketsModule } from '../../../sales/tickets/module.ts'
import type { Ticket } from '../../../sales/tickets/public.ts'
import {
  insertOrder,
  insertSoldEvent,
  type SoldEvent,
  type SoldEventOptions,
  type WantedUnit,
} from '../../../sales/tickets/testing/sold-event.sql.ts'
import { ticketsAtWork } from '../../../sales/tickets/testing/tickets-at-work.ts'
import type { DoorScope } from '../door-scope.ts'
import type { CheckInModule } from '../facade.ts'
import { createCheckIn } from '../module.ts'
import type { CheckInList, CheckInListInput, Scan } from '../public.ts'
import { organizerOfTail } from './organizer-of-tail.sql.ts'

export type CheckInAtWork = AsyncDisposable & { checkIn: CheckInModule; tickets: TicketsModule; db: Db }

/** Check-in with the tickets and the catalogue that it works on, as compose wires them. */
export async function checkInAtWork(db: Db): Promise<CheckInAtWork> {
  const catalog = createCatalog({ db })
  const tickets = await ticketsAtWork(db, catalog)
  const folder = new URL('../locales/', import.meta.url)
  const checkIn = createCheckIn({
    db,
    catalog,
    tickets,
    organizers: {
      get: async id => ({ id, name: 'Grüne Bühne' }) as OrganizerProfile,
      tenantOf: uuid => organizerOfTail(db, uuid),
    },
    i18n: await createI18n({ folders: [{ namespace: 'checkin', folder }] }),
  })
  return { db, tickets, checkIn, [Symbol.asyncDispose]: () => tickets[Symbol.asyncDispose]() }
}

/** An event with a list, and what a test does at its door. */
export type Door = {
  event: SoldEvent
  list: CheckInList
  scope: DoorScope
  sell(unit?: WantedUnit): Promise<{ ticket: Ticket; code: string; lineId: string }>
  addList(input?: Partial<CheckInListInput>): Promise<CheckInList>
  scan(ticket: { code: string } | { id: string }, wish?: Partial<ScanHere>): Promise<Scan>
}
type ScanHere = {
  listId: string
  direction: 'entry' | 'exit'
  nonce: string
  gateId: string | null
  scope: DoorScope
}

export const nonce = () => randomUUID().replaceAll('-', '')

const EVERYBODY: CheckInListInput = {
  name: 'Einlass',
  productIds: null,
  variantIds: null,
  dateIds: null,
  gateIds: null,
  window: { kind: 'fixed', opensAt: null, closesAt: null },
  reentry: 'none',
  closed: false,
}

export async function openDoor(
  { db, checkIn, tickets }: CheckInAtWork,
  input: Partial<CheckInListInput> = {},
  options: SoldEventOptions = {},
): Promise<Door> {
  const event = await insertSoldEvent(db, options)
  const { organizerId, eventId } = event
  const addList: Door['addList'] = (more = {}) =>
    checkIn.lists.add({ organizerId, eventId, actor: systemActor }, { ...EVERYBODY, ...more })
  const list = await addList(input)
  const scope = doorScope(organizerId)
  return {
    event,
    list,
    scope,
    addList,
    sell: async unit => {
      const order = await insertOrder(db, event, [unit ?? {}])
      const [ticket] = await db.tenant(organizerId, tx => tickets.issue(tx, order))
      return { ticket: ticket!, code: await tickets.codeOf(ticket!), lineId: order.lines[0]!.lineId }
    },
    scan: (ticket, wish = {}) =>
      checkIn.door.scan(wish.scope ?? scope, {
        listId: wish.listId ?? list.id,
        ticket,
        direction: wish.direction ?? 'entry',
        nonce: wish.nonce ?? nonce(),
        method: 'code' in ticket ? 'code' : 'search',
        gateId: wish.gateId ?? null,
        deviceSequence: 0,
      }),
  }
}

/** A member who may scan everything; a device is made with `deviceId`. */
export function doorScope(organizerId: string, more: Partial<DoorScope> = {}): DoorScope {
  return {
    organizerId,
    eventIds: null,
    listIds: null,
    gateId: null,
    deviceId: null,
    accountId: organizerId,
    apiKeyId: null,
    ...more,
  }
}
