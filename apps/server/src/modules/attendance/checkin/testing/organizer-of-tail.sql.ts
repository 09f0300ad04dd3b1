import { tailOf } from '@tessera/kernel/ids'
import { sql } from 'kysely'
import type { Db } from '../../../../platform/db/db.ts'

export async function organizerOfTail(db: Db, uuid: string): Promise<string | null> {
  const { rows } = await db.global(tx =>
    sql<{ id: string }>`select id from organizers where tail = ${tailOf(uuid)}`.execute(tx),
  )
  return rows[0]?.id ?? null
}
