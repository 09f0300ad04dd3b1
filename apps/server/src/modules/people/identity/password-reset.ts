import { requireAcceptablePassword } from './accept-password.ts'
import type { IdentityDeps } from './deps.ts'
import { sendLetters } from './letters.ts'
import type { SignedIn, Visitor } from './ports.ts'

export async function requestPasswordReset(deps: IdentityDeps, email: string, visitor: Visitor): Promise<void> {
  if (!(await deps.throttle.mayWrite(email, visitor.ip))) return
  deps.background.run('a password reset', async () => sendLetters(deps, await deps.auth.requestPasswordReset(email)))
}

/** Whose password it is shows only with the token, so the context of the account cannot be checked before it is used. */
export async function redeemPasswordReset(deps: IdentityDeps, token: string, password: string): Promise<boolean> {
  requireAcceptablePassword(password, { email: '', name: '' })
  return (await deps.auth.redeemPasswordReset(token, password)) !== null
}

/** Guessing the current password with a stolen session is limited like a sign-in. */
export async function changePassword(
  deps: IdentityDeps,
  accountId: string,
  input: { current: string; next: string },
  visitor: Visitor,
): Promise<SignedIn | null> {
  const account = await deps.auth.account(accountId)
  if (!account) return null
  requireAcceptablePassword(input.next, account)
  await deps.throttle.attempt(account.email, visitor.ip)
  const signedIn = await deps.auth.changePassword(input, visitor)
  if (signedIn) await deps.throttle.succeeded(account.email, visitor.ip)
  return signedIn
}
