import pg from 'pg'
import { CannotStart } from '../platform/db/cannot-start.ts'
import { demoContent } from './content/demo-content.ts'

/**
 * The demo's log-ins have a password that everybody knows: they are never put among the organizers of a database that
 * has no demo yet.
 */
export async function refuseDemoAmongOthers(ownerUrl: string): Promise<void> {
  const client = new pg.Client({ connectionString: ownerUrl, application_name: 'tessera demo' })
  await client.connect()
  try {
    const { rows } = await client.query<{ others: boolean }>(
      'select exists (select from organizers) and not exists (select from organizers where slug = any ($1)) as others',
      [demoContent.organizers.map(organizer => organizer.slug)],
    )
    if (rows[0]?.others) {
      throw new CannotStart('DEMO=true would add log-ins that everybody knows to a database with real organizers.')
    }
  } finally {
    await client.end()
  }
}

/**
 * Empties the database when nothing stands in it but a demo whose making was interrupted, so that the start makes it
 * anew. One account or organizer that is not the demo's own, and nothing is touched. Answers whether it was emptied.
 */
export async function clearUnfinishedDemo(ownerUrl: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: ownerUrl, application_name: 'tessera demo' })
  await client.connect()
  try {
    await client.query('begin')
    const unfinished = await holdsUnfinishedDemoOnly(client)
    if (unfinished) await client.query('drop schema if exists public, auth, audit, jobs cascade; create schema public')
    // All or nothing: an interruption here leaves what the next start recognises again.
    await client.query('commit')
    return unfinished
  } finally {
    await client.end()
  }
}

async function holdsUnfinishedDemoOnly(client: pg.Client): Promise<boolean> {
  const { rows: tables } = await client.query<{ there: boolean }>(
    "select to_regclass('public.organizers') is not null and to_regclass('auth.accounts') is not null as there",
  )
  if (!tables[0]?.there) return false
  const slugs = demoContent.organizers.map(organizer => organizer.slug)
  const emails = demoContent.organizers.flatMap(organizer => organizer.team.map(member => member.email))
  const { rows } = await client.query<{ unfinished: boolean; foreign: boolean }>(
    `select exists (select from organizers where slug = any ($1) and not demo) as unfinished,
            exists (select from organizers where slug <> all ($1))
              or exists (select from auth.accounts where email <> all ($2)) as foreign`,
    [slugs, emails],
  )
  return rows[0]?.unfinished === true && !rows[0].foreign
}
