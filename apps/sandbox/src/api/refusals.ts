import type { FastifyInstance } from 'fastify'
import { ZodError, z } from 'zod'
import { Refusal } from '../bank/bank.ts'

/** Every "no" of the API has one shape: `{"error":{"code","message"}}`. */
export function answerRefusals(app: FastifyInstance): void {
  app.setErrorHandler((error, request, reply) => {
    if (error instanceof Refusal) {
      return reply.code(error.status).send({ error: { code: error.code, message: error.message } })
    }
    if (error instanceof ZodError) {
      return reply.code(400).send({ error: { code: 'bad_request', message: z.prettifyError(error) } })
    }
    const status = statusOf(error)
    if (status >= 500) request.log.error(error)
    return reply
      .code(status)
      .send({ error: { code: status < 500 ? 'bad_request' : 'internal', message: String(error) } })
  })
  app.setNotFoundHandler((_request, reply) =>
    reply.code(404).send({ error: { code: 'no_such_path', message: 'The bank has no such address.' } }),
  )
}

function statusOf(error: unknown): number {
  const status = error instanceof Error && 'statusCode' in error ? error.statusCode : undefined
  return typeof status === 'number' && status >= 400 ? status : 500
}
