import type { FastifyInstance } from 'fastify'
import { accessErrors, requestErrors } from '../../../platform/errors/errors.ts'
import { type Call, route } from '../../../platform/http/route.ts'
import {
  accepted,
  accountOut,
  accountPatch,
  accountSchema,
  changePasswordBody,
  emailBody,
  magicLinkBody,
  resetBody,
  sessionList,
  sessionOut,
  sessionParams,
  signedInOut,
  signedInSchema,
  signInBody,
  signUpBody,
  tokenBody,
} from './identity.schemas.ts'
import type { SignedIn, Visitor } from './ports.ts'
import { type AccountMemberships, type Identity, identityErrors } from './public.ts'

const TAG = 'Accounts'
const PUBLIC = { tag: TAG, access: { kind: 'public' }, rate: 'auth', idempotency: 'natural' } as const
const OWN = { tag: TAG, access: { kind: 'account' } } as const
const MAIL_SENT = { status: 202, body: { state: 'mail_sent' } } as const

/** Cookies pass through as they are, each in a header of its own. */
function withCookies({ reply }: Call, cookies: readonly string[]) {
  for (const cookie of cookies) void reply.header('set-cookie', cookie)
}

function signedIn(call: Call, result: SignedIn) {
  withCookies(call, result.setCookies)
  return { status: 200 as const, body: signedInOut(result.account) }
}

const visitorOf = ({ request }: Call): Visitor => ({ headers: request.headers, ip: request.ip })

function accountPrincipal({ admission: { principal } }: Call) {
  if (principal.kind !== 'account') throw accessErrors.unauthenticated()
  return principal
}

export function identityRoutes(app: FastifyInstance, identity: Identity, memberships: AccountMemberships): void {
  signUpRoutes(app, identity)
  signInRoutes(app, identity)
  passwordRoutes(app, identity)
  accountRoutes(app, identity, memberships)
  sessionRoutes(app, identity)
}

function signUpRoutes(app: FastifyInstance, identity: Identity) {
  route(app, {
    ...PUBLIC,
    method: 'POST',
    url: '/v1/auth/sign-up',
    operationId: 'signUp',
    summary: 'Make an account',
    description:
      'Mails a link that confirms the address. An address that has an account already gets another mail and the same answer.',
    body: signUpBody,
    responses: { 202: accepted },
    errors: [identityErrors.password_unacceptable],
    handle: async call => {
      await identity.signUp(call.body, visitorOf(call))
      return MAIL_SENT
    },
  })
  route(app, {
    ...PUBLIC,
    method: 'POST',
    url: '/v1/auth/verify-email',
    operationId: 'verifyEmail',
    summary: 'Confirm the address with the token from the mail, and sign in',
    body: tokenBody,
    responses: { 200: signedInSchema },
    errors: [identityErrors.token_dead],
    handle: async call => {
      const result = await identity.verifyEmail(call.body.token, visitorOf(call))
      if (!result) throw identityErrors.token_dead()
      return signedIn(call, result)
    },
  })
}

function signInRoutes(app: FastifyInstance, identity: Identity) {
  route(app, {
    ...PUBLIC,
    method: 'POST',
    url: '/v1/auth/sign-in',
    operationId: 'signIn',
    summary: 'Sign in with a password',
    body: signInBody,
    responses: { 200: signedInSchema },
    errors: [identityErrors.wrong_credentials, identityErrors.email_unverified, identityErrors.too_many_attempts],
    handle: async call => {
      const result = await identity.signIn(call.body, visitorOf(call))
      if (result.kind === 'refused') throw identityErrors[result.reason]()
      return signedIn(call, result.signedIn)
    },
  })
  route(app, {
    ...PUBLIC,
    method: 'POST',
    url: '/v1/auth/magic-links',
    operationId: 'requestMagicLink',
    summary: 'Mail a link that signs in',
    description: 'An unknown address gets a link too; redeeming it makes the account.',
    body: magicLinkBody,
    responses: { 202: accepted },
    handle: async call => {
      const { email, locale, return_path: returnPath = null } = call.body
      await identity.requestMagicLink({ email, locale, returnPath }, visitorOf(call))
      return MAIL_SENT
    },
  })
  route(app, {
    ...PUBLIC,
    method: 'POST',
    url: '/v1/auth/magic-links/redeem',
    operationId: 'redeemMagicLink',
    summary: 'Sign in with the token from the mail',
    body: tokenBody,
    responses: { 200: signedInSchema },
    errors: [identityErrors.token_dead],
    handle: async call => {
      const result = await identity.redeemMagicLink(call.body.token, visitorOf(call))
      if (!result) throw identityErrors.token_dead()
      return signedIn(call, result)
    },
  })
  route(app, {
    ...PUBLIC,
    method: 'POST',
    url: '/v1/auth/sign-out',
    operationId: 'signOut',
    summary: 'End the session',
    responses: { 204: null },
    handle: async call => {
      withCookies(call, await identity.signOut(visitorOf(call)))
      return { status: 204, body: undefined }
    },
  })
}

