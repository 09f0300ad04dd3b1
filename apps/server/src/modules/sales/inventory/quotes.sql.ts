import type { Quote } from '@tessera/pricing/quote'
import { quoteFromWire } from '@tessera/pricing/quote-wire'
import { sql } from 'kysely'
import type { Tx } from '../../../platform/db/db.ts'
import type { HeldLine } from './public.ts'

/** What a quote's row says: what was wanted, and what it costs. */
export type KeptQuote = { lines: HeldLine[]; quote: Quote }

const MOST = 2_000
/** Quotes never change, and many holds and orders share one: each is read and checked once. The oldest is forgotten first. */
const remembered = new Map<string, KeptQuote>()

/** The quotes with these ids when all of them are remembered, else null. */
export function rememberedQuotes(quoteIds: readonly string[]): ReadonlyMap<string, KeptQuote> | null {
  const known = quoteIds.map(id => [id, remembered.get(id)] as const)
  return known.every((entry): entry is [string, KeptQuote] => entry[1] !== undefined) ? new Map(known) : null
}

/** The quotes with these ids, which must be there: whoever refers to one keeps it alive. */
export async function selectQuotes(tx: Tx, quoteIds: readonly string[]): Promise<ReadonlyMap<string, KeptQuote>> {
  const found = new Map<string, KeptQuote>()
  const unknown = new Set<string>()
  for (const id of quoteIds) {
    const known = remembered.get(id)
    if (known) found.set(id, known)
    else unknown.add(id)
  }
  if (unknown.size === 0) return found
  const { rows } = await sql<{ id: string; content: { lines: HeldLine[]; quote: unknown } }>`
    select id, content from quotes where organizer_id = current_organizer() and id = any (${[...unknown]}::uuid[])
  `.execute(tx)
  for (const { id, content } of rows) {
    const kept = { lines: content.lines, quote: quoteFromWire(content.quote) }
    found.set(id, kept)
    remembered.set(id, kept)
    if (remembered.size > MOST) remembered.delete(remembered.keys().next().value as string)
  }
  return found
}

export async function selectQuote(tx: Tx, quoteId: string): Promise<KeptQuote> {
  const quote = (await selectQuotes(tx, [quoteId])).get(quoteId)
  if (!quote) throw new Error(`the quote ${quoteId} is not there`)
  return quote
}
