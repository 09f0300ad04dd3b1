import { newUuid } from '@tessera/kernel/ids'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { migrate } from '../platform/db/migrate.ts'
import { type TestDatabase, testDatabase } from '../platform/testing/test-database.ts'
import { demoContent } from './content/demo-content.ts'
import { clearUnfinishedDemo, refuseDemoAmongOthers } from './unfinished-demo.sql.ts'

let database: TestDatabase
beforeEach(async () => {
  database = await testDatabase()
})
afterEach(() => database[Symbol.asyncDispose]())

const [whole, half] = demoContent.organizers
const addOrganizer = (slug: string, demo: boolean) =>
  database.asSuperuser(`insert into organizers (id, slug, name, demo) values ($1, $2, $2, $3)`, [newUuid(), slug, demo])
const addAccount = (email: string) =>
  database.asSuperuser(`insert into auth.accounts (name, email) values ('Somebody', $1)`, [email])
const organizers = async () =>
  (await database.asSuperuser<{ slug: string }>('select slug from organizers order by slug')).map(row => row.slug)

describe('a demo whose making was interrupted', () => {
  beforeEach(async () => {
    await addAccount(whole!.team[0]!.email)
    await addOrganizer(whole!.slug, true)
  })

  it('is cleared away, so that the start makes it anew', async () => {
    await addOrganizer(half!.slug, false)
    expect(await clearUnfinishedDemo(database.url)).toBe(true)
    await migrate(database.url)
    expect(await organizers()).toEqual([])
    // The application works in the schema that was made anew, under its own role.
    expect(await database.db.global(tx => tx.selectFrom('organizers').select('id').execute())).toEqual([])
  })

  it('stays as it is when anybody else has an account here', async () => {
    await addOrganizer(half!.slug, false)
    await addAccount('somebody@example.net')
    expect(await clearUnfinishedDemo(database.url)).toBe(false)
    expect(await organizers()).toHaveLength(2)
  })

  it('stays as it is when another organizer is here', async () => {
    await addOrganizer(half!.slug, false)
    await addOrganizer('somebody-else', false)
    expect(await clearUnfinishedDemo(database.url)).toBe(false)
    expect(await organizers()).toHaveLength(3)
  })

  it('is left alone once it is whole', async () => {
    await addOrganizer(half!.slug, true)
    expect(await clearUnfinishedDemo(database.url)).toBe(false)
    expect(await organizers()).toHaveLength(2)
  })
})

describe('the log-ins that everybody knows', () => {
  it('are not put among the organizers of a database that has no demo', async () => {
    await addOrganizer('somebody-real', false)
    await expect(refuseDemoAmongOthers(database.url)).rejects.toThrow(/real organizers/)
  })

  it('may stand in an empty database, and beside what visitors of the demo made', async () => {
    await refuseDemoAmongOthers(database.url)
    await addOrganizer(whole!.slug, true)
    await addOrganizer('made-by-a-visitor', false)
    await refuseDemoAmongOthers(database.url)
  })
})
