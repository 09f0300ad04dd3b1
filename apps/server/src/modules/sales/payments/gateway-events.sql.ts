import { sql } from 'kysely'
import type { Tx } from '../../../platform/db/db.ts'
import type { GatewayEvent } from './ports.ts'

/** What is kept of an event: what to ask about, never what to believe. */
export type StoredEvent = {
  gateway: string
  gatewayEventId: string
  kind: string
  payload: {
    gatewayAccountId: string
    gatewayKind: string
    reference: string | null
    attemptId: string | null
    occurredAt: string
  }
  ageMs: number
}

/** The primary key is the guard: told a hundred times, it is stored and counts once. */
export async function storeEvent(
  tx: Tx,
  organizerId: string,
  gateway: string,
  gatewayAccountId: string,
  event: GatewayEvent,
): Promise<boolean> {
  const { gatewayKind, reference, attemptId, occurredAt, kind, gatewayEventId } = event
  const payload = { gatewayAccountId, gatewayKind, reference, attemptId, occurredAt: occurredAt.toISOString() }
  const ignored = kind === 'unknown' || reference === null
  const result = await sql`
    insert into gateway_events (organizer_id, gateway, gateway_event_id, kind, payload, handled_at, outcome)
    values (${organizerId}, ${gateway}, ${gatewayEventId}, ${kind}, ${JSON.stringify(payload)}::jsonb,
            case when ${ignored} then clock_timestamp() end, case when ${ignored} then 'ignored' end)
    on conflict do nothing
  `.execute(tx)
  return (result.numAffectedRows ?? 0n) === 1n && !ignored
}

const COLUMNS = sql`
  gateway, gateway_event_id, kind, payload, (extract(epoch from clock_timestamp() - received_at) * 1000)::float8 as age_ms
`

export async function waitingEvent(tx: Tx, gateway: string, gatewayEventId: string): Promise<StoredEvent | null> {
  const { rows } = await sql<StoredEvent>`
    select ${COLUMNS} from gateway_events
     where organizer_id = current_organizer() and gateway = ${gateway} and gateway_event_id = ${gatewayEventId} and handled_at is null
  `.execute(tx)
  return rows[0] ?? null
}

/** The pauses grow with the age; within the first seconds there are none. */
export async function waitingEvents(tx: Tx, limit: number): Promise<StoredEvent[]> {
  const { rows } = await sql<StoredEvent>`
    select ${COLUMNS} from gateway_events
     where organizer_id = current_organizer() and handled_at is null
       and coalesce(tried_at, '-infinity') < clock_timestamp() - least((clock_timestamp() - received_at) / 5 - interval '2 seconds', interval '6 hours')
     order by tried_at nulls first, received_at limit ${limit}
  `.execute(tx)
  return rows
}

/** Not done leaves it waiting, with a word on why. */
export async function noteOutcome(
  tx: Tx,
  { gateway, gatewayEventId }: Pick<StoredEvent, 'gateway' | 'gatewayEventId'>,
  outcome: string,
  done: boolean,
): Promise<void> {
  await sql`
    update gateway_events
       set outcome = ${outcome}, handled_at = case when ${done} then clock_timestamp() end, tried_at = clock_timestamp()
     where organizer_id = current_organizer() and gateway = ${gateway} and gateway_event_id = ${gatewayEventId} and handled_at is null
  `.execute(tx)
}

/** One that still waits stays, however old it is: it is about money. */
export async function deleteHandledEvents(tx: Tx, days: number, most: number): Promise<number> {
  const { numAffectedRows } = await sql`
    delete from gateway_events where organizer_id = current_organizer() and (gateway, gateway_event_id) in (
      select gateway, gateway_event_id from gateway_events
       where organizer_id = current_organizer() and handled_at is not null and received_at < clock_timestamp() - make_interval(days => ${days})
       limit ${most})
  `.execute(tx)
  return Number(numAffectedRows ?? 0n)
}
