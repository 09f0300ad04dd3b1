import type { Db } from '../../../platform/db/db.ts'
import { decodeCursor, encodeCursor } from '../../../platform/http/wire.ts'
import type { EventSearch, Facets, Listings, SearchPage } from './public.ts'
import { type Position, selectCards, selectFacet, type Wording } from './search.sql.ts'

/**
 * Finds events. Words match by their beginnings in any order; when they find nothing at all, what is spelt alike is
 * looked for, and the answer says so.
 */
export async function searchEvents(db: Db, search: EventSearch): Promise<SearchPage> {
  const { mode, after } = positionOf(search.cursor)
  const words = wordsOf(search.q)
  // What has letters of no word, such as punctuation alone, is no search for everything.
  if (search.q && words === null) return { cards: [], nextCursor: null, corrected: false }
  const find = async (wording: Wording): Promise<SearchPage> => {
    // Among what is only alike, the likest first: by date they would look like chance.
    const byRank = wording?.mode === 'alike' || (search.sort === 'relevance' && wording !== null)
    const page = { byRank, after, limit: search.limit + 1 }
    const rows = await db.global(tx => selectCards(tx, search, wording, page))
    const last = rows.length > search.limit ? rows[search.limit - 1]! : null
    return {
      cards: rows.slice(0, search.limit),
      nextCursor: last && encodeCursor([wording?.mode ?? 'words', last.rank, last.start, last.eventId]),
      corrected: wording?.mode === 'alike',
    }
  }
  if (words === null) return find(null)
  const alike: Wording = { mode: 'alike', text: search.q! }
  if (mode === 'alike') return find(alike)
  const exact = await find({ mode: 'words', text: words })
  return exact.cards.length > 0 || after ? exact : find(alike)
}

export function facetsOf(db: Db, search: Parameters<Listings['facets']>[0]): Promise<Facets> {
  const words = wordsOf(search.q)
  const wording: Wording = words === null ? null : { mode: 'words', text: words }
  return db.global(async tx => ({
    categories: await selectFacet(tx, 'category', search, wording),
    cities: await selectFacet(tx, 'city', search, wording),
  }))
}

/** A tsquery of the words' beginnings; quoted, so that nothing typed is read as an operator. Null without a word. */
export function wordsOf(text: string | undefined): string | null {
  const words =
    text
      ?.toLowerCase()
      .match(/[\p{L}\p{N}]+/gu)
      ?.slice(0, 12) ?? []
  return words.length > 0 ? words.map(word => `'${word}':*`).join(' & ') : null
}

function positionOf(cursor: string | undefined): { mode: 'words' | 'alike'; after: Position } {
  const keys = decodeCursor(cursor, ['text', 'text', 'text', 'uuid'])
  if (!keys) return { mode: 'words', after: null }
  const [mode, rank, start, id] = keys
  // Written more freely, a number that we can read may be one that the database cannot.
  const sound = /^-?\d{1,3}(\.\d{1,20})?(e-\d{1,2})?$/.test(rank) && /^-?\d{1,18}$/.test(start)
  return sound
    ? { mode: mode === 'alike' ? 'alike' : 'words', after: { rank, start, id } }
    : { mode: 'words', after: null }
}
