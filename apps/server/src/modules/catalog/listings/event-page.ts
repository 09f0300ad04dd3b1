import { parseId } from '@tessera/kernel/ids'
import type { Db } from '../../../platform/db/db.ts'
import type { Catalog, ProductOnOffer, WholeEvent } from '../events/public.ts'
import type { StockView } from './ports.ts'
import type { EventCard, EventPage, SaleState } from './public.ts'
import { selectCard, selectNow } from './search.sql.ts'

export type PageDeps = { db: Db; catalog: Catalog; stock: StockView }

/** By id or by any address it ever had. What has no listing is not public, and looks as if it did not exist. */
export function findCard({ db, catalog }: PageDeps, idOrSlug: string): Promise<EventCard | null> {
  return db.global(async tx => {
    const eventId = parseId('evt', idOrSlug) ?? (await catalog.eventOfSlug(tx, idOrSlug))
    return eventId ? selectCard(tx, eventId) : null
  })
}

/** All that everybody may know of an event, read at one moment. */
async function readPage(deps: PageDeps, idOrSlug: string, hiddenProductId: string | null): Promise<EventPage | null> {
  const card = await findCard(deps, idOrSlug)
  if (!card) return null
  const read = await deps.db.tenant(card.organizerId, async tx => {
    const whole = await deps.catalog.current(tx, card.eventId)
    if (!whole || whole.event.state === 'draft') return null
    return { whole, now: await selectNow(tx), soldOut: await deps.stock.soldOut(tx, deps.catalog.saleOf(whole)) }
  })
  if (!read) return null
  const products = read.whole.products.filter(product => !product.hidden || product.id === hiddenProductId)
  const whole = { ...read.whole, products }
  return {
    whole,
    saleStates: new Map(products.map(product => [product.id, saleStateOf(whole, product, read.now, read.soldOut)])),
  }
}

/** Readers who ask for the same page while it is being read share that reading: a rush costs one, and nobody sees old data. */
export function createPageReader(
  deps: PageDeps,
): (idOrSlug: string, hiddenProductId: string | null) => Promise<EventPage | null> {
  const reading = new Map<string, Promise<EventPage | null>>()
  return (idOrSlug, hiddenProductId) => {
    const key = `${idOrSlug}/${hiddenProductId ?? ''}`
    const shared = reading.get(key)
    if (shared) return shared
    const own = readPage(deps, idOrSlug, hiddenProductId).finally(() => reading.delete(key))
    reading.set(key, own)
    return own
  }
}

/** The claim decides in the end; this is what a page shows before anybody tries. */
export function saleStateOf(
  { event }: WholeEvent,
  product: ProductOnOffer,
  now: Date,
  soldOut: ReadonlySet<string>,
): SaleState {
  if (event.state !== 'published') return 'unavailable'
  const open =
    product.dateIds?.some(id => event.dates.some(date => date.id === id && date.state === 'scheduled')) ?? true
  if (!open) return 'unavailable'
  if (product.saleEndsAt && now >= product.saleEndsAt) return 'ended'
  if (product.saleStartsAt && now < product.saleStartsAt) return 'not_yet'
  return soldOut.has(product.id) ? 'sold_out' : 'on_sale'
}
