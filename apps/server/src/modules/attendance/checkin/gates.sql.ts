import { newTenantUuid } from '@tessera/kernel/ids'
import { sql } from 'kysely'
import type { Tx } from '../../../platform/db/db.ts'

export type Gate = { id: string; eventId: string; name: string }

export async function selectGates(tx: Tx, eventId: string): Promise<Gate[]> {
  return selectGatesOf(tx, [eventId])
}

export async function selectGatesOf(tx: Tx, eventIds: readonly string[]): Promise<Gate[]> {
  const { rows } = await sql<Gate>`
    select id, event_id, name from gates
     where organizer_id = current_organizer() and event_id = any (${eventIds}::uuid[]) and removed_at is null order by name, id
  `.execute(tx)
  return rows
}

export async function insertGate(tx: Tx, organizerId: string, eventId: string, name: string): Promise<Gate> {
  const id = newTenantUuid(organizerId)
  await sql`insert into gates (organizer_id, id, event_id, name) values (current_organizer(), ${id}, ${eventId}, ${name})`.execute(
    tx,
  )
  return { id, eventId, name }
}

/**
 * Takes the gate away from devices and lists, and keeps its name for the scans made there. Refused where a list admits at
 * this gate only: without it that list would admit everywhere.
 */
export async function removeGate(tx: Tx, eventId: string, gateId: string): Promise<'removed' | 'in_use' | 'absent'> {
  const { rows: gates } = await sql`
    select from gates where organizer_id = current_organizer() and id = ${gateId} and event_id = ${eventId} and removed_at is null for update
  `.execute(tx)
  if (!gates[0]) return 'absent'
  // Locked before they are judged: of two gates that are taken from one list at once, the later sees what the earlier left.
  const { rows: lists } = await sql<{ onlyHere: boolean }>`
    select archived_at is null and array_remove(gate_ids, ${gateId}::uuid) = '{}' as only_here
      from check_in_lists where organizer_id = current_organizer() and ${gateId}::uuid = any (gate_ids) order by id for update
  `.execute(tx)
  if (lists.some(list => list.onlyHere)) return 'in_use'
  await sql`update gates set removed_at = clock_timestamp() where organizer_id = current_organizer() and id = ${gateId}`.execute(
    tx,
  )
  await sql`update devices set gate_id = null where organizer_id = current_organizer() and gate_id = ${gateId}`.execute(
    tx,
  )
  await sql`
    update check_in_lists set gate_ids = array_remove(gate_ids, ${gateId}::uuid), version = version + 1
     where organizer_id = current_organizer() and ${gateId}::uuid = any (gate_ids)
  `.execute(tx)
  return 'removed'
}
