import { tmpdir } from 'node:os'
import path from 'node:path'
import { asUuid, newUuid, tailOf } from '@tessera/kernel/ids'
import { sql } from 'kysely'
import type { Db } from '../../../platform/db/db.ts'
import { systemActor } from '../../../platform/http/access.ts'
import { createStorage } from '../../../platform/storage/storage.ts'
import { createCatalog, createEvents, type EventsDeps } from '../events/module.ts'
import type {
  Catalog,
  EventCloneParticipant,
  EventProjection,
  EventState,
  Events,
  NewDate,
  NewEvent,
} from '../events/public.ts'
import { createImports } from '../imports/module.ts'
import type { Imports } from '../imports/public.ts'
import { createListingProjection, createListings } from '../listings/module.ts'
import type { Listings, OrganizerListings } from '../listings/public.ts'
import { createProducts, type ProductsDeps, productsCloner, shownPrice } from '../products/module.ts'
import type { NewProduct, Products } from '../products/public.ts'

export type CatalogParts = {
  catalog: Catalog
  events: Events
  products: Products
  listings: Listings
  imports: Imports
  projection: EventProjection & OrganizerListings
  tenantOf(uuid: string): Promise<string | null>
}

/** What a test says of sales. */
export type Sold = EventsDeps['orders'] & ProductsDeps['sales']

/** The catalogue's modules wired together as compose.ts does it; nothing is sold unless the test says so. */
export function wireCatalog(
  db: Db,
  sold: Partial<Sold> = {},
  participants: EventCloneParticipant[] = [],
): CatalogParts {
  const none = { hasOrders: async () => false, isDateSold: async () => false, isSold: async () => false, ...sold }
  const catalog = createCatalog({ db })
  const projection = createListingProjection({ catalog, priceShown: shownPrice })
  const products = createProducts({ db, catalog, projection, sales: none })
  const storage = createStorage({
    kind: 'folder',
    directory: path.join(tmpdir(), 'tessera-test-files'),
    publicBaseUrl: '/files',
  })
  const tenantOf = (uuid: string) => tenantByTail(db, uuid)
  const cloneParticipants = [productsCloner(), ...participants]
  const events = createEvents({ db, projection, orders: none, storage, tenantOf, cloneParticipants })
  const stock = { soldOut: async () => new Set<string>() }
  const listings = createListings({ db, catalog, stock, events, projection })
  const afterImport = async () => {}
  const imports = createImports({ db, catalog, events, products, afterImport })
  return { catalog, events, products, listings, imports, projection, tenantOf }
}

async function tenantByTail(db: Db, uuid: string): Promise<string | null> {
  const { rows } = await db.global(tx =>
    sql<{ id: string }>`select id from organizers where tail = ${tailOf(uuid)}`.execute(tx),
  )
  return rows[0]?.id ?? null
}

/** An organizer's row, for tests of modules that need a tenant and no team. */
export async function makeOrganizer(
  db: Db,
  overrides: { id?: string; slug?: string; name?: string; currency?: string; timezone?: string } = {},
): Promise<string> {
  const id = asUuid(overrides.id ?? newUuid())
  await db.tenant(id, tx =>
    sql`insert into organizers (id, slug, name, currency, timezone)
        values (${id}, ${overrides.slug ?? `org-${id.slice(-12)}`}, ${overrides.name ?? 'Kulturhaus'}, ${overrides.currency ?? 'EUR'}, ${overrides.timezone ?? 'Europe/Berlin'})`.execute(
      tx,
    ),
  )
  return id
}

const DAY = 86_400_000

export type EventOverrides = Partial<Omit<NewEvent, 'dates'>> & {
  dates?: NewDate[]
  /** Default: one admission for 25.00. `dates: [0, 1]` limits a product to the event's dates by their position. */
  products?: Array<Partial<NewProduct> & { dates?: number[] }>
  /** Default: published. */
  state?: Extract<EventState, 'draft' | 'published' | 'cancelled'>
}

export type MadeEvent = {
  id: string
  slug: string
  dateIds: string[]
  productIds: string[]
  /** Per product, the ids of its variants in their order. */
  variantIds: string[][]
}

/** Writes an event with products through the use cases: one date a month from now, one admission for 25.00, published. */
export async function makeEvent(db: Db, organizerId: string, overrides: EventOverrides = {}): Promise<MadeEvent> {
  const { products = [{}], state = 'published', dates, ...event } = overrides
  const parts = wireCatalog(db)
  return db.tenant(organizerId, async tx => {
    const startsAt = new Date(Math.ceil((Date.now() + 30 * DAY) / DAY) * DAY + 18 * 3_600_000)
    const made = await parts.events.in.create(
      tx,
      organizerId,
      {
        title: { en: 'An evening of chamber music', de: 'Ein Abend mit Kammermusik' },
        summary: { en: 'Four players, two centuries.', de: 'Vier Musiker, zwei Jahrhunderte.' },
        category: 'music',
        timezone: 'Europe/Berlin',
        currency: 'EUR',
        defaultLocale: 'en',
        venue: { name: 'Kulturhaus', street: 'Hafenstraße 1', postalCode: '20095', city: 'Hamburg', country: 'DE' },
        dates: dates ?? [{ startsAt, endsAt: new Date(startsAt.getTime() + 2 * 3_600_000) }],
        ...event,
      },
      systemActor,
    )
    const productIds: string[] = []
    const variantIds: string[][] = []
    for (const { dates: limited, ...product } of products) {
      const dateIds = limited ? limited.map(index => made.dates[index]!.id) : (product.dateIds ?? null)
      const input: NewProduct = {
        kind: 'admission',
        name: { en: 'Admission', de: 'Eintritt' },
        priceMinor: 2_500n,
        ...product,
        dateIds,
      }
      const own = await parts.products.in.create(tx, made.id, input, systemActor)
      productIds.push(own.id)
      variantIds.push(own.variants.map(variant => variant.id))
    }
    if (state !== 'draft') await parts.events.in.publish(tx, made.id, systemActor)
    if (state === 'cancelled') await parts.events.in.cancel(tx, made.id, 'Called off', systemActor)
    return { id: made.id, slug: made.slug, dateIds: made.dates.map(date => date.id), productIds, variantIds }
  })
}
