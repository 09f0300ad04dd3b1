import type { Tx } from '../../../platform/db/db.ts'
import { selectHoldState, takeHolds } from './holds.sql.ts'
import type { Taken } from './public.ts'

/** Takes what is live, and says of the rest whether somebody ordered it before or its time is over. */
export async function takeForOrders(
  tx: Tx,
  wishes: ReadonlyArray<{ holdId: string; keepMinutes: number | null }>,
): Promise<Map<string, Taken>> {
  const live = await takeHolds(tx, wishes)
  const taken = new Map<string, Taken>()
  for (const { holdId, keepMinutes } of wishes) {
    const until = live.get(holdId)
    if (until) taken.set(holdId, { payUntil: keepMinutes === null ? null : until })
    else {
      const state = await selectHoldState(tx, holdId)
      taken.set(holdId, state === 'ordered' || state === 'converted' ? 'hold_used' : 'hold_expired')
    }
  }
  return taken
}
