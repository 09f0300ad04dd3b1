import pg from 'pg'
import { expect, it } from 'vitest'
import { testDatabase } from './test-database.ts'

it('a test that leaves a transaction open fails', async () => {
  const database = await testDatabase({ poolSize: 2 })
  const forgotten = new pg.Client({ connectionString: database.url })
  forgotten.on('error', () => {})
  await forgotten.connect()
  await forgotten.query('begin')
  await expect(database[Symbol.asyncDispose]()).rejects.toThrow('1 transactions were left open')
})

it('a test database begins with the newest schema and none of what another test wrote', async () => {
  const first = await testDatabase({ poolSize: 1 })
  await first.asSuperuser(`insert into auth.accounts (name, email) values ('Ada', 'ada@example.org')`)
  const second = await testDatabase({ poolSize: 1 })
  expect(await second.asSuperuser('select email from auth.accounts')).toEqual([])
  await first[Symbol.asyncDispose]()
  await second[Symbol.asyncDispose]()
})
