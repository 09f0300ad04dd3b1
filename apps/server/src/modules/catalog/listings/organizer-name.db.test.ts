import { afterAll, beforeAll, expect, test } from 'vitest'
import { createSecrets } from '../../../platform/crypto/secrets.ts'
import { systemActor } from '../../../platform/http/access.ts'
import { type TestDatabase, testDatabase } from '../../../platform/testing/test-database.ts'
import { createOrganizers } from '../../people/organizers/module.ts'
import { createPeople, makeOrganizer } from '../../people/testing/people.ts'
import { makeEvent, wireCatalog } from '../testing/catalog.ts'

let database: TestDatabase
beforeAll(async () => {
  database = await testDatabase()
})
afterAll(() => database[Symbol.asyncDispose]())

test('an organizer that takes another name or address is listed under it at once', async () => {
  const { db } = database
  const people = createPeople(db)
  const { listings, projection } = wireCatalog(db)
  const secrets = createSecrets({ masterKeys: [{ id: 'test', key: Buffer.alloc(32, 7) }] })
  const profileChanged = projection.refreshOrganizer
  const organizers = createOrganizers({ db, accounts: people.identity, secrets, profileChanged })
  const { organizer } = await makeOrganizer(people, { name: 'Before' })
  const made = await makeEvent(db, organizer.id)
  await organizers.update(organizer.id, organizer.version, { name: 'Afterwards', slug: 'afterwards' }, systemActor)
  expect(await listings.card(made.slug)).toMatchObject({ organizerName: 'Afterwards', organizerSlug: 'afterwards' })
})
