import { readFileSync } from 'node:fs'
import { Ajv, type ValidateFunction } from 'ajv'

/** Stripe's own description of its API, compiled so that questions and answers can be held against it. */
export type Contract = {
  /** The operation that a method and path belong to, or null when Stripe has none. */
  match(method: string, path: string): { operation: Operation; pathValues: Record<string, string> } | null
  /** What is wrong with an object of this kind, in words, or null. */
  faultsOf(schemaName: string, object: unknown): string | null
  /** Stripe's own example of a resource. */
  example(resource: string): Record<string, unknown>
}

export type Operation = {
  readonly id: string
  /** Turns form text into typed values where the description says so, and reports what it does not allow. */
  checkBody(body: unknown): string | null
  checkQuery(query: unknown): string | null
  checkAnswer(status: number, answer: unknown): string | null
  /** Compiles all of the above. */
  prepare(): void
}

type Schema = Record<string, unknown>
type Described = {
  operationId: string
  parameters?: { name: string; in: string; schema: Schema; required?: boolean }[]
  requestBody?: { content: Record<string, { schema: Schema }> }
  responses: Record<string, { content: Record<string, { schema: Schema }> }>
}
type OpenApi = { paths: Record<string, Record<string, Described>> }

const OPTIONS = { strict: false, unicodeRegExp: false, validateFormats: false } as const

export function loadContract(folder: string, played: ReadonlySet<string>): Contract {
  const description = JSON.parse(readFileSync(`${folder}/openapi.json`, 'utf8')) as OpenApi
  const fixtures = JSON.parse(readFileSync(`${folder}/fixtures3-2023-09.json`, 'utf8')) as {
    resources: Record<string, Record<string, unknown>>
  }
  allowNulls(description)
  const answers = new Ajv(OPTIONS).addSchema(description, 'stripe')
  // A form knows only text; numbers and booleans are read out of it by the schema, as Stripe does.
  const questions = new Ajv({ ...OPTIONS, coerceTypes: true }).addSchema(description, 'stripe')
  const compiled = new Map<string, ValidateFunction>()
  const check = (ajv: Ajv, name: string, schema: Schema, value: unknown): string | null => {
    const validate = compiled.get(name) ?? ajv.compile(schema)
    compiled.set(name, validate)
    return validate(value) ? null : ajv.errorsText(validate.errors)
  }

  const operations = Object.entries(description.paths).flatMap(([template, methods]) =>
    Object.entries(methods).map(([method, described]) => ({
      method: method.toUpperCase(),
      pattern: new RegExp(`^${template.replace(/\{(\w+)\}/g, '(?<$1>[^/]+)')}$`),
      literal: !template.includes('{'),
      operation: operationOf(described, (kind, schema, value) =>
        check(
          kind === 'body' || kind === 'query' ? questions : answers,
          `${described.operationId} ${kind}`,
          rooted(schema),
          value,
        ),
      ),
    })),
  )
  operations.sort((a, b) => Number(b.literal) - Number(a.literal))
  // Compiling takes a second; better now than during a call that has to answer in time.
  for (const { operation } of operations) if (played.has(operation.id)) operation.prepare()

  return {
    match: (method, path) => {
      for (const candidate of operations) {
        const found = candidate.method === method ? candidate.pattern.exec(path) : null
        if (found !== null) return { operation: candidate.operation, pathValues: { ...found.groups } }
      }
      return null
    },
    faultsOf: (name, object) => check(answers, name, { $ref: `stripe#/components/schemas/${name}` }, object),
    example: resource => structuredClone(fixtures.resources[resource] ?? {}),
  }
}

/** The kind is what is checked: the body, the query, or the answer of that status. */
type Check = (kind: 'body' | 'query' | number, schema: Schema, value: unknown) => string | null

function operationOf(described: Described, check: Check): Operation {
  const body = Object.values(described.requestBody?.content ?? {})[0]?.schema ?? { maxProperties: 0 }
  const query = (described.parameters ?? []).filter(parameter => parameter.in === 'query')
  const querySchema = {
    type: 'object',
    additionalProperties: false,
    properties: Object.fromEntries(query.map(parameter => [parameter.name, parameter.schema])),
    required: query.filter(parameter => parameter.required === true).map(parameter => parameter.name),
  }
  const operation: Operation = {
    id: described.operationId,
    checkBody: value => check('body', body, value),
    checkQuery: value => check('query', querySchema, value),
    checkAnswer: (status, value) => {
      // Errors of every status share one schema, under `default`.
      const answer = described.responses[String(status)] ?? described.responses.default
      const schema = Object.values(answer?.content ?? {})[0]?.schema
      return schema === undefined ? `no answer ${status} is described` : check(status, schema, value)
    },
    prepare: () => {
      operation.checkBody({})
      operation.checkQuery({})
      for (const status of [200, 400, 401, 404]) operation.checkAnswer(status, {})
    },
  }
  return operation
}

/** Schemas inside the description point at each other from its root. */
function rooted(schema: Schema): Schema {
  return JSON.parse(JSON.stringify(schema).replaceAll('"$ref":"#/', '"$ref":"stripe#/')) as Schema
}

/** OpenAPI 3.0 says `nullable: true` where JSON Schema has a type `null`. */
function allowNulls(node: unknown): void {
  if (Array.isArray(node)) return node.forEach(allowNulls)
  if (typeof node !== 'object' || node === null) return
  const schema = node as { nullable?: unknown; anyOf?: unknown[]; type?: unknown; enum?: unknown[] }
  if (schema.nullable === true) {
    delete schema.nullable
    if (schema.anyOf !== undefined) schema.anyOf.push({ type: 'null' })
    else if (typeof schema.type === 'string') schema.type = [schema.type, 'null']
    schema.enum?.push(null)
  }
  Object.values(schema).forEach(allowNulls)
}
