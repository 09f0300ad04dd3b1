import type { Db } from '../../../platform/db/db.ts'
import type { Catalog } from '../../catalog/events/public.ts'
import type { Snapshot } from './cart.ts'
import { selectDraws } from './pools.sql.ts'

export type Snapshots = {
  /** The catalogue of an event with its draws, remembered unless `fresh`. Whoever sells by it proves its version in the claim. */
  get(organizerId: string, eventId: string, fresh?: boolean): Promise<Snapshot | null>
}

const MOST = 500

/** Remembers the catalogues of the events that are being sold right now, the least recently used forgotten first. */
export function createSnapshots(db: Db, catalog: Catalog): Snapshots {
  const remembered = new Map<string, Promise<Snapshot | null>>()

  const read = async (organizerId: string, eventId: string): Promise<Snapshot | null> => {
    const sale = await catalog.forSale(organizerId, eventId)
    if (!sale) return null
    return { sale, draws: await db.tenant(organizerId, tx => selectDraws(tx, eventId)) }
  }

  return {
    get: async (organizerId, eventId, fresh = false) => {
      const known = remembered.get(eventId)
      remembered.delete(eventId)
      const reading = known && !fresh ? known : read(organizerId, eventId)
      remembered.set(eventId, reading)
      if (remembered.size > MOST) remembered.delete(remembered.keys().next().value as string)
      try {
        const snapshot = await reading
        if (!snapshot) remembered.delete(eventId)
        return snapshot
      } catch (error) {
        remembered.delete(eventId)
        throw error
      }
    },
  }
}
