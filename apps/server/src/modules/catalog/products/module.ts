import type { Db } from '../../../platform/db/db.ts'
import { createProduct } from './create-product.ts'
import { priceShown } from './display.ts'
import type { ChangeDeps } from './product-changes.ts'
import type { PriceShown, Products } from './public.ts'

export type ProductsDeps = ChangeDeps & { db: Db }

/** Given to whoever shows prices; the same arithmetic as the cart's. */
export const shownPrice: PriceShown = priceShown

export function createProducts(deps: ProductsDeps): Products {
  return {
    in: {
      create: (tx, _organizerId, eventId, input, actor) => createProduct(tx, deps, eventId, input, actor),
    },
  } as Products
}
