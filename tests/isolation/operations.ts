import type { World } from '../world/world.ts'

export type AccessKind = 'public' | 'secret' | 'account' | 'member' | 'device' | 'operator' | 'signature'
const ACCESS_KINDS: readonly string[] = ['public', 'secret', 'account', 'member', 'device', 'operator', 'signature']

/** JSON schema as the document uses it. */
export type Schema = {
  type?: string | string[]
  $ref?: string
  const?: unknown
  enum?: unknown[]
  anyOf?: Schema[]
  oneOf?: Schema[]
  properties?: Record<string, Schema>
  required?: string[]
  items?: Schema
  pattern?: string
  format?: string
  minLength?: number
  minimum?: number
  minItems?: number
  default?: unknown
}

export type Operation = {
  id: string
  method: string
  path: string
  access: AccessKind
  permission: string | null
  /** Whether the gatekeeper itself looks at the event in the path. */
  eventScoped: boolean
  secretHeader: 'hold-secret' | 'order-secret' | null
  params: Array<{ name: string; schema: Schema }>
  query: Array<{ name: string; schema: Schema }>
  body: Schema | null
  takesFile: boolean
  /** A batch is let in, and each of its items is answered by itself. */
  answersEach: boolean
  wantsKey: boolean
  streams: boolean
}

type Described = {
  operationId: string
  'x-access'?: string
  'x-permission'?: string | null
  'x-tenant-scope'?: string
  'x-idempotent'?: string
  security?: Array<Record<string, unknown>>
  parameters?: Array<{ name: string; in: string; required?: boolean; schema: Schema }>
  requestBody?: { content: Record<string, { schema?: Schema }> }
  responses: Record<string, { content?: Record<string, { schema?: unknown }> }>
}

export type ApiDocument = {
  paths: Record<string, Record<string, Described>>
  components: { schemas: Record<string, Schema> }
}

export const documentOf = async (world: World): Promise<ApiDocument> => world.client().get<ApiDocument>('/openapi.json')

/** Every operation that the running server describes. One that does not say who may call it ends the run. */
export function operationsOf(document: ApiDocument): Operation[] {
  return Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, described]) => operation(method.toUpperCase(), path, described)),
  )
}

function operation(method: string, path: string, described: Described): Operation {
  const access = described['x-access'] ?? ''
  if (!ACCESS_KINDS.includes(access)) throw new Error(`${method} ${path} does not say who may call it`)
  const scope = described['x-tenant-scope']
  const permission = described['x-permission'] ?? null
  if (access === 'member' && (!permission || !['event', 'organizer'].includes(scope ?? ''))) {
    throw new Error(`${method} ${path} is for members but says neither permission nor scope`)
  }
  const schemes = (described.security ?? []).flatMap(Object.keys)
  const parameters = (place: string) =>
    (described.parameters ?? [])
      .filter(parameter => parameter.in === place)
      .map(({ name, schema }) => ({ name, schema }))
  return {
    id: described.operationId,
    method,
    path,
    access: access as AccessKind,
    permission,
    eventScoped: scope === 'event',
    secretHeader: schemes.includes('holdSecret')
      ? 'hold-secret'
      : schemes.includes('orderSecret')
        ? 'order-secret'
        : null,
    params: parameters('path'),
    query: (described.parameters ?? [])
      .filter(parameter => parameter.in === 'query' && parameter.required)
      .map(({ name, schema }) => ({ name, schema })),
    body: described.requestBody?.content['application/json']?.schema ?? null,
    answersEach: described.operationId === 'reportScans',
    takesFile: described.requestBody?.content['multipart/form-data'] !== undefined,
    wantsKey: described['x-idempotent'] === 'key',
    streams: described.responses['200']?.content?.['text/event-stream'] !== undefined,
  }
}
