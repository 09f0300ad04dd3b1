export type FieldProblem = { path: string; code: string; message: string }

/** Everything the server says of a refusal. `code` is stable; people read the text that problems.ts has for it. */
export class ApiProblem extends Error {
  readonly code: string
  readonly status: number
  readonly detail: string | null
  readonly requestId: string | null
  readonly fields: readonly FieldProblem[]

  constructor(said: { code: string; status: number; detail?: string; requestId?: string; fields?: FieldProblem[] }) {
    super(said.detail ?? said.code)
    this.name = 'ApiProblem'
    this.code = said.code
    this.status = said.status
    this.detail = said.detail ?? null
    this.requestId = said.requestId ?? null
    this.fields = said.fields ?? []
  }

  /** Without an answer there is no status: the connection is gone, or the server. */
  static from(body: unknown, status = 0): ApiProblem {
    const said = (typeof body === 'object' && body !== null ? body : {}) as Record<string, unknown>
    return new ApiProblem({
      code: typeof said.code === 'string' ? said.code : status === 0 ? 'console.offline' : 'request.internal',
      status,
      detail: typeof said.detail === 'string' ? said.detail : undefined,
      requestId: typeof said.request_id === 'string' ? said.request_id : undefined,
      fields: Array.isArray(said.errors) ? (said.errors as FieldProblem[]) : undefined,
    })
  }
}

export function isProblem(error: unknown, ...codes: string[]): error is ApiProblem {
  return error instanceof ApiProblem && (codes.length === 0 || codes.includes(error.code))
}
