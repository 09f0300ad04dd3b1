import { STATUS_CODES } from 'node:http'
import swagger from '@fastify/swagger'
import swaggerUi from '@fastify/swagger-ui'
import type { FastifyContextConfig, FastifyInstance, FastifySchema } from 'fastify'
import { createJsonSchemaTransform, createJsonSchemaTransformObject } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { accessErrors, type ErrorDefinition, idempotencyErrors, requestErrors } from '../errors/errors.ts'
import type { Access } from './access.ts'
import type { Idempotency } from './route.ts'
import { problemSchema } from './wire.ts'

const SECURITY: Record<Access['kind'], Array<Record<string, string[]>>> = {
  public: [],
  secret: [],
  account: [{ session: [] }],
  member: [{ session: [] }, { apiKey: [] }],
  device: [{ device: [] }],
  operator: [{ session: [] }],
  signature: [],
}

/** What holds for every operation; what one of them does stands with it. */
const CONVENTIONS = `
Sell tickets, let people in, account for every cent.

**Who asks.** Programs of an organizer send \`Authorization: Bearer tsk_…\`, a key that is made in the console or with
\`createApiKey\`. Buyers need no account: what they make comes with a secret, which they send as \`Hold-Secret\` or
\`Order-Secret\`. What is not yours is answered as if it were not there, with 404.

**Errors** are RFC 9457 problems. Switch on \`code\`, which never changes its meaning; \`detail\` and \`errors[]\` say what
to do. Quote \`request_id\` when you ask for help.

**Repeating.** Where an operation takes an \`Idempotency-Key\`, draw a new one for each thing that you want done and send
the same one when you try again: the first answer is given again, for a day at least.

**Changing.** A read answers with an \`ETag\`; send it back as \`If-Match\`, and nobody's change is overwritten.

**Lists** are \`{ "data": [], "next_cursor": null }\`; pass \`next_cursor\` as \`cursor\` to go on.

**Values.** Money is minor units as text, \`{ "amount_minor": "1250", "currency": "EUR" }\` for 12.50 €. Instants are
RFC 3339 in UTC and stand beside an IANA time zone. Rates are parts per million: 19 % is 190000. What people read comes
by language, \`{ "en": "…", "de": "…" }\`.

**Limits.** \`RateLimit-Remaining\` says how many requests of a minute are left; after 429 and 503 wait for \`Retry-After\`. A 500,
\`request.internal\`, is our fault.
`.trim()

const KEY_HEADER = {
  type: 'string',
  minLength: 8,
  maxLength: 128,
  description: 'New for each thing that is wanted, a UUID for example, and the same when it is tried again',
}

/** The document is made from the routes themselves, so it cannot say anything else than what they do. */
export async function registerOpenApi(app: FastifyInstance, version: string): Promise<void> {
  const zodObjects = createJsonSchemaTransformObject({ schemaRegistry: z.globalRegistry })
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.1',
      info: {
        title: 'Tessera',
        version,
        description: CONVENTIONS,
        license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
      },
      servers: [{ url: '/' }],
      components: {
        securitySchemes: {
          session: { type: 'apiKey', in: 'cookie', name: 'tessera.session_token', description: 'Signed-in account' },
          apiKey: { type: 'http', scheme: 'bearer', description: 'API key of an organizer, `tsk_…`' },
          device: { type: 'http', scheme: 'bearer', description: 'Token of a check-in device, `tsd_…`' },
          holdSecret: {
            type: 'apiKey',
            in: 'header',
            name: 'Hold-Secret',
            description: '`secret` of the hold, given when it was placed',
          },
          orderSecret: {
            type: 'apiKey',
            in: 'header',
            name: 'Order-Secret',
            description: '`secret` of the order, given when it was placed',
          },
        },
      },
    },
    transform: described,
    transformObject: input => tidy(zodObjects(input)) as never,
  })
  await app.register(swaggerUi, {
    routePrefix: '/docs',
    staticCSP: false,
    theme: { title: 'Tessera API' },
    uiConfig: {
      validatorUrl: null,
      deepLinking: true,
      persistAuthorization: false,
      // Over a hundred operations are found by their kind, and this page shows no other document.
      docExpansion: 'none',
      layout: 'BaseLayout',
    },
  })
  app.get('/openapi.json', { schema: { hide: true } }, () => app.swagger())
}

const zodTransform = createJsonSchemaTransform({ skipList: [] })

/** What an operation declares, as the document says it. */
const described: typeof zodTransform = input => {
  const transformed = zodTransform(input)
  const url = transformed.url
  const schema = transformed.schema as FastifySchema & { hide?: boolean; response?: Record<string, unknown> }
  const config = input.route.config
  if (!config?.access || schema.hide) return { schema: { ...schema, hide: true }, url }
  const { access, rate, idempotency } = config
  const refusals = allErrors([input.route.method].flat()[0] ?? 'GET', { ...config, access }, Boolean(schema.body))
  return {
    url,
    schema: {
      ...schema,
      security: securityOf(access),
      ...bodyOf(config),
      ...headersOf(idempotency, refusals),
      response: {
        ...schema.response,
        ...unstructured(config.unstructured ?? {}),
        ...problemResponses(refusals, access),
      },
      'x-permission': access.kind === 'member' || access.kind === 'device' ? (access.permission ?? null) : null,
      'x-access': access.kind,
      'x-tenant-scope': scopeOf(access),
      'x-idempotent': idempotency,
      'x-rate-policy': rate,
    } as unknown as FastifySchema,
  }
}

function securityOf(access: Access): Array<Record<string, string[]>> {
  if (access.kind !== 'secret') return SECURITY[access.kind]
  return [{ [access.header === 'hold-secret' ? 'holdSecret' : 'orderSecret']: [] }]
}

