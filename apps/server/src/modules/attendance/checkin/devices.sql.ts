import { sql } from 'kysely'
import type { Db, GlobalTx, Tx } from '../../../platform/db/db.ts'

export type Device = {
  id: string
  name: string
  eventIds: string[] | null
  listIds: string[] | null
  gateId: string | null
  platform: string | null
  codeExpiresAt: Date | null
  enrolledAt: Date | null
  lastSeenAt: Date | null
  revokedAt: Date | null
  createdAt: Date
}

const columns = sql`id, name, event_ids, list_ids, gate_id, platform, case when code_expires_at > clock_timestamp() then code_expires_at end as code_expires_at,
  enrolled_at, last_seen_at, revoked_at, created_at`

export type NewDevice = Pick<Device, 'id' | 'name' | 'eventIds' | 'listIds' | 'gateId'> & { createdBy: string | null }

export async function insertDevice(tx: Tx, device: NewDevice): Promise<void> {
  await sql`
    insert into devices (organizer_id, id, name, event_ids, list_ids, gate_id, created_by)
    values (current_organizer(), ${device.id}, ${device.name}, ${device.eventIds}, ${device.listIds}, ${device.gateId}, ${device.createdBy})
  `.execute(tx)
}

export async function selectDevice(tx: Tx, id: string): Promise<Device | null> {
  const { rows } =
    await sql<Device>`select ${columns} from devices where organizer_id = current_organizer() and id = ${id}`.execute(
      tx,
    )
  return rows[0] ?? null
}

/** Those a member may see: of somebody limited to some events, the devices that are limited to no others. */
export async function selectDevices(
  tx: Tx,
  query: { eventIds: readonly string[] | null; limit: number; after: string | null },
): Promise<Device[]> {
  const { rows } = await sql<Device>`
    select ${columns} from devices
     where organizer_id = current_organizer() and (${query.eventIds}::uuid[] is null or event_ids <@ ${query.eventIds}::uuid[])
       and (${query.after}::uuid is null or id < ${query.after}::uuid)
     order by id desc limit ${query.limit}
  `.execute(tx)
  return rows
}

/** Its token, its code and its place in the queue of codes are gone with this statement's commit. */
export async function revokeDevice(tx: Tx, id: string): Promise<boolean> {
  await sql`delete from device_codes where device_id = ${id}`.execute(tx)
  const { rows } = await sql`
    update devices set revoked_at = clock_timestamp(), token_hash = null, code_hash = null, code_expires_at = null
     where organizer_id = current_organizer() and id = ${id} and revoked_at is null returning id
  `.execute(tx)
  return rows.length > 0
}

/** Null when the device is revoked, or when the code is somebody else's at this moment. An older code of the device dies. */
export async function storeCode(
  tx: Tx,
  organizerId: string,
  deviceId: string,
  hash: Buffer,
  minutes: number,
): Promise<Date | null> {
  await sql`delete from device_codes where device_id = ${deviceId} or expires_at <= clock_timestamp()`.execute(tx)
  const { rows } = await sql<{ expiresAt: Date }>`
    with device as (
      update devices set code_hash = ${hash}, code_expires_at = clock_timestamp() + make_interval(mins => ${minutes})
       where organizer_id = current_organizer() and id = ${deviceId} and revoked_at is null returning code_expires_at
    )
    insert into device_codes (code_hash, organizer_id, device_id, expires_at)
    select ${hash}, ${organizerId}::uuid, ${deviceId}::uuid, code_expires_at from device on conflict do nothing returning expires_at
  `.execute(tx)
  return rows[0]?.expiresAt ?? null
}

export async function deviceOfCode(
  tx: GlobalTx,
  hash: Buffer,
): Promise<{ organizerId: string; deviceId: string } | null> {
  const { rows } = await sql<{ organizerId: string; deviceId: string }>`
    select organizer_id, device_id from device_codes where code_hash = ${hash} and expires_at > clock_timestamp()
  `.execute(tx)
  return rows[0] ?? null
}

/** Uses the code up and gives the device its token; false when somebody else was faster, or the code has run out. */
export async function enrol(
  tx: Tx,
  device: { id: string; codeHash: Buffer; tokenHash: Buffer; platform: string | null },
): Promise<boolean> {
  const { rows } = await sql`
    with used as (
      delete from device_codes where code_hash = ${device.codeHash} and device_id = ${device.id} and expires_at > clock_timestamp() returning device_id
    )
    update devices set token_hash = ${device.tokenHash}, code_hash = null, code_expires_at = null, platform = ${device.platform},
           enrolled_at = clock_timestamp(), last_seen_at = clock_timestamp()
     where organizer_id = current_organizer() and id in (select device_id from used) and revoked_at is null returning id
  `.execute(tx)
  return rows.length > 0
}

export type TokenHolder = {
  id: string
  tokenHash: Buffer
  eventIds: string[] | null
  listIds: string[] | null
  gateId: string | null
}

/** Read on each request, never cached: a revoked device is dead at once. One statement for all that ask at the same moment. */
export async function tokenHolders(
  db: Db,
  organizerId: string,
  deviceIds: readonly string[],
): Promise<Map<string, TokenHolder>> {
  type Row = {
    id: string
    token_hash: Buffer
    event_ids: string[] | null
    list_ids: string[] | null
    gate_id: string | null
  }
  const rows = await db.call<Row>('devices-by-id', 'select * from devices_by_id($1, $2)', [
    organizerId,
    [...new Set(deviceIds)],
  ])
  return new Map(
    rows.map(row => [
      row.id,
      { id: row.id, tokenHash: row.token_hash, eventIds: row.event_ids, listIds: row.list_ids, gateId: row.gate_id },
    ]),
  )
}

/** The events that these lists and this gate belong to; shorter than asked when one does not exist. */
export async function eventsOfParts(
  tx: Tx,
  parts: { listIds: readonly string[]; gateIds: readonly string[] },
): Promise<Map<string, string>> {
  const { rows } = await sql<{ id: string; eventId: string }>`
    select id, event_id from check_in_lists where organizer_id = current_organizer() and id = any (${parts.listIds}::uuid[]) and archived_at is null
    union all
    select id, event_id from gates where organizer_id = current_organizer() and id = any (${parts.gateIds}::uuid[]) and removed_at is null
  `.execute(tx)
  return new Map(rows.map(row => [row.id, row.eventId]))
}
