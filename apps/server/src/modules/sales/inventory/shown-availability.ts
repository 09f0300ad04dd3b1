import { requestErrors } from '../../../platform/errors/errors.ts'
import { type Remaining, remainingOf } from './availability.ts'
import type { InventoryDeps } from './facade.ts'
import { selectPools } from './holds.sql.ts'
import { inventoryErrors } from './public.ts'
import type { Snapshots } from './snapshots.ts'

const SHOWN_FOR_MS = 1_000

/** Shown to many, so read at most once a second for each event; never used to decide. */
export function shownAvailability(deps: InventoryDeps, snapshots: Snapshots) {
  const shown = new Map<string, { until: number; reading: Promise<Remaining[]> }>()
  const read = async (eventId: string): Promise<Remaining[]> => {
    const organizerId = await deps.organizers.tenantOf(eventId)
    const snapshot = organizerId && (await snapshots.get(organizerId, eventId, true))
    // A draft is nobody's business: it looks like an event that never was.
    if (!snapshot || snapshot.sale.event.state === 'draft') throw requestErrors.not_found()
    if (snapshot.sale.event.state !== 'published') throw inventoryErrors.not_on_sale()
    return remainingOf(snapshot, await deps.db.tenant(organizerId, tx => selectPools(tx, eventId)))
  }
  return (eventId: string): Promise<Remaining[]> => {
    const now = performance.now()
    const known = shown.get(eventId)
    if (known && known.until > now) return known.reading
    const reading = read(eventId)
    shown.set(eventId, { until: now + SHOWN_FOR_MS, reading })
    reading.catch(() => shown.delete(eventId))
    if (shown.size > 1_000) shown.delete(shown.keys().next().value as string)
    return reading
  }
}
