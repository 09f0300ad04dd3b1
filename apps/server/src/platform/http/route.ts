import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Logger } from 'pino'
import type { z } from 'zod'
import type { ErrorDefinition } from '../errors/errors.ts'
import { type Access, type Actor, type Admission, actorOf } from './access.ts'

export type RateClass = 'sale' | 'checkin' | 'browse' | 'report' | 'auth' | 'webhook'

/** How a repeated unsafe request is recognized. */
export type Idempotency =
  /** GET, HEAD: nothing changes. */
  | 'safe'
  /** By the Idempotency-Key header; the first answer is kept and given again, byte for byte. */
  | 'key'
  /** The operation itself makes repetition harmless (a nonce, a signature, a conditional update). */
  | 'natural'

type Schema = z.ZodType

/** An answer that is not JSON: its handler sends it by itself and returns `handled`. */
export type Media = { readonly media: readonly string[] }
export const media = (...types: string[]): Media => ({ media: types })

/** What a form is made of; the handler reads and checks it. */
export type Form = Record<string, { description: string; file?: boolean; required?: boolean }>

type Responses = Record<number, Schema | Media | null>

export type RouteSpec<P extends Schema, Q extends Schema, B extends Schema, R extends Responses> = {
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  url: string
  operationId: string
  summary: string
  description?: string
  tag: string
  access: Access
  rate: RateClass
  idempotency: Idempotency
  params?: P
  query?: Q
  body?: B
  /** In place of a body: the fields of a multipart/form-data request, for the document. */
  form?: Form
  /** Each success status with its body, or with the types of what is no JSON; null for nothing. */
  responses: R
  /** Every refusal that this operation can answer besides those which all share. */
  errors?: ErrorDefinition[]
  bodyLimit?: number
  /** The body arrives as the exact bytes that were sent, for verifying a signature. */
  rawBody?: boolean
  handle(call: Call<z.output<NoInfer<P>>, z.output<NoInfer<Q>>, z.output<NoInfer<B>>>): Promise<Answer<NoInfer<R>>>
}

export type Call<P = unknown, Q = unknown, B = unknown> = {
  params: P
  query: Q
  body: B
  admission: Admission
  /** The tenant; throws when the operation has none. */
  organizerId: string
  actor: Actor
  requestId: string
  log: Logger
  header(name: string): string | undefined
  request: FastifyRequest
  /** For answers that are not JSON: files, streams, server-sent events. Return `handled` after using it. */
  reply: FastifyReply
}

/**
 * A body that is JSON already, because its expensive part was made before and is the same for many. Whoever makes one sees
 * to it that it has the shape of the schema; the contract tests hold it against the document like any other answer.
 */
export class Serialized<T> {
  readonly json: string
  declare readonly shape?: T
  constructor(json: string) {
    this.json = json
  }
}

export const handled = Symbol('the handler has answered by itself')

export type Answer<R extends Responses> =
  | {
      [S in keyof R & number]: {
        status: S
        body: R[S] extends Schema ? z.input<R[S]> | Serialized<z.input<R[S]>> : undefined
        headers?: Record<string, string>
      }
    }[keyof R & number]
  | typeof handled

declare module 'fastify' {
  interface FastifyContextConfig {
    access?: Access
    rate?: RateClass
    idempotency?: Idempotency
    errors?: ErrorDefinition[]
    rawBody?: boolean
    form?: Form
    /** Answers without a schema: their media types, none for an empty one. */
    unstructured?: Record<string, readonly string[]>
  }
  interface FastifyRequest {
    admission: Admission | null
    rawBytes: Buffer | null
  }
}

/** Registers an operation: its schema is the contract, its access the policy; both end up in the OpenAPI document. */
export function route<P extends Schema, Q extends Schema, B extends Schema, R extends Responses>(
  app: FastifyInstance,
  spec: RouteSpec<P, Q, B, R>,
): void {
  app.route({
    method: spec.method,
    url: spec.url,
    bodyLimit: spec.bodyLimit,
    schema: {
      operationId: spec.operationId,
      summary: spec.summary,
      description: spec.description,
      tags: [spec.tag],
      ...(spec.params ? { params: spec.params } : {}),
      ...(spec.query ? { querystring: spec.query } : {}),
      ...(spec.body && !spec.rawBody ? { body: spec.body } : {}),
      response: Object.fromEntries(Object.entries(spec.responses).filter(([, answer]) => answer && !isMedia(answer))),
    },
    config: {
      access: spec.access,
      rate: spec.rate,
      idempotency: spec.idempotency,
      errors: spec.errors ?? [],
      rawBody: spec.rawBody ?? false,
      form: spec.form,
      unstructured: Object.fromEntries(
        Object.entries(spec.responses).flatMap(([status, answer]) => {
          if (!answer) return [[status, []]]
          return isMedia(answer) ? [[status, answer.media]] : []
        }),
      ),
    },
    handler: async (request, reply) => {
      const answer = await spec.handle(callOf(request, reply))
      if (answer === handled) return reply
      if (answer.headers) void reply.headers(answer.headers)
      void reply.code(answer.status)
      return answer.body instanceof Serialized
        ? reply.type('application/json; charset=utf-8').send(answer.body.json)
        : reply.send(answer.body)
    },
  })
}

const isMedia = (answer: Schema | Media): answer is Media => 'media' in answer

function callOf<P, Q, B>(request: FastifyRequest, reply: FastifyReply): Call<P, Q, B> {
  const admission = request.admission
  if (!admission) throw new Error(`${request.routeOptions.url ?? request.url} was reached without an admission`)
  return {
    params: request.params as P,
    query: request.query as Q,
    body: request.body as B,
    admission,
    get organizerId() {
      if (!admission.organizerId) throw new Error(`${request.routeOptions.url ?? ''} has no organizer`)
      return admission.organizerId
    },
    actor: actorOf(admission, request.id),
    requestId: request.id,
    log: request.log as Logger,
    header: name => {
      const value = request.headers[name.toLowerCase()]
      return Array.isArray(value) ? value[0] : value
    },
    request,
    reply,
  }
}
