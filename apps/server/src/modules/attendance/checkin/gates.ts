import { audit } from '../../../platform/audit/audit.ts'
import type { Tx } from '../../../platform/db/db.ts'
import { requestErrors } from '../../../platform/errors/errors.ts'
import type { Catalog } from '../../catalog/events/public.ts'
import { type Gate, insertGate, removeGate, selectGates } from './gates.sql.ts'
import type { ListScope } from './lists.ts'
import { checkInErrors } from './public.ts'

type Heads = Pick<Catalog, 'heads'>

export async function listGates(tx: Tx, catalog: Heads, eventId: string): Promise<Gate[]> {
  await requireEvent(tx, catalog, eventId)
  return selectGates(tx, eventId)
}

export async function addGate(tx: Tx, catalog: Heads, scope: ListScope, name: string): Promise<Gate> {
  await requireEvent(tx, catalog, scope.eventId)
  const gate = await insertGate(tx, scope.organizerId, scope.eventId, name)
  await audit(tx, {
    actor: scope.actor,
    action: 'checkin.gate_added',
    subject: { kind: 'gate', id: gate.id },
    changes: { after: { name } },
  })
  return gate
}

export async function dropGate(tx: Tx, scope: ListScope, gateId: string): Promise<void> {
  const outcome = await removeGate(tx, scope.eventId, gateId)
  if (outcome === 'absent') throw requestErrors.not_found()
  if (outcome === 'in_use') throw checkInErrors.gate_in_use()
  await audit(tx, { actor: scope.actor, action: 'checkin.gate_removed', subject: { kind: 'gate', id: gateId } })
}

export async function requireEvent(tx: Tx, catalog: Heads, eventId: string): Promise<void> {
  if (!(await catalog.heads(tx, [eventId])).has(eventId)) throw requestErrors.not_found()
}
