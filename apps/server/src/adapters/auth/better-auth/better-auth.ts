import { newUuid } from '@tessera/kernel/ids'
import { betterAuth } from 'better-auth'
import { createEmailVerificationToken, isAPIError } from 'better-auth/api'
import type {
  Account,
  AccountLetter,
  AuthPort,
  SignedIn,
  SignInResult,
  Visitor,
} from '../../../modules/people/identity/ports.ts'
import {
  accountByEmail,
  accountsById,
  deleteExpired,
  deleteSession,
  dropUnprovenPassword,
  insertAccount,
  liveSessions,
  markVerified,
  updateAccount,
} from './accounts.sql.ts'
import { ADDRESS_HEADER, type BetterAuthDeps, betterAuthOptions, DAY, letters, localeOf, resets } from './options.ts'
import { hashPassword } from './password-hash.ts'

type Auth = ReturnType<typeof createLibrary>

/**
 * `AuthPort` on better-auth. Its router is never mounted: we call its server API, each call with the headers of the
 * visitor, and hand on the cookies it sets.
 */
export function createBetterAuth(deps: BetterAuthDeps): AuthPort {
  const auth = createLibrary(deps)
  const { db } = deps
  return {
    signUp: input => signUp(deps, auth, input),
    signIn: (input, visitor) => signIn(deps, auth, input, visitor),
    verifyEmail: (token, visitor) => verifyEmail(deps, auth, token, visitor),
    requestMagicLink: (email, locale) =>
      collectLetters(() => auth.api.signInMagicLink({ body: { email, metadata: { locale } }, headers: new Headers() })),
    redeemMagicLink: (token, visitor) => redeemMagicLink(deps, auth, token, visitor),
    requestPasswordReset: email => collectLetters(() => auth.api.requestPasswordReset({ body: { email } })),
    redeemPasswordReset: (token, password) => redeemPasswordReset(deps, auth, token, password),
    changePassword: (input, visitor) => changePassword(deps, auth, input, visitor),
    signOut: async visitor =>
      (await auth.api.signOut({ headers: headersOf(visitor), returnHeaders: true })).headers.getSetCookie(),
    session: visitor => session(auth, visitor),
    refreshSession: async visitor =>
      (await auth.api.getSession({ headers: headersOf(visitor), returnHeaders: true })).headers.getSetCookie(),
    sessionsOf: accountId => liveSessions(db, accountId),
    revokeSession: (accountId, sessionId) => deleteSession(db, accountId, sessionId),
    account: async accountId => (await accountsById(db, [accountId]))[0] ?? null,
    accounts: accountIds => accountsById(db, accountIds),
    accountByEmail: email => accountByEmail(db, email),
    updateAccount: (accountId, change) => updateAccount(db, accountId, change),
    createAccount: async ({ password, ...input }) =>
      insertAccount(db, {
        ...input,
        id: input.id ?? newUuid(),
        passwordHash: password ? await hashPassword(password, deps.passwordCost) : null,
      }),
    sweep: () => deleteExpired(db),
  }
}

function createLibrary(deps: BetterAuthDeps) {
  return betterAuth(betterAuthOptions(deps))
}

async function collectLetters(work: () => Promise<unknown>): Promise<AccountLetter[]> {
  const collected: AccountLetter[] = []
  await letters.run(collected, work)
  return collected
}

function headersOf({ headers, ip }: Visitor): Headers {
  const kept = new Headers()
  for (const name of ['cookie', 'user-agent']) {
    const value = headers[name]
    if (typeof value === 'string') kept.set(name, value)
  }
  kept.set(ADDRESS_HEADER, ip)
  return kept
}

/** A call that the library refused: a wrong password, a dead token. */
class Refusal {
  readonly code: string | undefined
  constructor(code: string | undefined) {
    this.code = code
  }
}

/** Refusals arrive as errors, redirects of dead links among them; what is broken stays an error. */
async function refusable<T>(call: () => Promise<T>): Promise<T | Refusal> {
  try {
    return await call()
  } catch (error) {
    if (isAPIError(error) && error.statusCode < 500) return new Refusal(error.body?.code)
    throw error
  }
}

async function signUp(
  deps: BetterAuthDeps,
  auth: Auth,
  { email, password, name, locale }: { email: string; password: string; name: string; locale: string },
): Promise<AccountLetter[]> {
  const known = await accountByEmail(deps.db, email)
  if (!known) {
    const answer = await refusable(() =>
      collectLetters(() => auth.api.signUpEmail({ body: { email, password, name, locale } })),
    )
    // Refused means that somebody else was faster with the same address: the next branch is then the right one.
    if (!(answer instanceof Refusal)) return answer
  }
  // As much work as for an address that is new: the time taken must not tell the two apart.
  await hashPassword(password, deps.passwordCost)
  const owner = await accountByEmail(deps.db, email)
  if (!owner) return []
  if (owner.emailVerified) return [{ kind: 'already_registered', to: owner.email, locale: owner.locale }]
  await dropUnprovenPassword(deps.db, owner.email)
  const token = await createEmailVerificationToken(deps.secret, owner.email, undefined, DAY)
  return [{ kind: 'verify_email', to: owner.email, locale: owner.locale, token }]
}

