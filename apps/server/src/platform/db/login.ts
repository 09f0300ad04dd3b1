import pg from 'pg'
import { CannotStart } from './cannot-start.ts'

/**
 * Behind a pooler no session takes the role that binds it, so the login itself must be bound: one that bypasses
 * row-level security would see every organizer's rows.
 */
export async function refuseUnboundLogin(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    const { rows } = await client.query<{ login: string; unbound: boolean }>(
      'select rolname as login, rolsuper or rolbypassrls as unbound from pg_roles where rolname = current_user',
    )
    if (rows[0]?.unbound !== false) {
      throw new CannotStart(
        `DATABASE_POOLER=transaction needs a login that row-level security binds; ${rows[0]?.login} bypasses it. Use a member of tessera_app.`,
      )
    }
  } finally {
    await client.end()
  }
}
