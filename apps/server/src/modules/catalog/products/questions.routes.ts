import type { FastifyInstance } from 'fastify'
import { requestErrors } from '../../../platform/errors/errors.ts'
import type { Access } from '../../../platform/http/access.ts'
import { route } from '../../../platform/http/route.ts'
import { etagOf, requireVersion } from '../../../platform/http/wire.ts'
import { eventErrors } from '../events/public.ts'
import { eventParams } from './products.schemas.ts'
import { type Products, productErrors, type QuestionRecord } from './public.ts'
import {
  changeOf,
  newQuestionOf,
  questionChange,
  questionIn,
  questionOut,
  questionParams,
  questionsOut,
  wireQuestion,
} from './questions.schemas.ts'

const BASE = '/v1/organizers/:organizer/events/:event/questions'
const common = { tag: 'Products and capacity', rate: 'browse' } as const
const edits: Access = { kind: 'member', permission: 'events.edit', event: 'event' }

const answer = <S extends 200 | 201>(status: S, question: QuestionRecord) => ({
  status,
  body: wireQuestion(question),
  headers: { etag: etagOf(question.version) },
})

export function registerQuestionRoutes(app: FastifyInstance, products: Products): void {
  registerListing(app, products)
  registerAsking(app, products)
  registerChanging(app, products)
}

function registerListing(app: FastifyInstance, products: Products) {
  route(app, {
    ...common,
    method: 'GET',
    url: BASE,
    operationId: 'listQuestions',
    summary: 'Questions that an event asks, archived ones last',
    access: { kind: 'member', permission: 'events.view', event: 'event' },
    idempotency: 'safe',
    params: eventParams,
    responses: { 200: questionsOut },
    errors: [eventErrors.not_found],
    handle: async ({ organizerId, params }) => {
      const list = await products.listQuestions(organizerId, params.event)
      return { status: 200, body: { data: list.map(wireQuestion), next_cursor: null } }
    },
  })
}

function registerAsking(app: FastifyInstance, products: Products) {
  route(app, {
    ...common,
    method: 'POST',
    url: BASE,
    operationId: 'createQuestion',
    summary: 'Ask something with each order or of each attendee',
    access: edits,
    idempotency: 'key',
    params: eventParams,
    body: questionIn,
    responses: { 201: questionOut },
    errors: [eventErrors.not_found, productErrors.invalid_question],
    handle: async ({ organizerId, params, body, actor }) =>
      answer(201, await products.createQuestion(organizerId, params.event, newQuestionOf(body), actor)),
  })
}

function registerChanging(app: FastifyInstance, products: Products) {
  route(app, {
    ...common,
    method: 'PATCH',
    url: `${BASE}/:question`,
    operationId: 'updateQuestion',
    summary: 'Change a question',
    access: edits,
    idempotency: 'natural',
    params: questionParams,
    body: questionChange,
    responses: { 200: questionOut },
    errors: [
      eventErrors.not_found,
      productErrors.question_not_found,
      productErrors.invalid_question,
      requestErrors.precondition_failed,
    ],
    handle: async ({ organizerId, params, body, actor, header }) => {
      const version = requireVersion(header('if-match'))
      const change = changeOf(body)
      return answer(
        200,
        await products.editQuestion(organizerId, params.event, params.question, version, change, actor),
      )
    },
  })
  route(app, {
    ...common,
    method: 'DELETE',
    url: `${BASE}/:question`,
    operationId: 'deleteQuestion',
    summary: 'Ask it no longer; answers given are kept',
    access: edits,
    idempotency: 'natural',
    params: questionParams,
    responses: { 204: null },
    errors: [eventErrors.not_found, productErrors.question_not_found, requestErrors.precondition_failed],
    handle: async ({ organizerId, params, actor, header }) => {
      const version = requireVersion(header('if-match'))
      await products.removeQuestion(organizerId, params.event, params.question, version, actor)
      return { status: 204, body: undefined }
    },
  })
}
