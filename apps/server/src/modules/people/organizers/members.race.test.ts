import { randomBytes } from 'node:crypto'
import { formatId } from '@tessera/kernel/ids'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { systemActor } from '../../../platform/http/access.ts'
import { type TestDatabase, testDatabase } from '../../../platform/testing/test-database.ts'
import { createPeople, makeAccount, makeMember, makeOrganizer, type People } from '../testing/people.ts'
import { PERMISSION_NAMES } from './policy.ts'
import type { Giver } from './team.ts'

let database: TestDatabase
let people: People
const owner: Giver = { actor: systemActor, holding: { permissions: new Set<string>(PERMISSION_NAMES), eventIds: null } }

beforeAll(async () => {
  database = await testDatabase({ poolSize: 10 })
  people = createPeople(database.db)
})
afterAll(() => database[Symbol.asyncDispose]())

const codes = (results: PromiseSettledResult<unknown>[]) =>
  results.map(result => (result.status === 'fulfilled' ? 'done' : (result.reason as { code: string }).code)).sort()

async function organizerWithOwners(count: number) {
  const { organizer } = await makeOrganizer(people)
  for (let i = 1; i < count; i++) await makeMember(database.db, people, organizer.id, { role: 'owner' })
  return { organizerId: organizer.id, owners: await people.organizers.members(organizer.id) }
}

describe('the last owner', () => {
  test.each(Array.from({ length: 5 }, (_, i) => i))(
    'stays when all owners are removed or demoted at the same moment (%i)',
    async () => {
      const { organizerId, owners } = await organizerWithOwners(4)
      const results = await Promise.allSettled(
        owners.map((member, i) =>
          i % 2 === 0
            ? people.organizers.removeMember(organizerId, member.id, owner)
            : people.organizers.changeMember(organizerId, member.id, { role: 'viewer' }, owner),
        ),
      )
      expect(codes(results)).toEqual(['done', 'done', 'done', 'organizers.last_owner'])
      const left = await people.organizers.members(organizerId)
      expect(left.filter(member => member.role === 'owner')).toHaveLength(1)
    },
  )

  test('cannot leave alone either', async () => {
    const { organizerId, owners } = await organizerWithOwners(1)
    await expect(people.organizers.removeMember(organizerId, owners[0]!.id, owner)).rejects.toMatchObject({
      code: 'organizers.last_owner',
    })
  })
})

describe('an invitation', () => {
  test('accepted many times at once makes one member', async () => {
    const { organizer } = await makeOrganizer(people)
    const account = await makeAccount(people)
    await people.organizers.invite(organizer.id, { email: account.email, role: 'door', eventIds: null }, owner)
    const [invitation] = await people.organizers.invitations(organizer.id)
    const mail = await people.organizers.invitationMail(organizer.id, invitation!.id)
    const accept = () => people.organizers.acceptInvitation(mail!.token, account, systemActor)
    const results = await Promise.allSettled([accept(), accept(), accept(), accept()])
    expect(codes(results)).toEqual(['done', ...Array.from({ length: 3 }, () => 'organizers.invitation_ended')])
    const members = await people.organizers.members(organizer.id)
    expect(members.filter(member => member.accountId === account.id)).toHaveLength(1)
  })

  test('whose mail is written after a change of the master key leads in all the same', async () => {
    const [older, newer] = ['2025', '2026'].map(id => ({ id, key: randomBytes(32) }))
    const before = createPeople(database.db, { masterKeys: [older!] })
    const { organizer } = await makeOrganizer(before)
    const { id } = await before.organizers.invite(
      organizer.id,
      { email: 'late@example.org', role: 'door', eventIds: null },
      owner,
    )
    const { organizers } = createPeople(database.db, { masterKeys: [newer!, older!] })
    const { token } = (await organizers.invitationMail(organizer.id, id))!
    expect(await organizers.openInvitation(token)).toMatchObject({ email: 'late@example.org' })
    // With that key gone, too, there is no link to write: rather none than a dead one.
    const after = createPeople(database.db, { masterKeys: [newer!] })
    await expect(after.organizers.invitationMail(organizer.id, id)).rejects.toThrow('master key that is gone')
  })

  test('sent twice at once leaves one open', async () => {
    const { organizer } = await makeOrganizer(people)
    const invite = () =>
      people.organizers.invite(organizer.id, { email: 'Twice@example.org', role: 'door', eventIds: null }, owner)
    await Promise.allSettled([invite(), invite(), invite()])
    expect(await people.organizers.invitations(organizer.id)).toHaveLength(1)
  })

  test('of which only the id is known opens nothing', async () => {
    const { organizer } = await makeOrganizer(people)
    const invitation = await people.organizers.invite(
      organizer.id,
      { email: 'a@example.org', role: 'door', eventIds: null },
      owner,
    )
    const forged = `tsi_${formatId('inv', invitation.id).slice(4)}_${'A'.repeat(43)}`
    await expect(people.organizers.openInvitation(forged)).rejects.toMatchObject({ code: 'request.not_found' })
  })
})

test('two organizers of one name get two addresses, also at the same moment', async () => {
  const { id } = await makeAccount(people)
  const make = () => makeOrganizer(people, { ownerId: id, name: 'Straßenfest Köln' })
  const slugs = (await Promise.all([make(), make(), make()])).map(({ organizer }) => organizer.slug)
  expect(new Set(slugs).size).toBe(3)
  expect(slugs).toContain('strassenfest-koeln')
})
