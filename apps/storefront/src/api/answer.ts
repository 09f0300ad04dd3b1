import type { Problem } from '@tessera/sdk'
import { client } from '@tessera/sdk/client'
import i18next from 'i18next'

/** A refusal of the API, or no answer at all. Pages switch on `code`. */
export class ApiFailure extends Error {
  override readonly name = 'ApiFailure'
  /** `module.reason`; `network` when nothing came back, `unreadable` when it was not ours. */
  readonly code: string
  readonly status: number
  readonly problem: Problem | null

  constructor(problem: Problem | null, status: number) {
    super(problem?.detail ?? problem?.title ?? 'no answer')
    this.problem = problem
    this.status = status
    this.code = problem?.code ?? (status === 0 ? 'network' : 'unreadable')
  }
}

export const isMissing = (error: unknown): boolean => error instanceof ApiFailure && error.status === 404

type Answered = { data?: unknown; error?: unknown; response?: Response }

/** What the API answered; throws `ApiFailure` otherwise. */
export async function answer<T>(request: Promise<{ data?: T } & Answered>): Promise<T> {
  const { data, error, response } = await request
  if (response?.ok) return data as T
  throw new ApiFailure(isProblem(error) ? error : null, response?.status ?? 0)
}

function isProblem(error: unknown): error is Problem {
  return typeof error === 'object' && error !== null && typeof (error as Partial<Problem>).code === 'string'
}

/** Prices are explained in the visitor's language, so each request names it. */
export function startApi(): void {
  client.setConfig({ baseUrl: location.origin })
  client.interceptors.request.use(request => {
    request.headers.set('accept-language', i18next.language)
    return request
  })
}
