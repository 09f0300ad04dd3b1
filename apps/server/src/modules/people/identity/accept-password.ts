import { MAX_LENGTH, MIN_LENGTH, type PasswordContext, type PasswordFault, passwordFault } from './password.ts'
import { identityErrors } from './public.ts'

const MESSAGES: Record<PasswordFault, string> = {
  too_short: `Use at least ${MIN_LENGTH} characters; several words are fine`,
  too_long: `Use at most ${MAX_LENGTH} characters`,
  too_common: 'This is among the first that are guessed; use several words that do not belong together',
  from_context: 'This is made of your name, your address or ours',
}

/** Throws `identity.password_unacceptable` with what is wrong with it. */
export function requireAcceptablePassword(password: string, context: PasswordContext): void {
  const fault = passwordFault(password, context)
  if (!fault) return
  throw identityErrors.password_unacceptable({
    detail: MESSAGES[fault],
    fields: [{ path: 'password', code: fault, message: MESSAGES[fault] }],
  })
}
