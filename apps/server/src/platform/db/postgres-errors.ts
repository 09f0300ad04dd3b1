/** SQLSTATEs that the application reacts to. */
export const sqlState = {
  uniqueViolation: '23505',
  checkViolation: '23514',
  foreignKeyViolation: '23503',
  serializationFailure: '40001',
  deadlockDetected: '40P01',
  lockNotAvailable: '55P03',
  queryCanceled: '57014',
  insufficientPrivilege: '42501',
  characterNotInRepertoire: '22021',
  untranslatableCharacter: '22P05',
} as const

type PostgresError = { code: string; constraint?: string }

export function postgresError(error: unknown): PostgresError | null {
  if (!(error instanceof Error) || !('code' in error) || typeof error.code !== 'string' || error.code.length !== 5)
    return null
  const constraint = 'constraint' in error && typeof error.constraint === 'string' ? error.constraint : undefined
  return { code: error.code, constraint }
}

/** Whether `error` is the refusal of this constraint; how a use case turns a lost race into a clear answer. */
export function violates(error: unknown, constraint: string): boolean {
  return postgresError(error)?.constraint === constraint
}

export function isTransient(error: unknown): boolean {
  const code = postgresError(error)?.code
  return (
    code === sqlState.serializationFailure || code === sqlState.deadlockDetected || code === sqlState.lockNotAvailable
  )
}

/** Errors of a database that is away, restarting or drowning, and of one that we are leaving. */
export function isUnavailable(error: unknown): boolean {
  const code = postgresError(error)?.code
  if (code === sqlState.queryCanceled || code?.startsWith('08') || code?.startsWith('57') || code === '53300')
    return true
  return (
    error instanceof Error &&
    /ECONNREFUSED|ECONNRESET|Connection terminated|timeout exceeded when trying to connect|after calling end on the pool|driver has already been destroyed/.test(
      error.message,
    )
  )
}
