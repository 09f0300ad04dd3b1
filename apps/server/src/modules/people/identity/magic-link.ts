import type { IdentityDeps } from './deps.ts'
import { ownPath, sendLetters } from './letters.ts'
import type { Visitor } from './ports.ts'

type Input = { email: string; locale: string; returnPath: string | null }

export async function requestMagicLink(deps: IdentityDeps, input: Input, visitor: Visitor): Promise<void> {
  if (!(await deps.throttle.mayWrite(input.email, visitor.ip))) return
  const returnPath = ownPath(input.returnPath ?? undefined)
  deps.background.run('a magic link', async () =>
    sendLetters(deps, await deps.auth.requestMagicLink(input.email, input.locale), returnPath),
  )
}
