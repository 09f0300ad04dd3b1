import type { FastifyInstance } from 'fastify'
import { requestErrors } from '../../../platform/errors/errors.ts'
import type { Access } from '../../../platform/http/access.ts'
import { route } from '../../../platform/http/route.ts'
import { etagOf, requireVersion } from '../../../platform/http/wire.ts'
import { eventErrors } from '../events/public.ts'
import {
  changeOf,
  eventParams,
  newProductOf,
  orderIn,
  productChange,
  productIn,
  productOut,
  productParams,
  productsOut,
  removedOut,
  wireProduct,
} from './products.schemas.ts'
import { type OwnProduct, type Products, productErrors } from './public.ts'
import { registerQuestionRoutes } from './questions.routes.ts'

const BASE = '/v1/organizers/:organizer/events/:event/products'
const common = { tag: 'Products and capacity', rate: 'browse' } as const
const views: Access = { kind: 'member', permission: 'events.view', event: 'event' }
const edits: Access = { kind: 'member', permission: 'events.edit', event: 'event' }

const answer = <S extends 200 | 201>(status: S, product: OwnProduct) => ({
  status,
  body: wireProduct(product),
  headers: { etag: etagOf(product.version) },
})

/** What an organizer does with what an event sells and asks. */
export function productsRoutes(app: FastifyInstance, products: Products): void {
  registerCollection(app, products)
  registerProduct(app, products)
  registerQuestionRoutes(app, products)
}

function registerCollection(app: FastifyInstance, products: Products) {
  route(app, {
    ...common,
    method: 'GET',
    url: BASE,
    operationId: 'listProducts',
    summary: 'Products of an event in their order, archived ones last',
    access: views,
    idempotency: 'safe',
    params: eventParams,
    responses: { 200: productsOut },
    errors: [eventErrors.not_found],
    handle: async ({ organizerId, params }) => {
      const list = await products.list(organizerId, params.event)
      return { status: 200, body: { data: list.map(wireProduct), next_cursor: null } }
    },
  })
  route(app, {
    ...common,
    method: 'POST',
    url: BASE,
    operationId: 'createProduct',
    summary: 'Add a product',
    access: edits,
    idempotency: 'key',
    params: eventParams,
    body: productIn,
    responses: { 201: productOut },
    errors: [eventErrors.not_found, productErrors.invalid_product],
    handle: async ({ organizerId, params, body, actor }) => {
      const input = { ...newProductOf(body), currency: body.currency }
      return answer(201, await products.create(organizerId, params.event, input, actor))
    },
  })
  route(app, {
    ...common,
    method: 'POST',
    url: `${BASE}/reorder`,
    operationId: 'reorderProducts',
    summary: 'Put the products of an event in another order',
    access: edits,
    idempotency: 'natural',
    params: eventParams,
    body: orderIn,
    responses: { 200: productsOut },
    errors: [eventErrors.not_found, productErrors.incomplete_order],
    handle: async ({ organizerId, params, body, actor }) => {
      const list = await products.reorder(organizerId, params.event, body.ids, actor)
      return { status: 200, body: { data: list.map(wireProduct), next_cursor: null } }
    },
  })
}

function registerProduct(app: FastifyInstance, products: Products) {
  route(app, {
    ...common,
    method: 'GET',
    url: `${BASE}/:product`,
    operationId: 'getProduct',
    summary: 'One product',
    access: views,
    idempotency: 'safe',
    params: productParams,
    responses: { 200: productOut },
    errors: [eventErrors.not_found, productErrors.not_found],
    handle: async ({ organizerId, params }) =>
      answer(200, await products.get(organizerId, params.event, params.product)),
  })
  route(app, {
    ...common,
    method: 'PATCH',
    url: `${BASE}/:product`,
    operationId: 'updateProduct',
    summary: 'Change a product; variants that are given replace all',
    access: edits,
    idempotency: 'natural',
    params: productParams,
    body: productChange,
    responses: { 200: productOut },
    errors: [
      eventErrors.not_found,
      productErrors.not_found,
      productErrors.invalid_product,
      productErrors.sold_already,
      requestErrors.precondition_failed,
    ],
    handle: async ({ organizerId, params, body, actor, header }) => {
      const version = requireVersion(header('if-match'))
      const change = { ...changeOf(body), currency: body.currency }
      return answer(200, await products.edit(organizerId, params.event, params.product, version, change, actor))
    },
  })
  route(app, {
    ...common,
    method: 'DELETE',
    url: `${BASE}/:product`,
    operationId: 'deleteProduct',
    summary: 'Delete a product, or archive it where it was sold',
    access: edits,
    idempotency: 'natural',
    params: productParams,
    responses: { 200: removedOut },
    errors: [eventErrors.not_found, productErrors.not_found, requestErrors.precondition_failed],
    handle: async ({ organizerId, params, actor, header }) => {
      const version = requireVersion(header('if-match'))
      const outcome = await products.remove(organizerId, params.event, params.product, version, actor)
      return { status: 200, body: { outcome } }
    },
  })
}
