/**
 * Why a request brought no answer. `unreachable`: no connection, or a server that is down or overloaded; try again.
 * `signed_out`: the device was revoked. `refused`: the server understood and said no; trying again changes nothing.
 */
export class ApiFailure extends Error {
  readonly kind: 'unreachable' | 'signed_out' | 'refused'
  readonly code: string

  constructor(kind: ApiFailure['kind'], code: string) {
    super(code)
    this.name = 'ApiFailure'
    this.kind = kind
    this.code = code
  }

  static from(status: number, body: unknown): ApiFailure {
    const code = typeof body === 'object' && body !== null && 'code' in body ? String(body.code) : 'request.unreachable'
    if (status === 401) return new ApiFailure('signed_out', code)
    const isPassing = status === 0 || status >= 500 || status === 408 || status === 429 || code === 'request.conflict'
    return new ApiFailure(isPassing ? 'unreachable' : 'refused', code)
  }
}

export function isFailure(error: unknown, kind: ApiFailure['kind']): boolean {
  return error instanceof ApiFailure && error.kind === kind
}
