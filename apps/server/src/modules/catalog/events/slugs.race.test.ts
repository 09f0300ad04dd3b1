import { afterAll, beforeAll, expect, test } from 'vitest'
import { systemActor } from '../../../platform/http/access.ts'
import { type TestDatabase, testDatabase } from '../../../platform/testing/test-database.ts'
import { makeEvent, makeOrganizer, wireCatalog } from '../testing/catalog.ts'

let database: TestDatabase
beforeAll(async () => {
  database = await testDatabase({ poolSize: 12 })
})
afterAll(() => database[Symbol.asyncDispose]())

test('two creators who want one address at the same moment both get one, and only one of them gets it', async () => {
  const organizers = await Promise.all([makeOrganizer(database.db), makeOrganizer(database.db)])
  const wanted = Array.from({ length: 10 }, (_, index) => organizers[index % 2]!)
  const made = await Promise.all(
    wanted.map(organizerId => makeEvent(database.db, organizerId, { title: { en: 'The one night' }, state: 'draft' })),
  )
  const slugs = made.map(event => event.slug)
  expect(new Set(slugs).size).toBe(10)
  expect(slugs.filter(slug => slug === 'the-one-night')).toHaveLength(1)
  expect(slugs.every(slug => slug.startsWith('the-one-night'))).toBe(true)
})

test('of two creators who name the same address one is refused', async () => {
  const organizers = await Promise.all([makeOrganizer(database.db), makeOrganizer(database.db)])
  const outcomes = await Promise.allSettled(
    organizers.map(organizerId => makeEvent(database.db, organizerId, { slug: 'only-once' })),
  )
  expect(outcomes.map(outcome => outcome.status).toSorted()).toEqual(['fulfilled', 'rejected'])
  expect(outcomes.find(outcome => outcome.status === 'rejected')?.reason).toMatchObject({ code: 'events.slug_taken' })
})

test('an event keeps its address when it is renamed, and its old address when it takes another', async () => {
  const organizerId = await makeOrganizer(database.db)
  const { events, listings } = wireCatalog(database.db)
  const made = await makeEvent(database.db, organizerId, { title: { en: 'First name' } })
  const renamed = await events.edit(organizerId, made.id, 2, { title: { en: 'Second name' } }, systemActor)
  expect(renamed.slug).toBe('first-name')
  const moved = await events.edit(organizerId, made.id, renamed.version, { slug: 'second-name' }, systemActor)
  expect(moved.slug).toBe('second-name')
  const [byOld, byNew] = [await listings.card('first-name'), await listings.card('second-name')]
  expect(byOld).toMatchObject({ eventId: made.id, slug: 'second-name' })
  expect(byNew).toEqual(byOld)
  const stranger = await makeOrganizer(database.db)
  await expect(makeEvent(database.db, stranger, { slug: 'first-name' })).rejects.toMatchObject({
    code: 'events.slug_taken',
  })
})
