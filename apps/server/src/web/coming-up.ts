import { setTimeout as sleep } from 'node:timers/promises'
import type { EventCard, Listings } from '../modules/catalog/listings/public.ts'

/** As many as one looks through without a search. */
const MOST_CARDS = 30
const FRESH_MS = 30_000
const PATIENCE_MS = 500
const MOST_SHELVES = 200

type Shelf = { at: number; cards: readonly EventCard[]; reading: Promise<readonly EventCard[]> | null }

/**
 * What is coming up, at all (null) or with one organizer. Read about twice a minute, for only readers without scripts see
 * it. The page goes out without it where reading takes long, and with what was known before where it fails.
 */
export function createComingUp(
  listings: Pick<Listings, 'search'>,
): (organizer: string | null) => Promise<readonly EventCard[]> {
  const shelves = new Map<string | null, Shelf>()

  const read = async (organizer: string | null, shelf: Shelf): Promise<readonly EventCard[]> => {
    const wish = { time: 'upcoming', sort: 'date', limit: MOST_CARDS, ...(organizer ? { organizer } : {}) } as const
    try {
      shelf.cards = (await listings.search(wish)).cards
      shelf.at = performance.now()
    } catch {
      // The list is an extra: whoever asks next tries again.
    } finally {
      shelf.reading = null
    }
    return shelf.cards
  }

  const shelfOf = (organizer: string | null): Shelf => {
    const known = shelves.get(organizer)
    if (known) return known
    if (shelves.size >= MOST_SHELVES) shelves.clear()
    const shelf: Shelf = { at: Number.NEGATIVE_INFINITY, cards: [], reading: null }
    shelves.set(organizer, shelf)
    return shelf
  }

  return async organizer => {
    const shelf = shelfOf(organizer)
    if (performance.now() - shelf.at < FRESH_MS) return shelf.cards
    shelf.reading ??= read(organizer, shelf)
    return Promise.race([shelf.reading, sleep(PATIENCE_MS, undefined, { ref: false }).then(() => shelf.cards)])
  }
}
