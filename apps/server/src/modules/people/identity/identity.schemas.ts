import { z } from 'zod'
import {
  email as anyEmail,
  at,
  atOrNull,
  id,
  idOut,
  instantOut,
  line,
  locale,
  wireId,
} from '../../../platform/http/wire.ts'
import type { Account, AccountMemberships, Session } from './public.ts'

/** Passwords are never trimmed or judged here: the rules of password.ts answer with what is wrong. */
const password = z.string().max(4_000)
/** Small letters from here on: an account has one address, however it is typed. */
const email = anyEmail.toLowerCase()
const token = z.string().min(16).max(2_000)

export const signUpBody = z.strictObject({ email, password, name: line(120), locale: locale.default('en') })
export const signInBody = z.strictObject({ email, password })
export const magicLinkBody = z.strictObject({
  email,
  locale: locale.default('en'),
  return_path: z.string().max(300).optional(),
})
export const tokenBody = z.strictObject({ token })
export const emailBody = z.strictObject({ email })
export const resetBody = z.strictObject({ token, password })
export const changePasswordBody = z.strictObject({ current_password: password, new_password: password })
export const accountPatch = z.strictObject({ name: line(120).optional(), locale: locale.optional() })
export const sessionParams = z.object({ session: id('ses') })

export const accepted = z
  .object({ state: z.literal('mail_sent') })
  .meta({ id: 'MailSent', description: 'The same whether the address is known or not' })

export const signedInSchema = z
  .object({
    /** Other states will come with second factors. */
    state: z.literal('signed_in'),
    account: z.object({ id: idOut('acc'), email: z.string(), name: z.string(), locale: z.string() }),
  })
  .meta({ id: 'SignedIn' })

export const accountSchema = z
  .object({
    id: idOut('acc'),
    email: z.string(),
    email_verified: z.boolean(),
    name: z.string(),
    locale: z.string(),
    operator: z.boolean(),
    organizers: z.array(
      z.object({
        id: idOut('org'),
        slug: z.string(),
        name: z.string(),
        role: z.string(),
        permissions: z.array(z.string()),
        event_ids: z.array(idOut('evt')).nullable(),
      }),
    ),
  })
  .meta({ id: 'Account' })

export const sessionSchema = z
  .object({
    id: idOut('ses'),
    current: z.boolean(),
    created_at: instantOut,
    last_seen_at: instantOut,
    expires_at: instantOut.nullable(),
    ip: z.string().nullable(),
    user_agent: z.string().nullable(),
  })
  .meta({ id: 'Session' })

export const sessionList = z.object({ data: z.array(sessionSchema), next_cursor: z.null() })

export function signedInOut(account: Account): z.input<typeof signedInSchema> {
  return {
    state: 'signed_in',
    account: { id: wireId('acc', account.id), email: account.email, name: account.name, locale: account.locale },
  }
}

type Memberships = Awaited<ReturnType<AccountMemberships['membershipsOf']>>

export function accountOut(
  account: Account,
  operator: boolean,
  memberships: Memberships,
): z.input<typeof accountSchema> {
  return {
    id: wireId('acc', account.id),
    email: account.email,
    email_verified: account.emailVerified,
    name: account.name,
    locale: account.locale,
    operator,
    organizers: memberships.map(({ organizerId, eventIds, ...membership }) => ({
      ...membership,
      id: wireId('org', organizerId),
      event_ids: eventIds?.map(eventId => wireId('evt', eventId)) ?? null,
    })),
  }
}

export function sessionOut(session: Session, currentId: string): z.input<typeof sessionSchema> {
  return {
    id: wireId('ses', session.id),
    current: session.id === currentId,
    created_at: at(session.createdAt),
    last_seen_at: at(session.lastSeenAt),
    expires_at: atOrNull(session.expiresAt),
    ip: session.ip,
    user_agent: session.userAgent,
  }
}