function passwordRoutes(app: FastifyInstance, identity: Identity) {
  route(app, {
    ...PUBLIC,
    method: 'POST',
    url: '/v1/auth/password-resets',
    operationId: 'requestPasswordReset',
    summary: 'Mail a link that sets a new password',
    body: emailBody,
    responses: { 202: accepted },
    handle: async call => {
      await identity.requestPasswordReset(call.body.email, visitorOf(call))
      return MAIL_SENT
    },
  })
  route(app, {
    ...PUBLIC,
    method: 'POST',
    url: '/v1/auth/password-resets/redeem',
    operationId: 'redeemPasswordReset',
    summary: 'Set a new password with the token from the mail',
    description: 'Ends every session of the account.',
    body: resetBody,
    responses: { 204: null },
    errors: [identityErrors.token_dead, identityErrors.password_unacceptable],
    handle: async ({ body }) => {
      if (!(await identity.redeemPasswordReset(body.token, body.password))) throw identityErrors.token_dead()
      return { status: 204, body: undefined }
    },
  })
  route(app, {
    ...OWN,
    method: 'POST',
    url: '/v1/account/password',
    operationId: 'changePassword',
    summary: 'Change the password',
    description: 'Ends every other session of the account.',
    rate: 'auth',
    idempotency: 'natural',
    body: changePasswordBody,
    responses: { 200: signedInSchema },
    errors: [identityErrors.wrong_credentials, identityErrors.password_unacceptable, identityErrors.too_many_attempts],
    handle: async call => {
      const { current_password: current, new_password: next } = call.body
      const { accountId } = accountPrincipal(call)
      const result = await identity.changePassword(accountId, { current, next }, visitorOf(call))
      if (!result) throw identityErrors.wrong_credentials()
      return signedIn(call, result)
    },
  })
}

function accountRoutes(app: FastifyInstance, identity: Identity, memberships: AccountMemberships) {
  const shown = async (call: Call) => {
    const { accountId, operator } = accountPrincipal(call)
    const account = await identity.account(accountId)
    if (!account) throw accessErrors.unauthenticated()
    return accountOut(account, operator, await memberships.membershipsOf(accountId))
  }
  route(app, {
    ...OWN,
    method: 'GET',
    url: '/v1/account',
    operationId: 'getAccount',
    summary: 'Who is signed in, and for which organizers they work',
    rate: 'browse',
    idempotency: 'safe',
    responses: { 200: accountSchema },
    handle: async call => {
      // The one place where a session is prolonged: every app asks here when it opens.
      withCookies(call, await identity.refreshSession(visitorOf(call)))
      return { status: 200, body: await shown(call) }
    },
  })
  route(app, {
    ...OWN,
    method: 'PATCH',
    url: '/v1/account',
    operationId: 'updateAccount',
    summary: 'Change name or language',
    rate: 'browse',
    idempotency: 'natural',
    body: accountPatch,
    responses: { 200: accountSchema },
    handle: async call => {
      await identity.updateAccount(accountPrincipal(call).accountId, call.body)
      return { status: 200, body: await shown(call) }
    },
  })
}

function sessionRoutes(app: FastifyInstance, identity: Identity) {
  route(app, {
    ...OWN,
    method: 'GET',
    url: '/v1/account/sessions',
    operationId: 'listSessions',
    summary: 'Where this account is signed in',
    rate: 'browse',
    idempotency: 'safe',
    responses: { 200: sessionList },
    handle: async call => {
      const { accountId, sessionId } = accountPrincipal(call)
      const sessions = await identity.sessionsOf(accountId)
      return { status: 200, body: { data: sessions.map(session => sessionOut(session, sessionId)), next_cursor: null } }
    },
  })
  route(app, {
    ...OWN,
    method: 'DELETE',
    url: '/v1/account/sessions/:session',
    operationId: 'revokeSession',
    summary: 'Sign another browser out',
    rate: 'browse',
    idempotency: 'natural',
    params: sessionParams,
    responses: { 204: null },
    handle: async call => {
      const { accountId } = accountPrincipal(call)
      if (!(await identity.revokeSession(accountId, call.params.session))) throw requestErrors.not_found()
      return { status: 204, body: undefined }
    },
  })
}
