import { displayPrice } from '@tessera/pricing/display-price'
import { serviceFees } from '@tessera/pricing/service-fee'
import type { EventForSale, ProductOnOffer } from '../events/public.ts'

/** What one unit costs as pages show it, mandatory fees included; carts count the fee by the same function. */
export function priceShown(
  event: EventForSale['event'],
  product: Pick<ProductOnOffer, 'priceIncludesTax' | 'tax'>,
  unitPriceMinor: bigint,
): bigint {
  const { priceIncludesTax, tax } = product
  const fees = serviceFees({ fixedMinor: event.feeFixedMinor, ppm: event.feePpm, payer: event.feePayer })
  return displayPrice({ currency: event.currency, unitPriceMinor, priceIncludesTax, tax }, fees).allInMinor
}
