import { sql } from 'kysely'
import type { Tx } from '../../../platform/db/db.ts'

/** Two imports of one organizer run one after the other: each then finds what the other has made. */
export async function lockImports(tx: Tx): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended('imports', 0) # hashtextextended(current_organizer()::text, 0))`.execute(
    tx,
  )
}

/** Runs the work of one row; what it did is undone when it fails, and the rows before it stay. */
export async function inSavepoint<T>(tx: Tx, work: () => Promise<T>): Promise<T> {
  await sql`savepoint import_row`.execute(tx)
  try {
    const done = await work()
    await sql`release savepoint import_row`.execute(tx)
    return done
  } catch (error) {
    await sql`rollback to savepoint import_row`.execute(tx)
    throw error
  }
}
