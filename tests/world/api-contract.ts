import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js'

/** One answer of the running server, as whoever asked has seen it. */
export type Seen = { method: string; url: string; status: number; type: string; text: string }

type Described = {
  operationId: string
  responses: Record<string, { description?: string; content?: Record<string, { schema?: unknown }> }>
}
export type ApiDocument = { paths: Record<string, Record<string, Described>> }

/** What the document promises of each answer; gives what is wrong with one, null when it keeps the promise. */
export type ApiContract = { breach(seen: Seen): string | null }

const PROBLEM = 'application/problem+json'

export function apiContract(document: ApiDocument): ApiContract {
  const ajv = new Ajv2020({ strict: false, validateFormats: false, allErrors: true })
  ajv.addSchema(document, 'api')
  const checks = new Map<string, ValidateFunction>()
  const checkOf = (pointer: string) => {
    const check = checks.get(pointer) ?? ajv.compile({ $ref: `api#${pointer}` })
    checks.set(pointer, check)
    return check
  }
  const paths = Object.entries(document.paths)
    .map(([template, methods]) => ({ template, methods, pattern: patternOf(template) }))
    // `/v1/events/facets` is nearer than `/v1/events/{event}`.
    .sort((a, b) => a.template.split('{').length - b.template.split('{').length)

  return {
    breach: seen => {
      const { pathname } = new URL(seen.url, 'http://any')
      const method = seen.method.toLowerCase()
      const found = paths.find(({ pattern, methods }) => pattern.test(pathname) && methods[method])
      if (!found) return null
      const operation = found.methods[method]!
      const complaint = breachOf(operation, seen, type =>
        checkOf(`/paths/${escaped(found.template)}/${method}/responses/${seen.status}/content/${escaped(type)}/schema`),
      )
      return complaint && `${operation.operationId} ${seen.status}: ${complaint}`
    },
  }
}

function breachOf({ responses }: Described, seen: Seen, checkOf: (type: string) => ValidateFunction): string | null {
  const promised = responses[seen.status]
  if (!promised) return `${codeIn(seen.text)} is not in the document`
  const types = Object.keys(promised.content ?? {})
  const type = seen.type.split(';', 1)[0]!.trim()
  if (types.length === 0) return seen.text === '' ? null : `should be empty, is ${seen.text.slice(0, 100)}`
  if (!types.includes(type)) return `is ${type}, should be ${types.join(' or ')}`
  if (!type.endsWith('json')) return null
  const body: unknown = JSON.parse(seen.text)
  const check = checkOf(type)
  if (!check(body)) return JSON.stringify(check.errors?.slice(0, 3))
  const announced = type !== PROBLEM || promised.description?.includes(`\`${codeIn(seen.text)}\``)
  return announced ? null : `${codeIn(seen.text)} is not announced`
}

/** The code of a problem, or the beginning of whatever else it is. */
const codeIn = (text: string) => /"code":"([\w.]+)"/.exec(text)?.[1] ?? text.slice(0, 100)

const patternOf = (template: string) =>
  new RegExp(`^${template.replaceAll('.', '\\.').replaceAll(/\{\w+\}/g, '[^/]+')}$`)

/** As a JSON pointer in a URI writes it. */
const escaped = (name: string) => encodeURIComponent(name.replaceAll('~', '~0').replaceAll('/', '~1'))
