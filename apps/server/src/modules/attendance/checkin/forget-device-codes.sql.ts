import { sql } from 'kysely'
import type { GlobalTx } from '../../../platform/db/db.ts'

/** Nobody signs in with them any more. */
export async function deleteEndedCodes(tx: GlobalTx, most: number): Promise<number> {
  const { numAffectedRows } = await sql`
    delete from device_codes where code_hash = any (array(
      select code_hash from device_codes where expires_at < clock_timestamp() - interval '1 day' limit ${most}))
  `.execute(tx)
  return Number(numAffectedRows ?? 0n)
}
