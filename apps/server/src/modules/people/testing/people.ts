import { randomBytes } from 'node:crypto'
import { type Logger, pino } from 'pino'
import { createBetterAuth } from '../../../adapters/auth/better-auth/better-auth.ts'
import type { MasterKey } from '../../../platform/crypto/master-keys.ts'
import { createSecrets } from '../../../platform/crypto/secrets.ts'
import type { Db } from '../../../platform/db/db.ts'
import { type Gatekeeper, systemActor } from '../../../platform/http/access.ts'
import { createIdentity, createSignInThrottle } from '../identity/module.ts'
import type { Account, AuthPort, Identity } from '../identity/public.ts'
import { type RecordingMails, recordingMails } from '../identity/testing/recording-mails.ts'
import { createGatekeeper, createOrganizers, type DeviceTokens, type Team } from '../organizers/module.ts'
import type { NewOrganizer, OrganizerProfile, Organizers, RoleName } from '../organizers/public.ts'

export { makeApiKey } from '../organizers/testing/make-api-key.ts'

export const TEST_ORIGIN = 'http://localhost:3000'
/** Good under our rules; every account of the fixtures has it. */
export const TEST_PASSWORD = 'eleven lamps beside a slow river'

/** The real people area on a test's database, with cheap hashing and mails that are only recorded. */
export type People = {
  identity: Identity
  auth: AuthPort
  organizers: Organizers & Team
  gatekeeper: Gatekeeper
  mails: RecordingMails
}

type Options = {
  devices?: DeviceTokens
  origin?: string
  log?: Logger
  limitFactor?: number
  masterKeys?: readonly MasterKey[]
}

export function createPeople(db: Db, options: Options = {}): People {
  const log = options.log ?? pino({ level: 'silent' })
  const origin = options.origin ?? TEST_ORIGIN
  const secrets = createSecrets({ masterKeys: options.masterKeys ?? [{ id: 'test', key: randomBytes(32) }] })
  const mails = recordingMails()
  const passwordCost = { ln: 10, r: 8, p: 1 }
  const auth = createBetterAuth({ db, origin, log, passwordCost, secret: secrets.deriveSecret('auth', 'sessions') })
  const throttle = createSignInThrottle({ factor: options.limitFactor ?? 0 })
  const identity = createIdentity({ db, auth, mails, throttle, origin, log })
  const organizers = createOrganizers({ db, accounts: identity, secrets })
  const devices = options.devices ?? { verify: async () => null }
  return {
    identity,
    auth,
    organizers,
    mails,
    gatekeeper: createGatekeeper({ db, organizers, sessions: identity, devices }),
  }
}

let counter = 0
const unique = () => `${(++counter).toString(36)}${randomBytes(3).toString('hex')}`

/** A verified account with `TEST_PASSWORD`. */
export function makeAccount(
  { identity }: Pick<People, 'identity'>,
  account: { id?: string; email?: string; name?: string; locale?: string } = {},
): Promise<Account> {
  const { email = `person-${unique()}@example.org`, name = 'Pat Person', locale = 'en', id } = account
  return identity.createAccount({ id, email, name, locale, password: TEST_PASSWORD })
}

/** An organizer, and the account that owns it. */
export async function makeOrganizer(
  people: Pick<People, 'identity' | 'organizers'>,
  input: Partial<NewOrganizer> & { ownerId?: string } = {},
): Promise<{ organizer: OrganizerProfile; ownerId: string }> {
  const { ownerId = (await makeAccount(people)).id, ...rest } = input
  const organizer = await people.organizers.create(
    ownerId,
    {
      name: `Organizer ${unique()}`,
      country: 'DE',
      timezone: 'Europe/Berlin',
      currency: 'EUR',
      defaultLocale: 'en',
      ...rest,
    },
    systemActor,
  )
  return { organizer, ownerId }
}

/** A member of this organizer, with an account of its own unless one is given. */
export async function makeMember(
  db: Db,
  people: Pick<People, 'identity' | 'organizers'>,
  organizerId: string,
  member: { role?: RoleName; eventIds?: string[] | null; accountId?: string } = {},
): Promise<{ memberId: string; accountId: string }> {
  const { role = 'viewer', eventIds = null, accountId = (await makeAccount(people)).id } = member
  const memberId = await db.tenant(organizerId, tx =>
    people.organizers.addMember(tx, { organizerId, accountId, role, eventIds }, systemActor),
  )
  return { memberId, accountId }
}

/** Signs an account in through the front door and gives the headers that a browser would send from then on. */
export async function signedIn(
  { auth, identity }: Pick<People, 'auth' | 'identity'>,
  accountId: string,
  origin = TEST_ORIGIN,
): Promise<{ cookie: string; origin: string }> {
  const account = await identity.account(accountId)
  if (!account) throw new Error(`There is no account ${accountId}`)
  const [letter] = await auth.requestMagicLink(account.email, account.locale)
  const token = letter && 'token' in letter ? letter.token : ''
  const session = await auth.redeemMagicLink(token, { headers: { 'user-agent': 'test' }, ip: '127.0.0.1' })
  if (!session) throw new Error(`${account.email} could not sign in`)
  return { cookie: cookieOf(session.setCookies), origin }
}

/** What a browser sends back of what it was told to keep. */
export function cookieOf(setCookies: string | string[] | undefined): string {
  return [setCookies ?? []]
    .flat()
    .filter(text => !/max-age=0/i.test(text))
    .map(text => text.split(';', 1)[0])
    .join('; ')
}
