import { newTenantUuid } from '@tessera/kernel/ids'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createDb } from '../../../platform/db/db.ts'
import { type TestDatabase, testDatabase } from '../../../platform/testing/test-database.ts'
import { type CheckInAtWork, checkInAtWork, type Door, nonce, openDoor } from './testing/check-in-at-work.ts'
import { insertCrowd, insertEntered } from './testing/crowd.sql.ts'

const BATCH = 10
const FEW = 80
const CROWD = 6_000
/** What a scan reads by key: ticket, unit, order, list, date, device, and its own and its ticket's scans, some of them twice. */
const ROWS_A_SCAN = 15

let base: TestDatabase
let work: CheckInAtWork
/** One connection for all: what its plans were made for may be long gone. */
let session: pg.Client
beforeAll(async () => {
  base = await testDatabase()
  work = await checkInAtWork(base.db)
  // What is analyzed is for the tests to say.
  for (const table of TABLES) await base.asSuperuser(`alter table ${table} set (autovacuum_enabled = off)`)
  session = new pg.Client({ connectionString: base.url, options: '-c role=tessera_app' })
  await session.connect()
})
afterAll(async () => {
  await session.end()
  await work[Symbol.asyncDispose]()
  await base[Symbol.asyncDispose]()
})

const TABLES = [
  'scans',
  'tickets',
  'order_lines',
  'orders',
  'check_in_lists',
  'event_dates',
  'gates',
  'devices',
  'outbox',
]

type Reads = { seqScans: number; rows: number }

/** What the statements of one batch of entries read, counted by PostgreSQL itself. */
async function readsOfBatch(door: Door, ticketIds: readonly string[]): Promise<Reads> {
  const { organizerId, eventId } = door.event
  const lists = ticketIds.map(() => door.list.id)
  const nonces = ticketIds.map(() => nonce())
  const scans = ticketIds.map((ticketId, i) => ({
    id: newTenantUuid(organizerId),
    list_id: door.list.id,
    event_id: eventId,
    ticket_id: ticketId,
    nonce: nonces[i],
    direction: 'entry',
    result: 'accepted',
    reason: 'accepted',
    occupies: true,
    window_key: 'all',
    method: 'code',
    device_sequence: 0,
    details: {},
  }))
  const all = <T>(value: T) => ticketIds.map(() => value)
  await session.query('begin')
  const before = await readsSoFar()
  await session.query('select * from devices_by_id($1, $2)', [organizerId, [newTenantUuid(organizerId)]])
  const { rows: bases } = await session.query('select * from scan_bases($1, $2, $3, $4)', [
    organizerId,
    lists,
    ticketIds,
    nonces,
  ])
  expect(bases[0].tickets).toHaveLength(ticketIds.length)
  const { rows: written } = await session.query(
    'select * from record_scans($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)',
    [
      organizerId,
      lists,
      ticketIds,
      nonces,
      all(true),
      all(door.list.version),
      all(1),
      all('valid'),
      all(0),
      all(false),
      JSON.stringify(scans),
    ],
  )
  expect(written.filter(row => row.at !== null)).toHaveLength(ticketIds.length)
  const after = await readsSoFar()
  await session.query('commit')
  return { seqScans: after.seqScans - before.seqScans, rows: after.rows - before.rows }
}

async function readsSoFar(): Promise<Reads> {
  const { rows } = await session.query<{ seq: number; rows: number }>(
    'select sum(seq_scan)::int as seq, sum(coalesce(idx_tup_fetch, 0) + seq_tup_read)::int as rows from pg_stat_xact_user_tables where relname = any ($1)',
    [TABLES],
  )
  return { seqScans: rows[0]!.seq, rows: rows[0]!.rows }
}

/** A list and a crowd before it, loaded over a connection of its own; so many are inside already, and are not answered. */
async function crowdedDoor(size: number, inside: number): Promise<{ door: Door; outside: string[] }> {
  const door = await openDoor(work)
  await using db = createDb({ url: base.url, poolSize: 1 })
  const ticketIds = await insertCrowd(db, door.event, size)
  await insertEntered(db, door.event, door.list.id, ticketIds.slice(0, inside))
  return { door, outside: ticketIds.slice(inside) }
}

async function expectByKey(door: Door, outside: string[], mostRows = BATCH * ROWS_A_SCAN) {
  // A connection remembers how flat an index was until it uses it, and may once take it for the cheaper one.
  const first = await readsOfBatch(door, outside.splice(0, BATCH))
  expect(first.seqScans).toBe(0)
  expect(first.rows).toBeLessThan(Math.max(2 * CROWD, mostRows))
  // More often than a connection needs to settle on a plan.
  for (let round = 0; round < 7; round++) {
    const reads = await readsOfBatch(door, outside.splice(0, BATCH))
    expect(reads.seqScans).toBe(0)
    expect(reads.rows).toBeLessThan(mostRows)
  }
}

describe('a batch of scans reads by key alone', () => {
  test('while there is next to nothing, and with those plans when there is much', async () => {
    const few = await crowdedDoor(FEW, 0)
    // Which index leads to a few rows does not matter yet.
    await expectByKey(few.door, few.outside, Number.POSITIVE_INFINITY)
    const { door, outside } = await crowdedDoor(CROWD, CROWD / 2)
    await expectByKey(door, outside)
  })

  test('with plans and statistics of the time when there was next to nothing', async () => {
    await base.asSuperuser('truncate orders, order_lines, tickets, scans cascade')
    await base.asSuperuser('analyze')
    const few = await crowdedDoor(FEW, 0)
    await expectByKey(few.door, few.outside, Number.POSITIVE_INFINITY)
    const { door, outside } = await crowdedDoor(CROWD, CROWD / 2)
    await expectByKey(door, outside)
  })

  test('for an organizer that is new since the statistics were made', async () => {
    await crowdedDoor(CROWD, CROWD / 2)
    await base.asSuperuser('analyze')
    const { door, outside } = await crowdedDoor(CROWD, CROWD / 2)
    await expectByKey(door, outside)
  })

  test('when there is much and the statistics know it', async () => {
    const { door, outside } = await crowdedDoor(CROWD, CROWD / 2)
    await base.asSuperuser('analyze')
    await expectByKey(door, outside)
  })
})

test('the planner knows nothing about any organizer, in no table of theirs', async () => {
  const known = await base.asSuperuser<{ name: string }>(`
    select c.relname as name from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attname = 'organizer_id'
     where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' and c.relrowsecurity and a.attstattarget is distinct from 0
  `)
  expect(known).toEqual([])
})

test('the planner knows that lists are few and tickets are many, whatever it has seen', async () => {
  await crowdedDoor(FEW, 0)
  await base.asSuperuser('analyze scans')
  const told = await base.asSuperuser<{ name: string; distinct: number }>(`
    select attname as name, n_distinct as distinct from pg_stats
     where schemaname = 'public' and tablename = 'scans' and attname in ('list_id', 'ticket_id') order by 1
  `)
  expect(told).toEqual([
    { name: 'list_id', distinct: 5 },
    { name: 'ticket_id', distinct: -0.5 },
  ])
})
