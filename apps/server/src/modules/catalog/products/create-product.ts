import { audit } from '../../../platform/audit/audit.ts'
import type { Tx } from '../../../platform/db/db.ts'
import type { Actor } from '../../../platform/http/access.ts'
import type { EventRecord } from '../events/public.ts'
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
  const id = await insert(tx, whole.event, input)
  const [product] = await selectProducts(tx, eventId, id)
  await closeOffers(tx, deps, whole, { actor, action: 'products.created', kind: 'product', id, after: product })
  return product!
}

/** For a draft that this transaction has made: nobody can have priced by it, so nothing has to become stale. */
export async function createFirstProduct(tx: Tx, made: EventRecord, input: NewProduct, actor: Actor): Promise<string> {
  const id = await insert(tx, made, input)
  const after = { name: input.name, kind: input.kind, priceMinor: input.priceMinor.toString() }
  await audit(tx, { actor, action: 'products.created', subject: { kind: 'product', id }, changes: { after } })
  return id
}

async function insert(tx: Tx, event: EventRecord, input: NewProduct): Promise<string> {
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
  const fields = faultsOfProduct(facts, event)
  if (fields.length > 0) throw productErrors.invalid_product({ fields })
  return insertProduct(tx, event.organizerId, event.id, input)
}
