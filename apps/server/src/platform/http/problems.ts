import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { hasZodFastifySchemaValidationErrors } from 'fastify-type-provider-zod'
import { isTransient, isUnavailable, postgresError, sqlState } from '../db/postgres-errors.ts'
import { type FieldError, Problem, requestErrors } from '../errors/errors.ts'

/** Turns whatever was thrown into a problem. What we did not foresee says nothing about our insides. */
export function toProblem(error: unknown): Problem {
  if (error instanceof Problem) return error
  if (hasZodFastifySchemaValidationErrors(error)) return validationProblem(error)
  const status = error instanceof Error && 'statusCode' in error ? Number(error.statusCode) : 500
  if (status === 413) return requestErrors.too_large()
  if (status === 415) return requestErrors.unsupported_media_type()
  if (status === 429) return requestErrors.rate_limited({ retryAfterSeconds: 1 })
  if (status === 503) return requestErrors.overloaded({ retryAfterSeconds: 2 })
  if (status >= 400 && status < 500) return requestErrors.invalid({ detail: 'The request could not be read' })
  if (isUnstorable(error)) return requestErrors.invalid({ detail: 'The text holds characters that cannot be stored' })
  if (isTransient(error)) return requestErrors.conflict({ detail: 'Try again', retryAfterSeconds: 1, cause: error })
  if (isUnavailable(error)) return requestErrors.unavailable({ retryAfterSeconds: 3, cause: error })
  return requestErrors.internal({ cause: error })
}

/** U+0000 and the like, which an address can hold: found out by the database, and the caller's mistake all the same. */
function isUnstorable(error: unknown): boolean {
  const code = postgresError(error)?.code
  return code === sqlState.characterNotInRepertoire || code === sqlState.untranslatableCharacter
}

/** A rule of ours may say by `params.code` what is wrong: `custom` would tell nobody. */
type ValidationIssue = {
  instancePath?: string
  keyword?: string
  message?: string
  params?: { params?: { code?: string } }
}

function validationProblem(error: FastifyError): Problem {
  const issues = (error.validation ?? []) as ValidationIssue[]
  const fields: FieldError[] = issues.map(issue => ({
    path: (issue.instancePath ?? '').replace(/^\//, '').replaceAll('/', '.'),
    code: issue.params?.params?.code ?? issue.keyword ?? 'invalid',
    message: issue.message ?? 'is not valid',
  }))
  // A malformed id in the path names nothing, and what does not exist is not found.
  if (error.validationContext === 'params') return requestErrors.not_found()
  return requestErrors.invalid({ fields })
}

export function sendProblem(problem: Problem, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const { fields, extra, retryAfterSeconds } = problem.details
  if (retryAfterSeconds) void reply.header('retry-after', String(retryAfterSeconds))
  if (problem.status === 401) void reply.header('www-authenticate', 'Bearer realm="tessera"')
  const body = {
    type: `https://tessera.example/problems/${problem.code}`,
    title: problem.title,
    status: problem.status,
    code: problem.code,
    ...(problem.details.detail ? { detail: problem.details.detail } : {}),
    ...(fields?.length ? { errors: fields } : {}),
    ...extra,
    request_id: request.id,
  }
  // Serialized by hand: a response schema must never stand in the way of an error.
  return reply
    .code(problem.status)
    .type('application/problem+json; charset=utf-8')
    .header('cache-control', 'no-store')
    .serializer(String)
    .send(JSON.stringify(body))
}

export function registerProblems(app: FastifyInstance): void {
  app.setErrorHandler((error, request, reply) => {
    const problem = toProblem(error)
    if (problem.status >= 500)
      request.log.error({ err: problem.details.cause ?? error, code: problem.code }, problem.title)
    else request.log.info({ code: problem.code, status: problem.status }, 'refused')
    return sendProblem(problem, request, reply)
  })
}
