import type { Db } from '../../../platform/db/db.ts'
import type { Storage } from '../../../platform/storage/storage.ts'
import { cancelEvent } from './cancel-event.ts'
import { selectRecord, selectRecords } from './catalog.sql.ts'
import { createCatalogReader } from './catalog.ts'
import { cloneEvent } from './clone-event.ts'
import { createEvent } from './create-event.ts'
import { editEvent } from './edit-event.ts'
import { endEvents } from './end-events.ts'
import { addDate, editDate, removeDate, replaceDates } from './event-dates.ts'
import { readPicture, removePicture, setPicture } from './event-picture.ts'
import { selectImported, selectPage } from './events.sql.ts'
import type { EventOrders } from './ports.ts'
import { postponeEvent, rescheduleEvent } from './postpone-event.ts'
import {
  type Catalog,
  type EventCloneParticipant,
  type EventProjection,
  type Events,
  type EventWrites,
  eventErrors,
} from './public.ts'
import { announce, publishEvent, unpublishEvent } from './publish-event.ts'

export { eventsRoutes } from './events.routes.ts'

/** What other areas read of the catalogue. */
export function createCatalog({ db }: { db: Db }): Catalog {
  return createCatalogReader(db)
}

export type EventsDeps = {
  db: Db
  storage: Storage
  /** From listings: keeps what everybody sees true. */
  projection: EventProjection
  /** From sales. */
  orders: EventOrders
  /** Whose a file is, by its id. */
  tenantOf(uuid: string): Promise<string | null>
  /** In the order in which they copy: products before whatever names products. */
  cloneParticipants: readonly EventCloneParticipant[]
}

export function createEvents(deps: EventsDeps): Events {
  const { db } = deps
  const writes: EventWrites = {
    create: createEvent,
    edit: (tx, eventId, version, change, actor) => editEvent(tx, deps, eventId, version, change, actor),
    replaceDates: (tx, eventId, dates, actor) => replaceDates(tx, deps, eventId, dates, actor),
    publish: (tx, eventId, actor) => publishEvent(tx, deps, eventId, actor),
    publishNew: (tx, made, products, actor) => announce(tx, deps, made, products, actor),
    imported: selectImported,
    cancel: (tx, eventId, reason, actor) => cancelEvent(tx, deps, eventId, reason, actor),
  }
  return {
    in: writes,
    get: (organizerId, eventId) =>
      db.tenant(organizerId, async tx => {
        const event = await selectRecord(tx, eventId)
        if (!event) throw eventErrors.not_found()
        return event
      }),
    list: (organizerId, query) =>
      db.tenant(organizerId, async tx => {
        const ids = await selectPage(tx, query)
        const found = new Map((await selectRecords(tx, ids)).map(event => [event.id, event]))
        return ids.map(id => found.get(id)!)
      }),
    create: (organizerId, input, actor) => db.tenant(organizerId, tx => createEvent(tx, organizerId, input, actor)),
    edit: (organizerId, eventId, version, change, actor) =>
      db.tenant(organizerId, tx => editEvent(tx, deps, eventId, version, change, actor)),
    publish: (organizerId, eventId, actor) => db.tenant(organizerId, tx => publishEvent(tx, deps, eventId, actor)),
    unpublish: (organizerId, eventId, actor) => db.tenant(organizerId, tx => unpublishEvent(tx, deps, eventId, actor)),
    cancel: (organizerId, eventId, reason, actor) =>
      db.tenant(organizerId, tx => cancelEvent(tx, deps, eventId, reason, actor)),
    postpone: (organizerId, eventId, reason, actor) =>
      db.tenant(organizerId, tx => postponeEvent(tx, deps, eventId, reason, actor)),
    reschedule: (organizerId, eventId, move, actor) =>
      db.tenant(organizerId, tx => rescheduleEvent(tx, deps, eventId, move, actor)),
    addDate: (organizerId, eventId, date, actor) =>
      db.tenant(organizerId, tx => addDate(tx, deps, eventId, date, actor)),
    editDate: (organizerId, eventId, dateId, version, change, actor, tellBuyers = false) =>
      db.tenant(organizerId, tx => editDate(tx, deps, { eventId, dateId, version }, change, actor, tellBuyers)),
    removeDate: (organizerId, eventId, dateId, version, actor) =>
      db.tenant(organizerId, tx => removeDate(tx, deps, { eventId, dateId }, version, actor)),
    clone: (organizerId, eventId, wish, actor) =>
      db.tenant(organizerId, tx => cloneEvent(tx, deps.cloneParticipants, eventId, wish, actor)),
    setPicture: (which, content, alt, actor) => setPicture(deps, which, content, alt, actor),
    removePicture: (which, actor) => removePicture(deps, which, actor),
    pictureFile: (fileId, size) => readPicture(deps, fileId, size),
    endOver: (organizerId, eventIds) => db.tenant(organizerId, tx => endEvents(tx, deps, eventIds)),
  }
}
