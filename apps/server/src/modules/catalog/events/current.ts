import type { Tx } from '../../../platform/db/db.ts'
import { selectWhole, standsAt } from './catalog.sql.ts'
import type { WholeEvent } from './public.ts'

const MOST = 500

/**
 * Reads events that many ask for. What was read is remembered, the least recently used forgotten first, and given again
 * while the database says that it still stands at the same versions: asking that costs a fraction of reading anew. All
 * readers share one answer, so it is frozen. Not for transactions that change the event: what they see may never come to be.
 */
export function createCurrentReader(): (tx: Tx, eventId: string) => Promise<WholeEvent | null> {
  const remembered = new Map<string, WholeEvent>()
  return async (tx, eventId) => {
    const known = remembered.get(eventId)
    remembered.delete(eventId)
    const whole = known && (await standsAt(tx, known.event)) ? known : await selectWhole(tx, eventId)
    if (!whole) return null
    remembered.set(eventId, whole === known ? whole : frozen(whole))
    if (remembered.size > MOST) remembered.delete(remembered.keys().next().value as string)
    return whole
  }
}

function frozen<T>(value: T): T {
  if (value !== null && typeof value === 'object' && !Object.isFrozen(value)) {
    Object.freeze(value)
    for (const part of Object.values(value)) frozen(part)
  }
  return value
}
