import { newUuid, tailOf } from '@tessera/kernel/ids'
import { expect, test } from 'vitest'
import { testDatabase } from '../../../platform/testing/test-database.ts'

test('no two organizers share the four bytes by which their ids are routed', async () => {
  await using database = await testDatabase({ poolSize: 1 })
  const first = newUuid()
  const second = newUuid().slice(0, -8) + first.slice(-8)
  expect(tailOf(second)).toBe(tailOf(first))
  const add = (id: string, slug: string) =>
    database.asSuperuser('insert into organizers (id, slug, name) values ($1, $2, $2)', [id, slug])
  await add(first, 'first')
  await expect(add(second, 'second')).rejects.toThrow(/organizers_tail/)
})

test('an id of an organizer and every id of theirs end alike, also where the database draws it', async () => {
  await using database = await testDatabase({ poolSize: 1 })
  const organizer = newUuid()
  const [row] = await database.asSuperuser<{ id: string }>('select tenant_uuid($1::uuid) as id', [organizer])
  expect(tailOf(row!.id)).toBe(tailOf(organizer))
})