async function signIn(
  deps: BetterAuthDeps,
  auth: Auth,
  body: { email: string; password: string },
  visitor: Visitor,
): Promise<SignInResult> {
  const answer = await refusable(() => auth.api.signInEmail({ body, headers: headersOf(visitor), returnHeaders: true }))
  if (answer instanceof Refusal) {
    const unverified = answer.code === 'EMAIL_NOT_VERIFIED'
    return { kind: 'refused', reason: unverified ? 'email_unverified' : 'wrong_credentials' }
  }
  return { kind: 'signed_in', signedIn: await signedIn(deps, auth, answer.response.user.id, answer.headers, visitor) }
}

/** A browser that signs in leaves the session that it had: a cookie planted before is worth nothing afterwards. */
async function signedIn(
  deps: BetterAuthDeps,
  auth: Auth,
  accountId: string,
  headers: Headers,
  visitor: Visitor,
): Promise<SignedIn> {
  const before = await session(auth, visitor)
  if (before) await deleteSession(deps.db, before.account.id, before.session.id)
  const [account] = await accountsById(deps.db, [accountId])
  if (!account) throw new Error('The account that has just signed in is gone')
  return { account, setCookies: headers.getSetCookie() }
}

async function verifyEmail(
  deps: BetterAuthDeps,
  auth: Auth,
  token: string,
  visitor: Visitor,
): Promise<SignedIn | null> {
  // The visitor's cookie stays out of it: a link must sign in whom it names, not prolong who is there.
  const answer = await refusable(() =>
    auth.api.verifyEmail({
      query: { token },
      headers: headersOf({ ...visitor, headers: withoutCookie(visitor) }),
      returnHeaders: true,
    }),
  )
  if (answer instanceof Refusal || answer.headers.getSetCookie().length === 0) return null
  const accountId = await accountOfCookies(auth, answer.headers)
  return accountId ? signedIn(deps, auth, accountId, answer.headers, visitor) : null
}

async function redeemMagicLink(
  deps: BetterAuthDeps,
  auth: Auth,
  token: string,
  visitor: Visitor,
): Promise<SignedIn | null> {
  const answer = await refusable(() =>
    auth.api.magicLinkVerify({
      query: { token },
      headers: headersOf({ ...visitor, headers: withoutCookie(visitor) }),
      returnHeaders: true,
    }),
  )
  // A dead token is answered by a redirect, which arrives here as an error.
  if (answer instanceof Refusal || !answer.response) return null
  const { user } = answer.response
  if (!user.name) await updateAccount(deps.db, user.id, { name: user.email.split('@', 1)[0] ?? user.email })
  return signedIn(deps, auth, user.id, answer.headers, visitor)
}

function withoutCookie({ headers }: Visitor): Visitor['headers'] {
  const { cookie: _cookie, ...rest } = headers
  return rest
}

async function accountOfCookies(auth: Auth, headers: Headers): Promise<string | null> {
  const cookie = headers
    .getSetCookie()
    .map(text => text.split(';', 1)[0])
    .join('; ')
  const found = await auth.api.getSession({ headers: new Headers({ cookie }), query: { disableRefresh: true } })
  return found?.user.id ?? null
}

async function redeemPasswordReset(
  deps: BetterAuthDeps,
  auth: Auth,
  token: string,
  newPassword: string,
): Promise<Account | null> {
  const reset: { accountId: string | null } = { accountId: null }
  const answer = await resets.run(reset, () =>
    refusable(() => auth.api.resetPassword({ body: { token, newPassword } })),
  )
  if (answer instanceof Refusal || !reset.accountId) return null
  await markVerified(deps.db, reset.accountId)
  return (await accountsById(deps.db, [reset.accountId]))[0] ?? null
}

async function changePassword(
  deps: BetterAuthDeps,
  auth: Auth,
  { current, next }: { current: string; next: string },
  visitor: Visitor,
): Promise<SignedIn | null> {
  const answer = await refusable(() =>
    auth.api.changePassword({
      body: { currentPassword: current, newPassword: next, revokeOtherSessions: true },
      headers: headersOf(visitor),
      returnHeaders: true,
    }),
  )
  if (answer instanceof Refusal) return null
  const [account] = await accountsById(deps.db, [answer.response.user.id])
  return account ? { account, setCookies: answer.headers.getSetCookie() } : null
}

async function session(auth: Auth, visitor: Visitor): ReturnType<AuthPort['session']> {
  if (typeof visitor.headers.cookie !== 'string') return null
  const found = await auth.api.getSession({ headers: headersOf(visitor), query: { disableRefresh: true } })
  if (!found) return null
  const { session: s, user } = found
  return {
    session: {
      id: s.id,
      accountId: user.id,
      createdAt: s.createdAt,
      lastSeenAt: s.updatedAt,
      expiresAt: s.expiresAt,
      ip: s.ipAddress || null,
      userAgent: s.userAgent || null,
    },
    account: {
      id: user.id,
      email: user.email,
      emailVerified: user.emailVerified,
      name: user.name,
      locale: localeOf(user),
      createdAt: user.createdAt,
    },
  }
}
