import { decideUndo } from '@tessera/checkin-rules/undo'
import { newTenantUuid } from '@tessera/kernel/ids'
import { audit } from '../../../platform/audit/audit.ts'
import type { Db, Tx } from '../../../platform/db/db.ts'
import { requestErrors } from '../../../platform/errors/errors.ts'
import type { Actor } from '../../../platform/http/access.ts'
import { answerOf, factOf, type ScanJson } from './door-json.ts'
import { type DoorScope, mayUse } from './door-scope.ts'
import { checkInErrors, type Scan } from './public.ts'
import { factsOfPairs, insertScans, listsById, lockPairs, scanById, scansByNonce, ticketsById } from './scans.sql.ts'
import { settlePairs } from './settle-pairs.ts'

/** A steward corrects what just happened; what is older is for somebody who looks into it. */
const DEVICE_SECONDS = 10 * 60
const MEMBER_SECONDS = 24 * 3600

export type UndoWish = { scanId: string; nonce: string; actor: Actor }

/** Takes an accepted scan back by adding the fact that it was; answers the scan as it stands then. */
export async function undoScan(db: Db, scope: DoorScope, wish: UndoWish): Promise<Scan> {
  return db.tenant(scope.organizerId, async tx => {
    const found = await scanById(tx, wish.scanId)
    if (!found || !mayUse(scope, { id: found.scan.list_id, eventId: found.scan.event_id }))
      throw requestErrors.not_found()
    const { scan, ageSeconds, now } = found
    // Before the nonce is looked for: whoever sends the same twice at once is told the second time what the first did.
    if (scan.ticket_id !== null) await lockPairs(tx, [{ listId: scan.list_id, ticketId: scan.ticket_id }])
    const told = (await scansByNonce(tx, [wish.nonce])).get(wish.nonce)
    if (told && (told.undoes !== scan.nonce || told.list_id !== scan.list_id)) throw checkInErrors.nonce_reused()
    if (!told) {
      requireLimits(scope, scan, ageSeconds)
      await undo(tx, scope, wish, scan, now)
    }
    return current(tx, scan)
  })
}

function requireLimits(scope: DoorScope, scan: ScanJson, ageSeconds: number) {
  if (scope.deviceId !== null && scan.device_id !== scope.deviceId) throw checkInErrors.undo_elsewhere()
  if (ageSeconds > (scope.deviceId === null ? MEMBER_SECONDS : DEVICE_SECONDS)) throw checkInErrors.undo_too_late()
}

/** The caller holds the ticket's lock. */
async function undo(tx: Tx, scope: DoorScope, wish: UndoWish, scan: ScanJson, now: Date): Promise<void> {
  if (scan.ticket_id === null || scan.direction === 'undo') throw checkInErrors.not_undoable()
  const pair = { listId: scan.list_id, ticketId: scan.ticket_id }
  const facts = await factsOfPairs(tx, [pair])
  const decision = decideUndo(scan.nonce, facts.map(factOf))
  if (!decision.ok)
    throw decision.reason === 'already_undone' ? checkInErrors.already_undone() : checkInErrors.not_undoable()
  const list = (await listsById(tx, [scan.list_id])).get(scan.list_id)
  await insertScans(tx, [
    {
      organizer_id: scope.organizerId,
      id: newTenantUuid(scope.organizerId),
      list_id: scan.list_id,
      event_id: scan.event_id,
      ticket_id: scan.ticket_id,
      nonce: wish.nonce,
      direction: 'undo',
      result: 'accepted',
      reason: 'accepted',
      occupies: false,
      window_key: null,
      gate_id: scope.gateId,
      device_id: scope.deviceId,
      account_id: scope.accountId,
      api_key_id: scope.apiKeyId,
      method: 'manual',
      device_sequence: 0,
      details: {},
      scanned_at: now.toISOString(),
      clock_offset_ms: 0,
      undoes: scan.nonce,
      reported: false,
      doubt: null,
    },
  ])
  await settlePairs(tx, [pair], () => list?.reentry ?? 'none')
  await audit(tx, {
    actor: wish.actor,
    action: 'checkin.scan_undone',
    subject: { kind: 'scan', id: scan.id },
    changes: {
      before: { result: scan.result, direction: scan.direction, ticketId: scan.ticket_id, listId: scan.list_id },
    },
  })
}

async function current(tx: Tx, scan: ScanJson): Promise<Scan> {
  const row = (await scansByNonce(tx, [scan.nonce])).get(scan.nonce) ?? scan
  const ticket = row.ticket_id ? ((await ticketsById(tx, [row.ticket_id])).get(row.ticket_id) ?? null) : null
  return answerOf(row, ticket)
}
