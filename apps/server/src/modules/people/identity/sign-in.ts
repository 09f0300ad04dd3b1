import type { IdentityDeps } from './deps.ts'
import type { SignInResult, Visitor } from './ports.ts'

export async function signIn(
  { auth, throttle }: IdentityDeps,
  input: { email: string; password: string },
  visitor: Visitor,
): Promise<SignInResult> {
  await throttle.attempt(input.email, visitor.ip)
  const result = await auth.signIn(input, visitor)
  if (result.kind === 'signed_in') await throttle.succeeded(input.email, visitor.ip)
  return result
}
