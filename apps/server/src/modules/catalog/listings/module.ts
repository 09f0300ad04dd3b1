import type { Job } from '../../../platform/jobs/jobs.ts'
import type { EventProjection } from '../events/public.ts'
import { createPageReader, findCard, type PageDeps } from './event-page.ts'
import { keepUpJob, keepUpWithTime, type TimeDeps } from './keep-up-with-time.job.ts'
import { createProjection, type ProjectionDeps } from './projection.ts'
import type { Listings, OrganizerListings } from './public.ts'
import { facetsOf, searchEvents } from './search-events.ts'

export { listingsRoutes } from './listings.routes.ts'

/** Keeps listings true; given to events and products, which call it at the end of each change. */
export function createListingProjection(deps: ProjectionDeps): EventProjection & OrganizerListings {
  return createProjection(deps)
}

export function createListings(deps: PageDeps & TimeDeps): Listings {
  const page = createPageReader(deps)
  return {
    search: search => searchEvents(deps.db, search),
    facets: search => facetsOf(deps.db, search),
    page: (idOrSlug, hiddenProductId = null) => page(idOrSlug, hiddenProductId),
    card: idOrSlug => findCard(deps, idOrSlug),
    keepUpWithTime: () => keepUpWithTime(deps),
  }
}

export const listingsJobs = (listings: Listings): Job[] => [keepUpJob(listings)]
