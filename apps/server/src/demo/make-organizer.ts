import { systemActor } from '../platform/http/access.ts'
import type { DemoMember, DemoOrganizer } from './content/shapes.ts'
import { DEMO_PASSWORD, type DemoDeps } from './deps.ts'

export type MadeOrganizer = {
  organizerId: string
  content: DemoOrganizer
  /** Event ids by their key, filled as events are made. */
  eventIds: Map<string, string>
  /** Members who are limited to some events come last: those must exist first. */
  addLimitedMembers(): Promise<void>
}

export async function makeOrganizer(deps: DemoDeps, content: DemoOrganizer): Promise<MadeOrganizer> {
  const { identity, organizers, db } = deps
  const eventIds = new Map<string, string>()
  const accounts = new Map<string, string>()
  for (const { email, name, locale } of content.team) {
    const known = await identity.accountByEmail(email)
    accounts.set(email, (known ?? (await identity.createAccount({ email, name, locale, password: DEMO_PASSWORD }))).id)
  }
  const owner = content.team.find(member => member.role === 'owner')!
  const profile = await organizers.create(
    accounts.get(owner.email)!,
    {
      name: content.name,
      slug: content.slug,
      country: content.country,
      timezone: content.timezone,
      currency: content.currency,
      defaultLocale: content.defaultLocale,
    },
    systemActor,
  )
  const { about, website, contactEmail, legalName, legalAddress } = content
  await organizers.update(
    profile.id,
    profile.version,
    { about, website, contactEmail, legalName, legalAddress },
    systemActor,
  )
  const add = ({ email, role, events }: DemoMember) =>
    db.tenant(profile.id, tx =>
      organizers.addMember(
        tx,
        {
          organizerId: profile.id,
          accountId: accounts.get(email)!,
          role,
          eventIds: events ? events.map(key => eventIds.get(key)!) : null,
        },
        systemActor,
      ),
    )
  for (const member of content.team) if (member.role !== 'owner' && !member.events) await add(member)
  return {
    organizerId: profile.id,
    content,
    eventIds,
    addLimitedMembers: async () => {
      for (const member of content.team) if (member.events) await add(member)
    },
  }
}
