import { audit, difference } from '../../../platform/audit/audit.ts'
import type { Tx } from '../../../platform/db/db.ts'
import { requestErrors } from '../../../platform/errors/errors.ts'
import type { Actor } from '../../../platform/http/access.ts'
import type { Catalog } from '../../catalog/events/public.ts'
import { selectGates } from './gates.sql.ts'
import { archiveList, insertList, selectList, updateList } from './lists.sql.ts'
import { type CheckInList, type CheckInListInput, checkInErrors } from './public.ts'
import { lockListAlone } from './scans.sql.ts'
import { resettleList } from './settle-pairs.ts'

export type ListScope = { organizerId: string; eventId: string; actor: Actor }
type Whole = Pick<Catalog, 'whole'>

export async function addList(tx: Tx, catalog: Whole, scope: ListScope, input: CheckInListInput): Promise<CheckInList> {
  await requireParts(tx, catalog, scope.eventId, input)
  const id = await insertList(tx, scope.organizerId, scope.eventId, input)
  await audit(tx, {
    actor: scope.actor,
    action: 'checkin.list_added',
    subject: { kind: 'check_in_list', id },
    changes: { after: input },
  })
  return readList(tx, scope.eventId, id)
}

/** The list's lock is taken first: a scan that is being decided by the old rules is decided again. */
export async function changeList(
  tx: Tx,
  catalog: Whole,
  scope: ListScope,
  listId: string,
  version: number,
  change: Partial<CheckInListInput>,
): Promise<CheckInList> {
  await lockListAlone(tx, listId)
  const {
    id: _id,
    eventId: _eventId,
    version: _version,
    createdAt: _createdAt,
    ...before
  } = await readList(tx, scope.eventId, listId)
  const after = { ...before, ...change }
  await requireParts(tx, catalog, scope.eventId, after)
  if (!(await updateList(tx, listId, version, after))) throw requestErrors.precondition_failed()
  if (after.reentry !== before.reentry) await resettleList(tx, listId, after.reentry)
  await audit(tx, {
    actor: scope.actor,
    action: 'checkin.list_changed',
    subject: { kind: 'check_in_list', id: listId },
    changes: difference(before, after),
  })
  return readList(tx, scope.eventId, listId)
}

export async function removeList(tx: Tx, scope: ListScope, listId: string, version: number): Promise<void> {
  await lockListAlone(tx, listId)
  const before = await readList(tx, scope.eventId, listId)
  if (!(await archiveList(tx, listId, version))) throw requestErrors.precondition_failed()
  await audit(tx, {
    actor: scope.actor,
    action: 'checkin.list_removed',
    subject: { kind: 'check_in_list', id: listId },
    changes: { before: { name: before.name } },
  })
}

export async function readList(tx: Tx, eventId: string, listId: string): Promise<CheckInList> {
  const list = await selectList(tx, listId)
  if (!list || list.eventId !== eventId) throw requestErrors.not_found()
  return list
}

/** A list that names what the event does not have would turn everybody away, or admit to something else. */
async function requireParts(tx: Tx, catalog: Whole, eventId: string, input: CheckInListInput): Promise<void> {
  const whole = await catalog.whole(tx, eventId)
  if (!whole) throw requestErrors.not_found()
  const gates = await selectGates(tx, eventId)
  const known = {
    productIds: whole.products.map(product => product.id),
    variantIds: whole.products.flatMap(product => product.variants.map(variant => variant.id)),
    dateIds: whole.event.dates.map(date => date.id),
    gateIds: gates.map(gate => gate.id),
  }
  for (const [name, ids] of Object.entries(known)) {
    const wanted = input[name as keyof typeof known] ?? []
    if (!wanted.every(id => ids.includes(id))) throw checkInErrors.unknown_part({ extra: { part: name } })
  }
}
