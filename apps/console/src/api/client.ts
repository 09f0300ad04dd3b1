import { client } from '@tessera/sdk/client'
import i18next from 'i18next'
import { ApiProblem } from './problem.ts'

client.setConfig({ baseUrl: window.location.origin })
// What the server tells in words is for whoever reads it here, whatever the browser prefers.
client.interceptors.request.use(request => {
  request.headers.set('accept-language', i18next.language)
  return request
})

export { client }

type Answered = { data: unknown; error: unknown; response?: Response }
type DataOf<R> = R extends { error: undefined; data: infer Data } ? Data : never

/** The answer of an operation of the SDK; whatever is no success is thrown as an ApiProblem. */
export async function answer<R extends Answered>(request: Promise<R>): Promise<DataOf<R>> {
  const result = await request
  if (result.response?.ok) return result.data as DataOf<R>
  throw ApiProblem.from(result.error, result.response?.status)
}

/** One per intention: repeating the same click repeats the key, so that nothing happens twice. */
export function newKey(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), byte => byte.toString(16).padStart(2, '0')).join('')
}

export const keyed = () => ({ 'Idempotency-Key': newKey() })
export const ifMatch = (version: number) => ({ 'If-Match': `"v${version}"` })

/** A query without its empty places: a filter that is not set is not sent. */
export function filled<Q extends Record<string, unknown>>(query: Q): Partial<Q> {
  const said = Object.entries(query).filter(([, value]) => value !== undefined && value !== '' && value !== null)
  return Object.fromEntries(said) as Partial<Q>
}
