import type { Db } from '../../../platform/db/db.ts'
import type { Job } from '../../../platform/jobs/jobs.ts'
import type { EventProjection, Events } from '../events/public.ts'
import type { Listings } from './public.ts'
import { selectOutrun } from './search.sql.ts'

export type TimeDeps = { db: Db; events: Pick<Events, 'endOver'>; projection: EventProjection }

const MOST = 5_000
/** An event changed in the same minute waits for no more than these. */
const BATCH = 50

/** Ends events that are over, and turns listings to the next of their dates. */
export async function keepUpWithTime({ db, events, projection }: TimeDeps): Promise<{ ended: number; turned: number }> {
  const outrun = await db.global(tx => selectOutrun(tx, MOST))
  const counts = { ended: 0, turned: 0 }
  for (const [organizerId, own] of Map.groupBy(outrun, listing => listing.organizerId)) {
    for (let at = 0; at < own.length; at += BATCH) {
      const batch = own.slice(at, at + BATCH)
      const over = batch.filter(listing => listing.over).map(listing => listing.eventId)
      if (over.length > 0) counts.ended += await events.endOver(organizerId, over)
      const moved = batch.filter(listing => !listing.over).map(listing => listing.eventId)
      if (moved.length === 0) continue
      await db.tenant(organizerId, async tx => {
        for (const eventId of moved) await projection.refresh(tx, eventId)
      })
      counts.turned += moved.length
    }
  }
  return counts
}

export function keepUpJob(listings: Pick<Listings, 'keepUpWithTime'>): Job {
  return {
    name: 'listings.keep-up-with-time',
    cron: '*/5 * * * *',
    handle: async () => void (await listings.keepUpWithTime()),
  }
}
