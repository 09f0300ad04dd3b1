import { shiftLocalDays } from '@tessera/kernel/local-dates'
import type { Tx } from '../../../platform/db/db.ts'
import type { EventCloneMapping, EventCloneParticipant } from '../events/public.ts'
import { insertProduct, organizerOf, selectProducts } from './products.sql.ts'
import { insertQuestion, selectQuestions } from './questions.sql.ts'

/** Copies what is offered; sale windows move by the same local days as the dates. Archived things stay behind. */
export const cloneProducts: EventCloneParticipant = {
  copy: async (tx, fromEventId, toEventId, mapping) => {
    const organizerId = await organizerOf(tx)
    if (mapping.parts.has('products')) await copyProducts(tx, organizerId, fromEventId, toEventId, mapping)
    if (mapping.parts.has('questions')) await copyQuestions(tx, organizerId, fromEventId, toEventId, mapping)
  },
}

async function copyProducts(
  tx: Tx,
  organizerId: string,
  fromEventId: string,
  toEventId: string,
  mapping: EventCloneMapping,
) {
  const move = (instant: Date | null) => instant && shiftLocalDays(instant, mapping.timezone, mapping.shiftDays)
  for (const product of await selectProducts(tx, fromEventId)) {
    if (product.archivedAt) continue
    const { kind, name, description, priceMinor, priceIncludesTax, tax, minPerOrder, maxPerOrder, hidden } = product
    const id = await insertProduct(tx, organizerId, toEventId, {
      kind,
      name,
      description,
      priceMinor,
      priceIncludesTax,
      tax,
      minPerOrder,
      maxPerOrder,
      hidden,
      dateIds: mapped(product.dateIds, mapping.dates),
      saleStartsAt: move(product.saleStartsAt),
      saleEndsAt: move(product.saleEndsAt),
      variants: product.variants.map(({ name, priceMinor }) => ({
        name,
        priceMinor,
      })),
    })
    mapping.products.set(product.id, id)
    const [copy] = await selectProducts(tx, toEventId, id)
    for (const [index, variant] of product.variants.entries())
      mapping.variants.set(variant.id, copy!.variants[index]!.id)
  }
}

async function copyQuestions(
  tx: Tx,
  organizerId: string,
  fromEventId: string,
  toEventId: string,
  mapping: EventCloneMapping,
) {
  for (const question of await selectQuestions(tx, fromEventId)) {
    const productIds = mapped(question.productIds, mapping.products)
    // A question about products that stayed behind would otherwise be asked with every one.
    if (question.archivedAt || productIds?.length === 0) continue
    const { askedOf, label, hint, kind, options, required } = question
    await insertQuestion(tx, organizerId, toEventId, { askedOf, label, hint, kind, options, required, productIds })
  }
}

/** The copies of these; those that were not copied are left out. */
function mapped(ids: readonly string[] | null, copies: ReadonlyMap<string, string>): string[] | null {
  return ids && ids.flatMap(id => copies.get(id) ?? [])
}
