import { type PriceOnOffer, readPrice } from './event-prices.ts'
import type { ImportedPrice } from './imported-event.ts'
import type { RowReport } from './row-report.ts'
import { amount, firstWord, type Node, nodes, yesOrNo } from './schema-org.schemas.ts'
import { asNode, type Fields } from './schema-org-fields.ts'

/** Offer, AggregateOffer, a list of either, price specifications: down to the lowest price. */
export function readOffers(
  report: RowReport,
  fields: Fields,
  context: { currency: string | undefined; sourceUrl: string | undefined },
): ImportedPrice {
  const offers = (fields.read('offers', nodes) ?? []).map(offer => fields.follow(offer))
  reportOtherShops(report, offers, context.sourceUrl)
  return readPrice(report, {
    offers: offers.flatMap(offer => pricesOf(fields, offer, 0)),
    isFree: fields.read('isAccessibleForFree', yesOrNo),
    currency: context.currency,
  })
}

function pricesOf(fields: Fields, offer: Node, depth: number): PriceOnOffer[] {
  // An offer in an offer in an offer is no feed's way of naming a price.
  if (depth > 2) return []
  const currency = firstWord.safeParse(offer['priceCurrency']).data
  const own = ['price', 'lowPrice', 'minPrice', 'highPrice', 'maxPrice'].flatMap(name => {
    const parsed = amount.safeParse(offer[name])
    return parsed.success && parsed.data !== '' ? [{ amount: parsed.data, currency }] : []
  })
  const inner = [offer['priceSpecification'], offer['offers']].flatMap(value =>
    (Array.isArray(value) ? value.slice(0, 200) : [value]).flatMap(one => {
      const found = asNode(fields, one)
      return found ? pricesOf(fields, found, depth + 1) : []
    }),
  )
  // An aggregate's range already covers the offers listed in it.
  return own.length > 0 ? own : inner.map(price => ({ ...price, currency: price.currency ?? currency }))
}

function reportOtherShops(report: RowReport, offers: readonly Node[], sourceUrl: string | undefined): void {
  for (const offer of offers) {
    const written = firstWord.safeParse(offer['url']).data
    const url = written === undefined || !URL.canParse(written) ? undefined : new URL(written).href
    if (url !== undefined && url !== sourceUrl) {
      report.loss('imports.field_ignored', 'The address of the ticket shop is not imported.', 'offers.url')
    }
  }
}
