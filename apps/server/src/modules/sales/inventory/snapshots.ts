import type { Db, Tx } from '../../../platform/db/db.ts'
import type { Catalog, EventForSale } from '../../catalog/events/public.ts'
import type { Snapshot } from './cart.ts'
import { selectDraws } from './pools.sql.ts'

export type Snapshots = {
  /** The catalogue of an event with its draws, remembered unless `fresh`. Whoever sells by it proves its version in the claim. */
  get(organizerId: string, eventId: string, fresh?: boolean): Promise<Snapshot | null>
  /** The draws that go with a catalogue which the caller has just read. */
  of(tx: Tx, sale: EventForSale): Promise<Snapshot>
}

const MOST = 500

/** Remembers the catalogues of the events that are being sold right now, the least recently used forgotten first. */
export function createSnapshots(db: Db, catalog: Catalog): Snapshots {
  const remembered = new Map<string, Promise<Snapshot | null>>()

  const remember = async (eventId: string, reading: Promise<Snapshot | null>): Promise<Snapshot | null> => {
    remembered.delete(eventId)
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
  }

  /** A change of what is drawn on is a change of the catalogue: draws stand as long as its version does. */
  const withDraws = async (
    sale: EventForSale,
    known: Promise<Snapshot | null> | undefined,
    read: () => Promise<Snapshot['draws']>,
  ): Promise<Snapshot> => {
    const before = await known?.catch(() => null)
    const stands = before?.sale.event.catalogVersion === sale.event.catalogVersion
    return { sale, draws: before && stands ? before.draws : await read() }
  }

  return {
    get: async (organizerId, eventId, fresh = false) => {
      const known = remembered.get(eventId)
      if (known && !fresh) return remember(eventId, known)
      const read = async () => {
        const sale = await catalog.forSale(organizerId, eventId)
        return sale && withDraws(sale, known, () => db.tenant(organizerId, tx => selectDraws(tx, eventId)))
      }
      return remember(eventId, read())
    },
    of: async (tx, sale) => {
      const { id } = sale.event
      const snapshot = await withDraws(sale, remembered.get(id), () => selectDraws(tx, id))
      return (await remember(id, Promise.resolve(snapshot)))!
    },
  }
}
