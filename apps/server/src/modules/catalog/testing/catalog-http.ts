import type { FastifyInstance } from 'fastify'
import { createCalendarWriter } from '../../../platform/calendar/calendar-writer.ts'
import type { Db } from '../../../platform/db/db.ts'
import { httpForTest } from '../../people/testing/http.ts'
import { createPeople, makeApiKey, makeOrganizer, type People } from '../../people/testing/people.ts'
import { eventsRoutes } from '../events/module.ts'
import { importsRoutes } from '../imports/module.ts'
import { listingsRoutes } from '../listings/module.ts'
import { productsRoutes, shownPrice } from '../products/module.ts'
import { type CatalogParts, type Sold, wireCatalog } from './catalog.ts'

export const ORIGIN = 'http://localhost:3000'

export type CatalogHttp = { app: FastifyInstance; parts: CatalogParts; people: People }

/** The catalogue's routes on the real HTTP server, with the real gatekeeper. */
export async function catalogHttp(db: Db, sold: Partial<Sold> = {}): Promise<CatalogHttp> {
  const people = createPeople(db)
  const parts = wireCatalog(db, sold)
  const app = await httpForTest(db, people.gatekeeper)
  const organizerOf = (organizerId: string) => people.organizers.get(organizerId)
  await eventsRoutes(app, parts.events, { origin: ORIGIN, organizerOf })
  productsRoutes(app, parts.products)
  importsRoutes(app, parts.imports, { organizerOf })
  const calendars = createCalendarWriter({ product: 'Tessera', domain: 'tessera.test' })
  const { catalog, listings } = parts
  listingsRoutes(app, listings, {
    origin: ORIGIN,
    catalog,
    organizers: people.organizers,
    priceShown: shownPrice,
    calendars,
  })
  await app.ready()
  return { app, parts, people }
}

/** An organizer, and headers of a key that may do everything with its events. */
export async function makeEditor(
  db: Db,
  people: People,
): Promise<{ organizerId: string; headers: { authorization: string } }> {
  const { organizer } = await makeOrganizer(people)
  const { headers } = await makeApiKey(db, organizer.id, {
    permissions: ['events.view', 'events.create', 'events.edit'],
  })
  return { organizerId: organizer.id, headers }
}
