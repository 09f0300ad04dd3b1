import type { Tx } from '../../../platform/db/db.ts'
import { requestErrors } from '../../../platform/errors/errors.ts'
import type { Actor } from '../../../platform/http/access.ts'
import type { WholeEvent } from '../events/public.ts'
import { faultsOfProduct } from './product.ts'
import { type ChangeDeps, closeOffers, openOffers } from './product-changes.ts'
import {
  archiveVariant,
  deleteProduct,
  deleteVariant,
  saveVariant,
  selectProducts,
  updatePositions,
  updateProduct,
} from './products.sql.ts'
import { type NewVariant, type ProductChange, type ProductRecord, productErrors } from './public.ts'

type Which = { eventId: string; productId: string; version: number | null }

/** Changes what is given. What was sold keeps its kind: a ticket cannot become a T-shirt. */
export async function editProduct(
  tx: Tx,
  deps: ChangeDeps,
  which: Which,
  change: ProductChange,
  actor: Actor,
): Promise<ProductRecord> {
  const { whole, before } = await open(tx, deps, which)
  if (change.kind && change.kind !== before.kind && (await deps.sales.isSold(tx, before.id, null))) {
    throw productErrors.sold_already({ detail: 'The kind cannot change once something was sold' })
  }
  const variants = change.variants?.map(variant => ({ id: '', priceMinor: null, ...variant })) ?? before.variants
  const fields = faultsOfProduct({ ...before, ...change, variants }, whole.event)
  const strangers = (change.variants ?? []).filter(
    variant => variant.id && !before.variants.some(own => own.id === variant.id),
  )
  for (const stranger of strangers)
    fields.push({ path: 'variants', code: 'unknown', message: `${stranger.id} is no variant of this product` })
  if (fields.length > 0) throw productErrors.invalid_product({ fields })
  if (!(await updateProduct(tx, before.id, which.version, change))) throw requestErrors.precondition_failed()
  if (change.variants) await replaceVariants(tx, deps, whole.event.organizerId, before, change.variants)
  const [after] = await selectProducts(tx, which.eventId, before.id)
  await closeOffers(tx, deps, whole, {
    actor,
    action: 'products.edited',
    kind: 'product',
    id: before.id,
    before,
    after,
  })
  return after!
}

async function replaceVariants(
  tx: Tx,
  deps: ChangeDeps,
  organizerId: string,
  before: ProductRecord,
  wanted: readonly NewVariant[],
): Promise<void> {
  for (const variant of before.variants) {
    if (wanted.some(keep => keep.id === variant.id)) continue
    if (await deps.sales.isSold(tx, before.id, variant.id)) await archiveVariant(tx, variant.id)
    else await deleteVariant(tx, variant.id)
  }
  for (const [position, variant] of wanted.entries()) await saveVariant(tx, organizerId, before.id, variant, position)
}

/** Deletes what was never sold; what was sold is archived, because its tickets still say what they are. */
export async function removeProduct(
  tx: Tx,
  deps: ChangeDeps,
  which: Which & { version: number },
  actor: Actor,
): Promise<'deleted' | 'archived'> {
  const { whole, before } = await open(tx, deps, which)
  const sold = await deps.sales.isSold(tx, before.id, null)
  const done = sold
    ? await updateProduct(tx, before.id, which.version, { archived: true })
    : await deleteProduct(tx, before.id, which.version)
  if (!done) throw requestErrors.precondition_failed()
  await closeOffers(tx, deps, whole, {
    actor,
    action: sold ? 'products.archived' : 'products.deleted',
    kind: 'product',
    id: before.id,
    before,
  })
  return sold ? 'archived' : 'deleted'
}

/** Puts the products of an event in this order; each that is offered must be named once. */
export async function reorderProducts(
  tx: Tx,
  deps: ChangeDeps,
  eventId: string,
  productIds: readonly string[],
  actor: Actor,
): Promise<void> {
  const whole = await openOffers(tx, deps, eventId)
  const offered = whole.products.map(product => product.id)
  if (
    new Set(productIds).size !== productIds.length ||
    productIds.length !== offered.length ||
    !offered.every(id => productIds.includes(id))
  ) {
    throw productErrors.incomplete_order()
  }
  await updatePositions(tx, eventId, productIds)
  await closeOffers(tx, deps, whole, {
    actor,
    action: 'products.reordered',
    kind: 'product',
    id: productIds[0] ?? eventId,
    before: { id: eventId, order: offered },
    after: { id: eventId, order: productIds },
  })
}

async function open(
  tx: Tx,
  deps: ChangeDeps,
  { eventId, productId, version }: Which,
): Promise<{ whole: WholeEvent; before: ProductRecord }> {
  const whole = await openOffers(tx, deps, eventId)
  const [before] = await selectProducts(tx, eventId, productId)
  if (!before) throw productErrors.not_found()
  if (version !== null && before.version !== version) throw requestErrors.precondition_failed()
  return { whole, before }
}
