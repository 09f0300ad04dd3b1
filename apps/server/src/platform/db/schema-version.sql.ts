import type { Db } from './db.ts'

/** Whether the database has the newest migration that this build knows: an older one cannot be served. */
export async function schemaIsNewest(db: Db, newest: string): Promise<boolean> {
  const rows = await db.call<{ known: boolean }>(
    'schema-version',
    'select exists (select from kysely_migration where name = $1) as known',
    [newest],
  )
  return rows[0]?.known === true
}
