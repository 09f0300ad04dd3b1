import type { Db } from '../db/db.ts'

export type FlagRow = { name: string; enabled: boolean; rules: unknown }

export function loadFlags(db: Db): Promise<FlagRow[]> {
  return db.call<FlagRow>('flags', 'select name, enabled, rules from flags', [])
}

/** Turns a flag for everybody; rules that were made for some stay. */
export async function turnFlag(db: Db, name: string, enabled: boolean): Promise<void> {
  await db.call(
    'flag-turn',
    'insert into flags (name, enabled) values ($1, $2) on conflict (name) do update set enabled = excluded.enabled, changed_at = now()',
    [name, enabled],
  )
}
