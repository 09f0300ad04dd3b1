import type { Db, Tx } from '../../../platform/db/db.ts'
import { type EventCloneParticipant, eventErrors } from '../events/public.ts'
import { cloneProducts } from './clone-products.ts'
import { createFirstProduct, createProduct } from './create-product.ts'
import { priceShown } from './display.ts'
import { editProduct, removeProduct, reorderProducts } from './edit-product.ts'
import type { ChangeDeps } from './product-changes.ts'
import { selectProducts } from './products.sql.ts'
import { type OwnProduct, type PriceShown, type ProductRecord, type Products, productErrors } from './public.ts'
import { createQuestion, editQuestion, removeQuestion } from './question-changes.ts'
import { selectQuestions } from './questions.sql.ts'

export { productsRoutes } from './products.routes.ts'

export type ProductsDeps = ChangeDeps & { db: Db }

/** Given to whoever shows prices; the same arithmetic as the cart's. */
export const shownPrice: PriceShown = priceShown

/** Given to events: copies products and questions when an event is cloned. */
export const productsCloner = (): EventCloneParticipant => cloneProducts

export function createProducts(deps: ProductsDeps): Products {
  const { db } = deps
  const own = async (tx: Tx, eventId: string, products: ProductRecord[]): Promise<OwnProduct[]> => {
    const whole = await deps.catalog.whole(tx, eventId)
    if (!whole) throw eventErrors.not_found()
    const { event } = deps.catalog.saleOf(whole)
    return products.map(product => ({
      ...product,
      currency: event.currency,
      displayMinor: priceShown(event, product, product.priceMinor),
    }))
  }
  const one = async (tx: Tx, product: ProductRecord) => (await own(tx, product.eventId, [product]))[0]!
  return {
    in: {
      createFirst: createFirstProduct,
      create: (tx, eventId, input, actor) => createProduct(tx, deps, eventId, input, actor),
      edit: (tx, eventId, productId, version, change, actor) =>
        editProduct(tx, deps, { eventId, productId, version }, change, actor),
      createQuestion: (tx, eventId, input, actor) => createQuestion(tx, deps, eventId, input, actor),
    },
    list: (organizerId, eventId) =>
      db.tenant(organizerId, async tx => own(tx, eventId, await selectProducts(tx, eventId))),
    get: (organizerId, eventId, productId) =>
      db.tenant(organizerId, async tx => {
        const [product] = await selectProducts(tx, eventId, productId)
        if (!product) throw productErrors.not_found()
        return one(tx, product)
      }),
    create: (organizerId, eventId, input, actor) =>
      db.tenant(organizerId, async tx => one(tx, await createProduct(tx, deps, eventId, input, actor))),
    edit: (organizerId, eventId, productId, version, change, actor) =>
      db.tenant(organizerId, async tx =>
        one(tx, await editProduct(tx, deps, { eventId, productId, version }, change, actor)),
      ),
    remove: (organizerId, eventId, productId, version, actor) =>
      db.tenant(organizerId, tx => removeProduct(tx, deps, { eventId, productId, version }, actor)),
    reorder: (organizerId, eventId, productIds, actor) =>
      db.tenant(organizerId, async tx => {
        await reorderProducts(tx, deps, eventId, productIds, actor)
        return own(tx, eventId, await selectProducts(tx, eventId))
      }),
    listQuestions: (organizerId, eventId) =>
      db.tenant(organizerId, async tx => {
        await own(tx, eventId, [])
        return selectQuestions(tx, eventId)
      }),
    createQuestion: (organizerId, eventId, input, actor) =>
      db.tenant(organizerId, tx => createQuestion(tx, deps, eventId, input, actor)),
    editQuestion: (organizerId, eventId, questionId, version, change, actor) =>
      db.tenant(organizerId, tx => editQuestion(tx, deps, { eventId, questionId, version }, change, actor)),
    removeQuestion: (organizerId, eventId, questionId, version, actor) =>
      db.tenant(organizerId, tx => removeQuestion(tx, deps, { eventId, questionId, version }, actor)),
  }
}
