import type { Db } from '../../../platform/db/db.ts'

/** What the clock that decides says now, so that a countdown can be right on a wrong phone. */
export async function databaseTime(db: Db): Promise<Date> {
  const [row] = await db.call<{ now: Date }>('database-time', 'select clock_timestamp() as now', [])
  return row!.now
}
