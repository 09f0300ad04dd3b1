import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, inject, it } from 'vitest'
import { withClient } from '../testing/global-setup.ts'
import { migrate, migrationNames } from './migrate.ts'

const server = inject('postgresUrl')
let name: string
let url: string
let folder: string

beforeEach(async () => {
  name = `m_${process.pid}_${Math.random().toString(36).slice(2, 8)}`
  url = server.replace(/\/postgres$/, `/${name}`)
  await withClient(server, client => client.query(`create database ${name}`))
  folder = mkdtempSync(path.join(tmpdir(), 'tessera-migrations-'))
})
afterEach(async () => {
  await withClient(server, client => client.query(`drop database ${name} with (force)`))
  rmSync(folder, { recursive: true, force: true })
})

const write = (file: string, text: string) => writeFileSync(path.join(folder, file), text)
const exists = (table: string) =>
  withClient(url, async client => (await client.query('select to_regclass($1) as at', [table])).rows[0].at !== null)

describe('migrations', () => {
  it('started by several processes at once are applied once, and everybody ends well', async () => {
    const runs = await Promise.all([migrate(url), migrate(url), migrate(url), migrate(url)])
    expect(runs.map(run => run.applied.length).toSorted((a, b) => b - a)).toEqual([
      (await migrationNames()).length,
      0,
      0,
      0,
    ])
  })

  it('that fail leave nothing of their file, and the next run begins with it', async () => {
    write('0001_good.sql', 'begin;\ncreate table good ();\ncommit;\n')
    write('0002_bad.sql', 'begin;\ncreate table bad ();\nselect no_such_thing();\ncommit;\n')
    await expect(migrate(url, folder)).rejects.toThrow(/0002_bad failed: function no_such_thing\(\)/)
    expect([await exists('good'), await exists('bad')]).toEqual([true, false])
    write('0002_bad.sql', 'begin;\ncreate table bad ();\ncommit;\n')
    expect(await migrate(url, folder)).toEqual({ applied: ['0002_bad'] })
  })

  it('are recorded in the transaction of their file, so that being killed in between blocks no later start', async () => {
    write('0001_table.sql', 'begin;\ncreate table made ();\ncommit;\n')
    await withClient(url, client =>
      client.query(`create table kysely_migration (name varchar(255) primary key, timestamp varchar(255) not null);
        create function refuse() returns trigger language plpgsql as $$ begin raise exception 'killed here'; end $$;
        create trigger refuse before insert on kysely_migration execute function refuse()`),
    )
    await expect(migrate(url, folder)).rejects.toThrow(/killed here/)
    expect(await exists('made')).toBe(false)
    await withClient(url, client => client.query('drop trigger refuse on kysely_migration'))
    expect(await migrate(url, folder)).toEqual({ applied: ['0001_table'] })
  })

  it('refuse a database that a newer release has changed', async () => {
    write('0001_table.sql', 'begin;\ncreate table made ();\ncommit;\n')
    write('0002_future.sql', 'begin;\ncreate table future ();\ncommit;\n')
    await migrate(url, folder)
    rmSync(path.join(folder, '0002_future.sql'))
    await expect(migrate(url, folder)).rejects.toThrow(/newer than this Tessera: it has 0002_future/)
  })

  it('by a login that may not, say which login is needed', async () => {
    const login = `${name}_visitor`
    await withClient(server, client => client.query(`create role ${login} login password 'visitor'`))
    const visitor = new URL(url)
    visitor.username = login
    visitor.password = 'visitor'
    await expect(migrate(visitor.href)).rejects.toThrow(/DATABASE_OWNER_URL/)
    await withClient(server, client => client.query(`drop role ${login}`))
  })

  it('refuse a server that is too old before they touch it', async () => {
    await expect(migrate(url, folder, 99)).rejects.toThrow(/PostgreSQL 99 or newer is needed/)
    expect(await exists('kysely_migration')).toBe(false)
  })
})
