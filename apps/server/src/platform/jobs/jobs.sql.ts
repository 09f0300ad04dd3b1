import { CompiledQuery } from 'kysely'
import type { ConnectionOptions } from 'pg-boss'
import type { GlobalTx } from '../db/db.ts'

/** Lets the job queue write through our transaction. */
export function inTransaction(tx: GlobalTx): NonNullable<ConnectionOptions['db']> {
  return {
    executeSql: async (text, values) => {
      const { rows } = await tx.executeQuery(CompiledQuery.raw(text, values ? [...values] : []))
      return { rows: [...rows] }
    },
  }
}
