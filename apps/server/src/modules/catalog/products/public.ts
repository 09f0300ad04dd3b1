import type { Translated } from '@tessera/kernel/translated'
import type { Tx } from '../../../platform/db/db.ts'
import { defineErrors } from '../../../platform/errors/errors.ts'
import type { Actor } from '../../../platform/http/access.ts'
import type { EventForSale, EventRecord, ProductOnOffer, QuestionOnOffer, TaxForSale } from '../events/public.ts'

/** A product as its organizer edits it; archived variants are left out. */
export type ProductRecord = ProductOnOffer & {
  eventId: string
  position: number
  archivedAt: Date | null
  version: number
  createdAt: Date
}

/** What an organizer sees of a product: with the price that buyers are shown. */
export type OwnProduct = ProductRecord & { currency: string; displayMinor: bigint }

export type NewVariant = { id?: string; name: Translated; priceMinor?: bigint | null }
export type NewProduct = {
  kind: ProductOnOffer['kind']
  name: Translated
  description?: Translated
  priceMinor: bigint
  priceIncludesTax?: boolean
  tax?: TaxForSale | null
  dateIds?: string[] | null
  saleStartsAt?: Date | null
  saleEndsAt?: Date | null
  minPerOrder?: number
  maxPerOrder?: number
  hidden?: boolean
  variants?: NewVariant[]
  /** The currency that the price was meant in; refused where it is not the event's. */
  currency?: string
  /** Given by seeds only, for ids that stay the same. */
  id?: string
}
/** Variants given replace all: one with the id of a variant changes it, others are added, and those not named go. */
export type ProductChange = Partial<Omit<NewProduct, 'id'>> & { archived?: boolean }

export type QuestionRecord = QuestionOnOffer & {
  eventId: string
  position: number
  archivedAt: Date | null
  version: number
}
export type NewQuestion = Omit<QuestionOnOffer, 'id' | 'hint' | 'options' | 'productIds'> & {
  hint?: Translated
  options?: QuestionOnOffer['options']
  productIds?: string[] | null
}
export type QuestionChange = Partial<NewQuestion>

/** Changes inside the caller's transaction. */
export type ProductWrites = {
  /** For a draft that the same transaction has made; answers the new id. */
  createFirst(tx: Tx, made: EventRecord, input: NewProduct, actor: Actor): Promise<string>
  create(tx: Tx, eventId: string, input: NewProduct, actor: Actor): Promise<ProductRecord>
  edit(
    tx: Tx,
    eventId: string,
    productId: string,
    version: number | null,
    change: ProductChange,
    actor: Actor,
  ): Promise<ProductRecord>
  createQuestion(tx: Tx, eventId: string, input: NewQuestion, actor: Actor): Promise<QuestionRecord>
}

/** What the organizer's side does with what an event sells and asks. */
export type Products = {
  readonly in: ProductWrites
  list(organizerId: string, eventId: string): Promise<OwnProduct[]>
  get(organizerId: string, eventId: string, productId: string): Promise<OwnProduct>
  create(organizerId: string, eventId: string, input: NewProduct, actor: Actor): Promise<OwnProduct>
  edit(
    organizerId: string,
    eventId: string,
    productId: string,
    version: number,
    change: ProductChange,
    actor: Actor,
  ): Promise<OwnProduct>
  /** Deletes what was never sold and archives what was. */
  remove(
    organizerId: string,
    eventId: string,
    productId: string,
    version: number,
    actor: Actor,
  ): Promise<'deleted' | 'archived'>
  reorder(organizerId: string, eventId: string, productIds: string[], actor: Actor): Promise<OwnProduct[]>
  listQuestions(organizerId: string, eventId: string): Promise<QuestionRecord[]>
  createQuestion(organizerId: string, eventId: string, input: NewQuestion, actor: Actor): Promise<QuestionRecord>
  editQuestion(
    organizerId: string,
    eventId: string,
    questionId: string,
    version: number,
    change: QuestionChange,
    actor: Actor,
  ): Promise<QuestionRecord>
  removeQuestion(organizerId: string, eventId: string, questionId: string, version: number, actor: Actor): Promise<void>
}

/** What buyers see of a product's price: all that is mandatory included. */
export type PriceShown = (
  event: EventForSale['event'],
  product: Pick<ProductOnOffer, 'priceIncludesTax' | 'tax'>,
  unitPriceMinor: bigint,
) => bigint

export const productErrors = defineErrors('products', {
  not_found: { status: 404, title: 'The event has no such product' },
  question_not_found: { status: 404, title: 'The event has no such question' },
  invalid_product: { status: 422, title: 'This product cannot be sold like that' },
  invalid_question: { status: 422, title: 'This cannot be asked like that' },
  sold_already: { status: 409, title: 'This cannot change once something was sold' },
  incomplete_order: { status: 422, title: 'Name every product of the event once' },
})
