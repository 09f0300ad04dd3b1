import type { Tx } from '../../../platform/db/db.ts'
import type { ScanJson } from './door-json.ts'
import type { ReEntry } from './public.ts'
import { applySettled, factsOfList, factsOfPairs, lockListAlone, type Pair } from './scans.sql.ts'
import { settle } from './settlement.ts'

const keyOf = (scan: ScanJson) => `${scan.list_id} ${scan.ticket_id}`

/** Brings what is stored about these tickets on these lists into line with all their scans. The caller holds their locks. */
export async function settlePairs(
  tx: Tx,
  pairs: readonly Pair[],
  policyOf: (listId: string) => ReEntry,
): Promise<void> {
  if (pairs.length > 0) await settleAll(tx, await factsOfPairs(tx, pairs), policyOf)
}

/** A list's rule of re-entry has changed: what counts as the one entry of a ticket is found anew. */
export async function resettleList(tx: Tx, listId: string, policy: ReEntry): Promise<void> {
  await lockListAlone(tx, listId)
  await settleAll(tx, await factsOfList(tx, listId), () => policy)
}

async function settleAll(tx: Tx, scans: ScanJson[], policyOf: (listId: string) => ReEntry): Promise<void> {
  const groups = Map.groupBy(scans, keyOf)
  const settled = Array.from(groups.values()).flatMap(group => settle(group, policyOf(group[0]!.list_id)))
  await applySettled(tx, settled)
}
