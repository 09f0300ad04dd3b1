import type { Db } from '../../../platform/db/db.ts'

export async function isOperator(db: Db, accountId: string): Promise<boolean> {
  const row = await db.kysely
    .selectFrom('operators')
    .select('accountId')
    .where('accountId', '=', accountId)
    .executeTakeFirst()
  return row !== undefined
}
