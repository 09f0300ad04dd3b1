import { defineErrors } from '../../../platform/errors/errors.ts'
import type { Accounts, Session, SignedIn, SignInResult, Visitor } from './ports.ts'

export type { Account, AccountMails, AuthPort, Session } from './ports.ts'

type Headers = Visitor['headers']

/** One organizer that an account works for, as `GET /v1/account` shows it; organizers gives it. */
export type AccountMemberships = {
  membershipsOf(accountId: string): Promise<
    Array<{
      organizerId: string
      slug: string
      name: string
      role: string
      permissions: string[]
      eventIds: string[] | null
    }>
  >
}

/** Accounts, and how they sign in. */
export type Identity = Accounts & {
  /** Who sends this cookie; asked for each request, so that a revoked session is dead at once. */
  principalOf(headers: Headers): Promise<{
    kind: 'account'
    accountId: string
    sessionId: string
    email: string
    emailVerified: boolean
    operator: boolean
  } | null>

  /** Answers before it is decided whether the address is known. Throws `identity.password_unacceptable`. */
  signUp(input: { email: string; password: string; name: string; locale: string }, visitor: Visitor): Promise<void>
  signIn(input: { email: string; password: string }, visitor: Visitor): Promise<SignInResult>
  verifyEmail(token: string, visitor: Visitor): Promise<SignedIn | null>
  requestMagicLink(input: { email: string; locale: string; returnPath: string | null }, visitor: Visitor): Promise<void>
  redeemMagicLink(token: string, visitor: Visitor): Promise<SignedIn | null>
  requestPasswordReset(email: string, visitor: Visitor): Promise<void>
  redeemPasswordReset(token: string, password: string): Promise<boolean>
  changePassword(
    accountId: string,
    input: { current: string; next: string },
    visitor: Visitor,
  ): Promise<SignedIn | null>
  signOut(visitor: Visitor): Promise<string[]>

  sessionsOf(accountId: string): Promise<Session[]>
  revokeSession(accountId: string, sessionId: string): Promise<boolean>
  refreshSession(visitor: Visitor): Promise<string[]>

  /** Resolves when everything that was answered early is done: on shutdown, and in tests. */
  settled(): Promise<void>
}

export const identityErrors = defineErrors('identity', {
  wrong_credentials: { status: 401, title: 'E-mail address or password is wrong' },
  email_unverified: { status: 403, title: 'Confirm your e-mail address first' },
  token_dead: { status: 410, title: 'This link is used or too old' },
  password_unacceptable: { status: 422, title: 'Choose another password' },
  too_many_attempts: { status: 429, title: 'Too many attempts; wait, or ask for a sign-in link' },
})
