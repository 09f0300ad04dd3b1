import { audit, difference } from '../../../platform/audit/audit.ts'
import type { Tx } from '../../../platform/db/db.ts'
import { requestErrors } from '../../../platform/errors/errors.ts'
import type { Actor } from '../../../platform/http/access.ts'
import { emit } from '../../../platform/outbox/outbox.ts'
import { selectWhole } from './catalog.sql.ts'
import { lockEvent } from './events.sql.ts'
import type { EventOrders } from './ports.ts'
import { type EventProjection, type EventRecord, eventChanged, eventErrors, type WholeEvent } from './public.ts'

export type ChangeDeps = { projection: EventProjection; orders: EventOrders }

/** The event as it is, locked until the transaction ends. With a version: refused when it changed since that was read. */
export async function openEvent(tx: Tx, eventId: string, version: number | null = null): Promise<EventRecord> {
  return (await openWhole(tx, eventId, version)).event
}

/** The same with all that the event offers. */
export async function openWhole(tx: Tx, eventId: string, version: number | null = null): Promise<WholeEvent> {
  const locked = await lockEvent(tx, eventId)
  if (!locked) throw eventErrors.not_found()
  if (version !== null && locked.version !== version) throw requestErrors.precondition_failed()
  return (await selectWhole(tx, eventId))!
}

/** Ends a change: the listing is made true, the change recorded and, where the public knows the event, told. */
export async function closeEvent(
  tx: Tx,
  deps: ChangeDeps,
  before: EventRecord,
  action: string,
  actor: Actor,
  reason?: string,
): Promise<EventRecord> {
  const whole = (await selectWhole(tx, before.id))!
  const after = whole.event
  // Of a draft nothing is listed, and nobody but its makers knows it.
  const wasKnown = before.state !== 'draft'
  if (wasKnown || after.state !== 'draft') await deps.projection.refresh(tx, after.id, whole)
  await audit(tx, {
    actor,
    action,
    subject: { kind: 'event', id: after.id },
    changes: difference(recorded(before), recorded(after)),
    reason,
  })
  if (wasKnown) await emit(tx, eventChanged, after.id, { slug: after.slug })
  return after
}

/** What the audit trail shows of an event; not its versions, which change with everything. */
function recorded(event: EventRecord): Record<string, unknown> {
  const { version: _version, catalogVersion: _catalogVersion, importHash: _importHash, ...rest } = event
  return { ...rest, fee: { ...rest.fee, fixedMinor: rest.fee.fixedMinor.toString() } }
}
