import { randomUUID } from 'node:crypto'
import type { Account, ApiKey, NewApiKey, Organizer } from '@tessera/sdk/types'
import type { HttpClient } from './http-client.ts'
import { fragmentOf, linkIn } from './mail-inbox.ts'
import type { World } from './world.ts'

/** Long enough for the policy and on no list of leaked ones. */
export const PASSWORD = 'a quiet harbour in late November'

/** Somebody who works for an organizer, signed in, or a program of theirs with its key. */
export type Organiser = { client: HttpClient; organizer: Organizer /** `/v1/organizers/org_…` */; path: string }

export type Person = { client: HttpClient; email: string; account: Account }

let people = 0

/** Somebody signs up and opens the link of the mail, as a person does. */
export async function signUp(world: World, name: string): Promise<Person> {
  const email = `${name.toLowerCase().replaceAll(/[^a-z]+/g, '.')}.${people++}@people.example`
  const client = world.client()
  await client.post('/v1/auth/sign-up', { email, password: PASSWORD, name, locale: 'en' })
  await world.settle()
  const token = fragmentOf(linkIn(world.inbox.newest(email), '/console/verify-email')).get('token')
  await client.post('/v1/auth/verify-email', { token })
  return { client, email, account: await client.get<Account>('/v1/account') }
}

/** A newcomer with an organizer of their own. */
export async function signUpOrganizer(world: World, name = 'Harbour Lights'): Promise<Organiser & { person: Person }> {
  const person = await signUp(world, `Olivia of ${name}`)
  const organizer = await person.client.post<Organizer>('/v1/organizers', {
    name,
    country: 'DE',
    timezone: 'Europe/Berlin',
    currency: 'EUR',
    default_locale: 'en',
  })
  await world.settle()
  return { client: person.client, organizer, path: `/v1/organizers/${organizer.id}`, person }
}

type Invited = 'admin' | 'manager' | 'finance' | 'support' | 'door' | 'viewer'

/** A colleague is invited by mail and accepts. */
export async function invite(
  world: World,
  boss: Organiser,
  role: Invited,
  eventIds: string[] | null = null,
): Promise<Organiser & { person: Person }> {
  const person = await signUp(world, `${role} of ${boss.organizer.name}`)
  await boss.client.post(`${boss.path}/invitations`, { email: person.email, role, event_ids: eventIds })
  await world.settle()
  const token = fragmentOf(linkIn(world.inbox.newest(person.email), '/console/invitations')).get('token')
  await person.client.post('/v1/invitations/accept', { token })
  return { ...boss, client: person.client, person }
}

/** A program that acts for the organizer with these permissions. */
export async function withApiKey(
  world: World,
  boss: Organiser,
  permissions: ApiKey['permissions'],
  eventIds: string[] | null = null,
): Promise<Organiser & { key: NewApiKey }> {
  const key = await boss.client.post<NewApiKey>(`${boss.path}/api-keys`, {
    name: `program ${randomUUID().slice(0, 8)}`,
    permissions,
    event_ids: eventIds,
  })
  return { ...boss, client: world.client({ authorization: `Bearer ${key.secret}` }), key }
}