function scopeOf(access: Access): 'event' | 'organizer' | 'none' {
  if ('event' in access && access.event) return 'event'
  return access.kind === 'member' || access.kind === 'device' ? 'organizer' : 'none'
}

/**
 * One name for one thing: a schema that is written the same going in and out appears once. The page-long patterns of dates
 * and ids are left to their formats, and bounds that are only those of the number type are left out.
 */
function tidy(document: unknown): unknown {
  if (Array.isArray(document)) return document.map(tidy)
  if (!document || typeof document !== 'object') return document
  const entries = Object.entries(document).flatMap(([name, value]): Array<[string, unknown]> => {
    if (name === '$ref' && typeof value === 'string') return [[name, value.replace(/Input$/, '')]]
    if (name === 'pattern' && typeof value === 'string' && value.length > 100) return []
    if (name === 'minimum' && value === Number.MIN_SAFE_INTEGER) return []
    if (name === 'maximum' && value === Number.MAX_SAFE_INTEGER) return []
    if (name === 'responses' && value && typeof value === 'object') return [[name, tidy(withStatusWords(value))]]
    if (name === 'schemas' && value && typeof value === 'object') return [[name, tidy(withoutInputs(value))]]
    return [[name, tidy(value)]]
  })
  return Object.fromEntries(entries)
}

/** Where we have nothing to say about a success, its status does. */
function withStatusWords(responses: object): object {
  return Object.fromEntries(
    Object.entries(responses).map(([status, response]) => [
      status,
      response.description === 'Default Response' ? { ...response, description: STATUS_CODES[status] } : response,
    ]),
  )
}

function withoutInputs(schemas: object): object {
  return Object.fromEntries(
    Object.entries(schemas).filter(([name]) => !(name.endsWith('Input') && name.slice(0, -5) in schemas)),
  )
}

function headersOf(idempotency: Idempotency | undefined, refusals: ErrorDefinition[]) {
  const properties = {
    ...(idempotency === 'key' ? { 'Idempotency-Key': KEY_HEADER } : {}),
    ...(refusals.includes(requestErrors.precondition_required)
      ? { 'If-Match': { type: 'string', description: 'The ETag of what was read' } }
      : {}),
  }
  const required = Object.keys(properties)
  return required.length > 0 ? { headers: { type: 'object', properties, required } } : {}
}

/** Bodies that no schema of ours reads: forms, and bytes whose signature counts. */
function bodyOf({ form, rawBody }: FastifyContextConfig) {
  if (rawBody) return { body: { description: 'As the sender signed it' }, consumes: ['application/json'] }
  if (!form) return {}
  const fields = Object.entries(form)
  const properties = fields.map(([name, { description, file }]) => [
    name,
    { type: 'string', description, ...(file ? { format: 'binary' } : {}) },
  ])
  const required = fields.flatMap(([name, field]) => (field.required ? [name] : []))
  return {
    body: { type: 'object', properties: Object.fromEntries(properties), required },
    consumes: ['multipart/form-data'],
  }
}

function unstructured(answers: Record<string, readonly string[]>) {
  return Object.fromEntries(
    Object.entries(answers).map(([status, types]) => [
      status,
      types.length === 0
        ? { type: 'null', description: 'Done; there is nothing to say' }
        : {
            description: 'Not JSON',
            content: Object.fromEntries(types.map(type => [type, { schema: schemaOf(type) }])),
          },
    ]),
  )
}

/** A file is bytes to whoever downloads it; only a stream of events is read as text. */
const schemaOf = (type: string) =>
  type === 'text/event-stream' ? { type: 'string' } : { type: 'string', format: 'binary' }

/** What an operation may answer besides success: what all of its kind share, and its own. */
function allErrors(
  method: string,
  { access, idempotency, errors = [], form, rawBody }: FastifyContextConfig & { access: Access },
  hasBody: boolean,
): ErrorDefinition[] {
  const signedIn = !['public', 'secret', 'signature'].includes(access.kind)
  const versioned = errors.includes(requestErrors.precondition_failed)
  return [
    requestErrors.invalid,
    ...(signedIn ? [accessErrors.unauthenticated, accessErrors.permission_missing] : []),
    // A browser sends its cookie to every operation, so every unsafe one asks where the request comes from.
    ...(method === 'GET' ? [] : [accessErrors.origin_refused, requestErrors.conflict]),
    requestErrors.not_found,
    ...(hasBody || form || rawBody ? [requestErrors.too_large, requestErrors.unsupported_media_type] : []),
    ...(idempotency === 'key'
      ? [idempotencyErrors.key_required, idempotencyErrors.key_reused, idempotencyErrors.in_flight]
      : []),
    ...(versioned ? [requestErrors.precondition_required] : []),
    requestErrors.rate_limited,
    requestErrors.unavailable,
    requestErrors.overloaded,
    ...errors,
  ]
}

function problemResponses(errors: ErrorDefinition[], access: Access) {
  const byStatus = Map.groupBy(errors, error => error.status)
  return Object.fromEntries(
    [...byStatus]
      .sort(([a], [b]) => a - b)
      .map(([status, list]) => [
        status,
        {
          description: [...new Set(list.map(error => `\`${error.code}\` ${meaningOf(error, access)}`))].join('. '),
          content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
        },
      ]),
  )
}

/** Who knocks without the secret is told nothing else than who knocks where nothing is; here it can be said. */
function meaningOf(error: ErrorDefinition, access: Access): string {
  if (access.kind !== 'secret' || error !== requestErrors.not_found) return error.title
  return `${error.title}, or ${access.header === 'hold-secret' ? 'Hold-Secret' : 'Order-Secret'} is missing or not its own`
}

// Referenced by name above; naming it here puts it into the document's components.
void problemSchema
