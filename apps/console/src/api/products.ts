import { queryOptions } from '@tanstack/react-query'
import * as sdk from '@tessera/sdk'
import { answer, ifMatch, keyed } from './client.ts'

export type { Pool, Product, Question } from '@tessera/sdk'
export type NewProduct = sdk.CreateProductData['body']
export type ProductPatch = NonNullable<sdk.UpdateProductData['body']>
export type NewQuestion = sdk.CreateQuestionData['body']
export type QuestionPatch = NonNullable<sdk.UpdateQuestionData['body']>
export type NewPool = sdk.AddPoolData['body']
export type PoolPatch = NonNullable<sdk.ChangePoolData['body']>
type Versioned = { id: string; version: number }

export const productsQuery = (organizer: string, event: string) =>
  queryOptions({
    queryKey: [organizer, 'event', event, 'products'],
    queryFn: () => answer(sdk.listProducts({ path: { organizer, event } })),
  })
export const questionsQuery = (organizer: string, event: string) =>
  queryOptions({
    queryKey: [organizer, 'event', event, 'questions'],
    queryFn: () => answer(sdk.listQuestions({ path: { organizer, event } })),
  })
export const poolsQuery = (organizer: string, event: string) =>
  queryOptions({
    queryKey: [organizer, 'event', event, 'pools'],
    queryFn: () => answer(sdk.listPools({ path: { organizer, event } })),
  })

export const createProduct = (organizer: string, event: string, body: NewProduct) =>
  answer(sdk.createProduct({ path: { organizer, event }, body, headers: keyed() }))
export const updateProduct = (organizer: string, event: string, product: Versioned, body: ProductPatch) =>
  answer(
    sdk.updateProduct({ path: { organizer, event, product: product.id }, body, headers: ifMatch(product.version) }),
  )
export const deleteProduct = (organizer: string, event: string, product: Versioned) =>
  answer(sdk.deleteProduct({ path: { organizer, event, product: product.id }, headers: ifMatch(product.version) }))
export const reorderProducts = (organizer: string, event: string, ids: string[]) =>
  answer(sdk.reorderProducts({ path: { organizer, event }, body: { ids } }))

export const createQuestion = (organizer: string, event: string, body: NewQuestion) =>
  answer(sdk.createQuestion({ path: { organizer, event }, body, headers: keyed() }))
export const updateQuestion = (organizer: string, event: string, question: Versioned, body: QuestionPatch) =>
  answer(
    sdk.updateQuestion({ path: { organizer, event, question: question.id }, body, headers: ifMatch(question.version) }),
  )
export const deleteQuestion = (organizer: string, event: string, question: Versioned) =>
  answer(sdk.deleteQuestion({ path: { organizer, event, question: question.id }, headers: ifMatch(question.version) }))

export const addPool = (organizer: string, event: string, body: NewPool) =>
  answer(sdk.addPool({ path: { organizer, event }, body, headers: keyed() }))
export const changePool = (organizer: string, event: string, pool: Versioned, body: PoolPatch) =>
  answer(sdk.changePool({ path: { organizer, event, pool: pool.id }, body, headers: ifMatch(pool.version) }))
export const removePool = (organizer: string, event: string, pool: Versioned) =>
  answer(sdk.removePool({ path: { organizer, event, pool: pool.id }, headers: ifMatch(pool.version) }))
