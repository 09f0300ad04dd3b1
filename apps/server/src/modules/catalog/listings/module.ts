import type { EventProjection } from '../events/public.ts'
import { createProjection, type ProjectionDeps } from './projection.ts'
import type { OrganizerListings } from './public.ts'

/** Keeps listings true; given to events and products, which call it at the end of each change. */
export function createListingProjection(deps: ProjectionDeps): EventProjection & OrganizerListings {
  return createProjection(deps)
}
