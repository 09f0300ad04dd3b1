import type { Tx } from '../../../platform/db/db.ts'
import type { Actor } from '../../../platform/http/access.ts'
import { faultsOfProduct } from './product.ts'
import { type ChangeDeps, closeOffers, openOffers } from './product-changes.ts'
import { insertProduct, selectProducts } from './products.sql.ts'
import { type NewProduct, type ProductRecord, productErrors } from './public.ts'

export async function createProduct(
  tx: Tx,
  deps: ChangeDeps,
  eventId: string,
  input: NewProduct,
  actor: Actor,
): Promise<ProductRecord> {
  const whole = await openOffers(tx, deps, eventId)
  const facts = {
    dateIds: null,
    saleStartsAt: null,
    saleEndsAt: null,
    minPerOrder: 1,
    maxPerOrder: 10,
    tax: null,
    ...input,
    variants: (input.variants ?? []).map(variant => ({ id: '', priceMinor: null, ...variant })),
  }
  const fields = faultsOfProduct(facts, whole.event)
  if (fields.length > 0) throw productErrors.invalid_product({ fields })
  const id = await insertProduct(tx, whole.event.organizerId, eventId, input)
  const [product] = await selectProducts(tx, eventId, id)
  await closeOffers(tx, deps, whole, { actor, action: 'products.created', kind: 'product', id, after: product })
  return product!
}
