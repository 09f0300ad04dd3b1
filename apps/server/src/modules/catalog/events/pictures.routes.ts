import multipart from '@fastify/multipart'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { requestErrors } from '../../../platform/errors/errors.ts'
import type { Access } from '../../../platform/http/access.ts'
import { handled, media, route } from '../../../platform/http/route.ts'
import { id, requireVersion, translated } from '../../../platform/http/wire.ts'
import type { AnswerEvent } from './events.routes.ts'
import { eventOut, eventParams } from './events.schemas.ts'
import { type Events, eventErrors } from './public.ts'

const URL = '/v1/organizers/:organizer/events/:event/picture'
const common = { tag: 'Events', rate: 'browse' } as const
const edits: Access = { kind: 'member', permission: 'events.edit', event: 'event' }
const MOST_BYTES = 20 * 1024 * 1024
const fileParams = z.object({ file: id('fil'), size: z.string().regex(/^(card|\d{1,4})$/) })

export async function registerPictureRoutes(app: FastifyInstance, events: Events, answer: AnswerEvent): Promise<void> {
  registerFiles(app, events)
  // Only here are forms read, so that no other operation can be fed one.
  await app.register(async scope => {
    await scope.register(multipart, {
      limits: { fileSize: MOST_BYTES, files: 1, fields: 1, fieldSize: 4_096, parts: 2 },
    })
    route(scope, {
      ...common,
      method: 'PUT',
      url: URL,
      operationId: 'setEventPicture',
      summary: 'Give an event its picture',
      description:
        'multipart/form-data with `file` (JPEG, PNG, WebP, GIF or AVIF) and `alt`, what it shows, as JSON by locale.',
      access: edits,
      idempotency: 'natural',
      params: eventParams,
      form: {
        file: { description: 'JPEG, PNG, WebP, GIF or AVIF', file: true, required: true },
        alt: { description: 'What it shows: text by locale, as JSON' },
      },
      responses: { 200: eventOut },
      errors: [
        eventErrors.not_found,
        eventErrors.picture_refused,
        requestErrors.too_large,
        requestErrors.precondition_failed,
      ],
      handle: async ({ organizerId, params, actor, header, request }) => {
        const version = requireVersion(header('if-match'))
        const { content, alt } = await readForm(request)
        const which = { organizerId, eventId: params.event, version }
        return answer(200, await events.setPicture(which, content, alt, actor))
      },
    })
  })
  route(app, {
    ...common,
    method: 'DELETE',
    url: URL,
    operationId: 'removeEventPicture',
    summary: 'Show the mosaic instead of a picture',
    access: edits,
    idempotency: 'natural',
    params: eventParams,
    responses: { 200: eventOut },
    errors: [eventErrors.not_found, requestErrors.precondition_failed],
    handle: async ({ organizerId, params, actor, header }) => {
      const which = { organizerId, eventId: params.event, version: requireVersion(header('if-match')) }
      return answer(200, await events.removePicture(which, actor))
    },
  })
}

function registerFiles(app: FastifyInstance, events: Events): void {
  route(app, {
    ...common,
    method: 'GET',
    url: '/v1/files/:file/:size',
    operationId: 'getPicture',
    summary: 'A picture in one of its sizes',
    access: { kind: 'public' },
    idempotency: 'safe',
    params: fileParams,
    responses: { 200: media('image/webp', 'image/jpeg') },
    handle: async ({ params, reply }) => {
      const file = await events.pictureFile(params.file, params.size)
      if (!file) throw requestErrors.not_found()
      // A file never changes under its id. Opened by itself it is a page of its own, in which nothing may run.
      void reply
        .header('cache-control', 'public, max-age=31536000, immutable')
        .header('content-security-policy', "default-src 'none'; style-src 'unsafe-inline'; sandbox")
        .header('cross-origin-resource-policy', 'cross-origin')
        .type(file.contentType)
        .send(file.content)
      return handled
    },
  })
}

async function readForm(request: FastifyRequest): Promise<{ content: Buffer; alt: Record<string, string> }> {
  if (!request.isMultipart()) throw requestErrors.unsupported_media_type({ detail: 'Send multipart/form-data' })
  let content: Buffer | null = null
  let alt: Record<string, string> = {}
  for await (const part of request.parts()) {
    if (part.type === 'file') content = await part.toBuffer()
    else if (part.fieldname === 'alt') alt = readAlt(String(part.value))
  }
  if (!content) throw requestErrors.invalid({ fields: [{ path: 'file', code: 'missing', message: 'is missing' }] })
  return { content, alt }
}

function readAlt(text: string): Record<string, string> {
  try {
    return translated(300).parse(JSON.parse(text))
  } catch (cause) {
    const fields = [{ path: 'alt', code: 'invalid', message: 'must be JSON: text by locale' }]
    throw requestErrors.invalid({ fields, cause })
  }
}
