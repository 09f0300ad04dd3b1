import { sql } from 'kysely'
import type { Db } from '../db/db.ts'
import type { EnvelopeOptions, WrappedDataKey } from './envelope.ts'

type Row = { version: number; masterKeyId: string; wrapped: Buffer }

/** Keeps each organizer's wrapped data keys in its own rows. */
export function dataKeyStore(db: Db): Pick<EnvelopeOptions, 'loadDataKey' | 'storeDataKey'> {
  const load = (tenantId: string, version: number | 'newest'): Promise<WrappedDataKey | null> =>
    db.tenant(tenantId, async tx => {
      const { rows } = await sql<Row>`
        select version, master_key_id, wrapped from data_keys
         where organizer_id = current_organizer() and (${version === 'newest'} or version = ${version === 'newest' ? 0 : version})
         order by version desc limit 1
      `.execute(tx)
      return rows[0] ?? null
    })
  return {
    loadDataKey: load,
    storeDataKey: async (tenantId, key, replaces) => {
      const wrapped = Buffer.from(key.wrapped)
      await db.tenant(tenantId, tx =>
        replaces === null
          ? sql`
              insert into data_keys (organizer_id, version, wrapped, master_key_id)
              values (current_organizer(), ${key.version}, ${wrapped}, ${key.masterKeyId}) on conflict do nothing
            `.execute(tx)
          : sql`
              update data_keys set wrapped = ${wrapped}, master_key_id = ${key.masterKeyId}
               where organizer_id = current_organizer() and version = ${key.version} and master_key_id = ${replaces}
            `.execute(tx),
      )
      const stands = await load(tenantId, key.version)
      if (!stands) throw new Error('the data key was deleted while it was being stored')
      return stands
    },
  }
}
