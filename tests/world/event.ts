import type { Event, Pool, Product } from '@tessera/sdk/types'
import type { Organiser } from './organizer.ts'

export const VAT_19 = { code: 'de-19', label: { en: 'VAT', de: 'MwSt.' }, rate_ppm: 190_000 }

const DAY = 86_400_000
/** In whole seconds, as people announce times. */
export const daysFromNow = (days: number) =>
  new Date(Math.round((Date.now() + days * DAY) / 1_000) * 1_000).toISOString().replace('.000Z', 'Z')

export type Programme = {
  title?: string
  /** Sold together from one pool of this many; null is without limit. */
  capacity?: number | null
  products?: Array<{ name: string; priceMinor: string; kind?: 'admission' | 'add_on'; taxed?: boolean }>
  fee?: { fixed_minor: string; percent_ppm: number; payer: 'buyer' | 'organizer' }
  startsInDays?: number
}

export type OnStage = { event: Event; products: Product[]; pool: Pool; product: Product; path: string }

/** An event with its products and one pool that all of them draw from, still a draft. */
export async function draftEvent(boss: Organiser, programme: Programme = {}): Promise<OnStage> {
  const { client } = boss
  const title = programme.title ?? 'Night of the Long Table'
  const starts = programme.startsInDays ?? 30
  const event = await client.post<Event>(`${boss.path}/events`, {
    title: { en: title, de: `${title} (deutsch)` },
    summary: { en: 'One table, one evening' },
    category: 'food',
    timezone: 'Europe/Berlin',
    venue: { name: 'Speicher 7', street: 'Kai 7', postal_code: '20457', city: 'Hamburg', country: 'DE' },
    dates: [{ starts_at: daysFromNow(starts), ends_at: daysFromNow(starts + 0.25) }],
    fee: programme.fee ?? { fixed_minor: '0', percent_ppm: 0, payer: 'buyer' },
  })
  const path = `${boss.path}/events/${event.id}`
  const products: Product[] = []
  for (const wanted of programme.products ?? [{ name: 'Seat', priceMinor: '2500' }]) {
    const product = await client.post<Product>(`${path}/products`, {
      kind: wanted.kind ?? 'admission',
      name: { en: wanted.name },
      price_minor: wanted.priceMinor,
      price_includes_tax: true,
      tax: wanted.taxed === false ? null : VAT_19,
    })
    products.push(product)
  }
  const pool = await client.post<Pool>(`${path}/pools`, {
    name: 'The room',
    capacity: programme.capacity === undefined ? 100 : programme.capacity,
    draws: products.map(product => ({ product_id: product.id })),
  })
  return { event, products, pool, product: products[0]!, path }
}

export async function publishedEvent(boss: Organiser, programme: Programme = {}): Promise<OnStage> {
  const stage = await draftEvent(boss, programme)
  const event = await boss.client.post<Event>(`${stage.path}/publish`)
  return { ...stage, event }
}
