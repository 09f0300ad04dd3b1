import { tailOf } from '@tessera/kernel/ids'
import type { Db } from '../../../platform/db/db.ts'
import { organizerIdByTail } from './organizers.sql.ts'
import type { Organizers } from './public.ts'

/** Finds the tenant of an id. What was found is kept for the life of the process: a tail never changes its owner. */
export function createTenants(db: Db): Pick<Organizers, 'byTail' | 'tenantOf'> {
  const known = new Map<number, string>()
  const byTail = async (tail: number) => {
    const cached = known.get(tail)
    if (cached) return cached
    // A miss is not kept: the organizer may be made in the next moment, by another process.
    const id = await db.global(tx => organizerIdByTail(tx, tail))
    if (id) known.set(tail, id)
    return id
  }
  return { byTail, tenantOf: uuid => byTail(tailOf(uuid)) }
}
