import type { Catalog, EventProjection } from '../events/public.ts'
import type { PriceShown } from '../products/public.ts'
import { listingOf } from './listing.ts'
import { deleteListing, selectOwnListed, upsertListing } from './projection.sql.ts'
import type { OrganizerListings } from './public.ts'

export type ProjectionDeps = { catalog: Catalog; priceShown: PriceShown }

/** Makes listings anew from what they show, in the transaction of the change: nobody ever finds what is not so. */
export function createProjection({ catalog, priceShown }: ProjectionDeps): EventProjection & OrganizerListings {
  const refresh: EventProjection['refresh'] = async (tx, eventId, read) => {
    const whole = read ?? (await catalog.whole(tx, eventId))
    const listing = whole && listingOf(whole, catalog.saleOf(whole).event, priceShown)
    if (listing) await upsertListing(tx, listing)
    else await deleteListing(tx, eventId)
  }
  return {
    refresh,
    refreshOrganizer: async tx => {
      for (const eventId of await selectOwnListed(tx)) await refresh(tx, eventId)
    },
  }
}
