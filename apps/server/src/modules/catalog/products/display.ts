import { displayPrice } from '@tessera/pricing/display-price'
import type { Fee } from '@tessera/pricing/fee'
import type { EventForSale, ProductOnOffer } from '../events/public.ts'

const FEE_LABEL = { en: 'Service fee', de: 'Servicegebühr' }

/** The service fee as the cart counts it: it goes with what is sold and shares its tax. */
function feesOf(event: EventForSale['event'], product: Pick<ProductOnOffer, 'priceIncludesTax' | 'tax'>): Fee[] {
  if (event.feeFixedMinor === 0n && event.feePpm === 0) return []
  return [
    {
      key: 'service',
      label: FEE_LABEL,
      payer: event.feePayer,
      perUnitMinor: event.feeFixedMinor,
      ratePpm: event.feePpm,
      perOrderMinor: 0n,
      tax: product.tax,
      priceIncludesTax: product.priceIncludesTax,
    },
  ]
}

/** What one unit costs as pages show it, mandatory fees included. */
export function priceShown(
  event: EventForSale['event'],
  product: Pick<ProductOnOffer, 'priceIncludesTax' | 'tax'>,
  unitPriceMinor: bigint,
): bigint {
  const { priceIncludesTax, tax } = product
  return displayPrice({ currency: event.currency, unitPriceMinor, priceIncludesTax, tax }, feesOf(event, product))
    .allInMinor
}
