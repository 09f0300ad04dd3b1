import type { Db, Tx } from '../../../platform/db/db.ts'
import { selectRecords, selectWhole } from './catalog.sql.ts'
import { createCurrentReader } from './current.ts'
import { bumpCatalogVersion, lockForSale, selectEventOfSlug } from './events.sql.ts'
import type { Catalog, EventForSale, EventHead, EventRecord, WholeEvent } from './public.ts'

/** What selling, mailing and admitting need to know of events. Reads are fresh: whoever keeps them proves the version. */
export function createCatalogReader(db: Db): Catalog {
  const current = createCurrentReader()
  return {
    forSale: (organizerId, eventId) =>
      db.tenant(organizerId, async tx => {
        const whole = await current(tx, eventId)
        return whole && forSaleOf(whole)
      }),
    lockForSale,
    bumpCatalogVersion,
    heads: async (tx: Tx, eventIds) =>
      new Map((await selectRecords(tx, eventIds)).map(event => [event.id, headOf(event)])),
    whole: selectWhole,
    current,
    eventOfSlug: selectEventOfSlug,
    saleOf: forSaleOf,
  }
}

function forSaleOf({ event, products, questions }: WholeEvent): EventForSale {
  return {
    event: {
      id: event.id,
      organizerId: event.organizerId,
      slug: event.slug,
      state: event.state,
      title: event.title,
      timezone: event.timezone,
      currency: event.currency,
      defaultLocale: event.defaultLocale,
      catalogVersion: event.catalogVersion,
      feeFixedMinor: event.fee.fixedMinor,
      feePpm: event.fee.ppm,
      feePayer: event.fee.payer,
    },
    dates: event.dates.map(({ id, startsAt, endsAt, label, state }) => ({ id, startsAt, endsAt, label, state })),
    products,
    questions,
  }
}

function headOf(event: EventRecord): EventHead {
  return {
    id: event.id,
    slug: event.slug,
    state: event.state,
    title: event.title,
    summary: event.summary,
    timezone: event.timezone,
    currency: event.currency,
    defaultLocale: event.defaultLocale,
    attendanceMode: event.attendanceMode,
    venue: event.venue,
    onlineUrl: event.onlineUrl,
    palette: event.palette,
    pictureId: event.picture?.fileId ?? null,
    dates: event.dates,
  }
}
