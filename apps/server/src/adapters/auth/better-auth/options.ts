import { AsyncLocalStorage } from 'node:async_hooks'
import { newUuid } from '@tessera/kernel/ids'
import type { BetterAuthOptions } from 'better-auth'
import { magicLink } from 'better-auth/plugins/magic-link'
import type { Logger } from 'pino'
import type { AccountLetter } from '../../../modules/people/identity/ports.ts'
import type { Db } from '../../../platform/db/db.ts'
import { hashPassword, passwordMatches, type ScryptCost } from './password-hash.ts'

export type BetterAuthDeps = {
  db: Db
  /** Where browsers reach us; https makes the cookie Secure and binds it to the host. */
  origin: string
  /** Signs cookies and tokens: whoever reads the database cannot make either. */
  secret: string
  log: Logger
  passwordCost?: ScryptCost
}

/** The header in which we hand over the caller's address; whatever a caller sends under this name is overwritten. */
export const ADDRESS_HEADER = 'x-tessera-address'
const HOUR = 3_600
export const DAY = 24 * HOUR

/** Letters that come up during one call of the library, sent by the caller when its transaction is over. */
export const letters = new AsyncLocalStorage<AccountLetter[]>()

/** Tells a call that sets a new password whose it was; the library's answer does not. */
export const resets = new AsyncLocalStorage<{ accountId: string | null }>()

type Addressee = { email: string; locale?: unknown }

function write(kind: 'verify_email' | 'magic_link' | 'reset_password', addressee: Addressee, token: string) {
  letters.getStore()?.push({ kind, to: addressee.email, locale: localeOf(addressee), token })
}

export const localeOf = (addressee: { locale?: unknown }) =>
  typeof addressee.locale === 'string' && addressee.locale !== '' ? addressee.locale : 'en'

/** Our names for its tables: what it calls a user is an account here, what it calls an account is a credential. */
const TABLES = {
  user: {
    modelName: 'accounts',
    fields: { emailVerified: 'email_verified', createdAt: 'created_at', updatedAt: 'updated_at' },
    additionalFields: { locale: { type: 'string', required: false, defaultValue: 'en', input: true } },
  },
  session: {
    modelName: 'sessions',
    fields: {
      expiresAt: 'expires_at',
      createdAt: 'created_at',
      updatedAt: 'updated_at',
      ipAddress: 'ip_address',
      userAgent: 'user_agent',
      userId: 'account_id',
    },
  },
  account: {
    modelName: 'credentials',
    fields: {
      accountId: 'provider_account_id',
      providerId: 'provider_id',
      userId: 'account_id',
      accessToken: 'access_token',
      refreshToken: 'refresh_token',
      idToken: 'id_token',
      accessTokenExpiresAt: 'access_token_expires_at',
      refreshTokenExpiresAt: 'refresh_token_expires_at',
      createdAt: 'created_at',
      updatedAt: 'updated_at',
    },
  },
  verification: {
    modelName: 'verifications',
    fields: { expiresAt: 'expires_at', createdAt: 'created_at', updatedAt: 'updated_at' },
  },
} as const

function passwords({ passwordCost }: BetterAuthDeps) {
  return {
    enabled: true,
    requireEmailVerification: true,
    autoSignIn: false,
    // Our own rules stand in front; these are only the library's rails.
    minPasswordLength: 1,
    maxPasswordLength: 2_000,
    revokeSessionsOnPasswordReset: true,
    resetPasswordTokenExpiresIn: HOUR,
    password: {
      hash: password => hashPassword(password, passwordCost),
      verify: ({ password, hash }) => passwordMatches(password, hash),
    },
    onPasswordReset: async ({ user }) => {
      const reset = resets.getStore()
      if (reset) reset.accountId = user.id
    },
    sendResetPassword: async ({ user, token }) => write('reset_password', user, token),
  } satisfies BetterAuthOptions['emailAndPassword']
}

export function betterAuthOptions(deps: BetterAuthDeps) {
  const secure = deps.origin.startsWith('https:')
  return {
    appName: 'Tessera',
    baseURL: deps.origin,
    basePath: '/v1/auth',
    secret: deps.secret,
    telemetry: { enabled: false },
    logger: { log: (level, message) => deps.log[level]({ by: 'better-auth' }, message) },
    database: { db: deps.db.kysely.withoutPlugins(), type: 'postgres', schemaName: 'auth', transaction: true },
    user: TABLES.user,
    account: { ...TABLES.account, accountLinking: { enabled: false } },
    verification: { ...TABLES.verification, storeIdentifier: 'hashed' },
    session: {
      ...TABLES.session,
      expiresIn: 14 * DAY,
      updateAge: DAY,
      freshAge: 0,
      // A session that lives on in a signed cookie cannot be revoked at once, and once let a second factor be skipped.
      cookieCache: { enabled: false },
    },
    emailAndPassword: passwords(deps),
    emailVerification: {
      expiresIn: DAY,
      sendOnSignUp: true,
      autoSignInAfterVerification: true,
      sendVerificationEmail: async ({ user, token }) => write('verify_email', user, token),
    },
    plugins: [
      magicLink({
        expiresIn: HOUR / 4,
        storeToken: 'hashed',
        sendMagicLink: async ({ email, token, metadata }) =>
          write('magic_link', { email, locale: metadata?.locale }, token),
      }),
    ],
    // Guessing is limited by our throttle, which also covers what never reaches the library's own router.
    rateLimit: { enabled: false },
    advanced: {
      ipAddress: { ipAddressHeaders: [ADDRESS_HEADER] },
      // The prefix is part of the name: only our host, over TLS, for every path, can set a cookie called __Host-….
      useSecureCookies: false,
      cookiePrefix: secure ? '__Host-tessera' : 'tessera',
      defaultCookieAttributes: { secure, httpOnly: true, sameSite: 'lax', path: '/' },
      database: { generateId: () => newUuid() },
    },
  } satisfies BetterAuthOptions
}
