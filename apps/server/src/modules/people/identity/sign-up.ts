import { requireAcceptablePassword } from './accept-password.ts'
import type { IdentityDeps } from './deps.ts'
import { sendLetters } from './letters.ts'
import type { Visitor } from './ports.ts'

type Input = { email: string; password: string; name: string; locale: string }

/** Known and unknown addresses get the same answer at the same time; what differs is the letter. */
export async function signUp(deps: IdentityDeps, input: Input, visitor: Visitor): Promise<void> {
  requireAcceptablePassword(input.password, input)
  if (!(await deps.throttle.mayWrite(input.email, visitor.ip))) return
  deps.background.run('a sign-up', async () => sendLetters(deps, await deps.auth.signUp(input)))
}
