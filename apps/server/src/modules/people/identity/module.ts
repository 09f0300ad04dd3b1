import type { Logger } from 'pino'
import type { Db } from '../../../platform/db/db.ts'
import type { Job } from '../../../platform/jobs/jobs.ts'
import { createBackground } from './background.ts'
import type { IdentityDeps } from './deps.ts'
import { isOperator } from './identity.sql.ts'
import { requestMagicLink } from './magic-link.ts'
import { changePassword, redeemPasswordReset, requestPasswordReset } from './password-reset.ts'
import type { AccountMails, AuthPort } from './ports.ts'
import type { Identity } from './public.ts'
import { signIn } from './sign-in.ts'
import type { SignInThrottle } from './sign-in-throttle.ts'
import { signUp } from './sign-up.ts'
import { sweepSessions } from './sweep-sessions.job.ts'

export { createSignInThrottle } from './sign-in-throttle.ts'

export type IdentityOptions = {
  db: Db
  auth: AuthPort
  mails: AccountMails
  throttle: SignInThrottle
  origin: string
  log: Logger
}

export function createIdentity({ log, ...options }: IdentityOptions): Identity {
  const deps: IdentityDeps = { ...options, background: createBackground(log) }
  const { auth, db } = deps
  return {
    principalOf: async headers => {
      const found = await auth.session({ headers, ip: '' })
      if (!found) return null
      const { id: accountId, email, emailVerified } = found.account
      return {
        kind: 'account',
        accountId,
        sessionId: found.session.id,
        email,
        emailVerified,
        operator: await isOperator(db, accountId),
      }
    },
    signUp: (input, visitor) => signUp(deps, input, visitor),
    signIn: (input, visitor) => signIn(deps, input, visitor),
    verifyEmail: (token, visitor) => auth.verifyEmail(token, visitor),
    requestMagicLink: (input, visitor) => requestMagicLink(deps, input, visitor),
    redeemMagicLink: (token, visitor) => auth.redeemMagicLink(token, visitor),
    requestPasswordReset: (email, visitor) => requestPasswordReset(deps, email, visitor),
    redeemPasswordReset: (token, password) => redeemPasswordReset(deps, token, password),
    changePassword: (accountId, input, visitor) => changePassword(deps, accountId, input, visitor),
    signOut: visitor => auth.signOut(visitor),
    sessionsOf: accountId => auth.sessionsOf(accountId),
    revokeSession: (accountId, sessionId) => auth.revokeSession(accountId, sessionId),
    refreshSession: visitor => auth.refreshSession(visitor),
    account: accountId => auth.account(accountId),
    accounts: accountIds => auth.accounts(accountIds),
    accountByEmail: email => auth.accountByEmail(email),
    updateAccount: (accountId, change) => auth.updateAccount(accountId, change),
    createAccount: input => auth.createAccount(input),
    settled: () => deps.background.settled(),
  }
}

export function identityJobs(auth: AuthPort): Job[] {
  return [sweepSessions(auth)]
}
