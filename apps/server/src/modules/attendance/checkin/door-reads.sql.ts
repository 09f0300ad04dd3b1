import type { Translated } from '@tessera/kernel/translated'
import { sql } from 'kysely'
import type { Tx } from '../../../platform/db/db.ts'
import type { Direction } from './public.ts'

export type SnapshotScan = {
  nonce: string
  direction: Direction | 'undo'
  undoes: string | null
  windowKey: string | null
  gateId: string | null
  deviceId: string | null
  deviceSequence: number
  scannedAt: string
  clockOffsetMs: number
}

/** What a scanner keeps of a ticket. Names only of those whom its list admits. */
export type SnapshotTicket = {
  id: string
  codeVersion: number
  state: 'valid' | 'void'
  paid: boolean
  admission: boolean
  attendeeName: string | null
  productId: string
  variantId: string | null
  dateId: string | null
  productName: Translated
  variantName: Translated | null
  orderCode: string | null
  scans: SnapshotScan[]
}

/** A change may commit a little after the time that it carries; who asks again with `asOf` misses none. */
const COMMIT_SECONDS = 60

/**
 * All tickets of the list's event in order of id: a scanner must tell "not on this list" from "never heard of it". With
 * `since`, only what has changed: tickets issued, voided or renamed, and those scanned.
 */
export async function selectSnapshot(
  tx: Tx,
  query: { listId: string; after: string | null; since: Date | null; limit: number },
): Promise<{ tickets: SnapshotTicket[]; asOf: Date }> {
  const { rows } = await sql<SnapshotTicket>`
    select t.id, t.code_version, t.state, t.paid, t.admission, t.product_id, t.variant_id, t.date_id, t.product_name, t.variant_name,
           case when a.admits then t.attendee_name end as attendee_name, case when a.admits then t.order_code end as order_code,
           (select coalesce(jsonb_agg(jsonb_build_object('nonce', s.nonce, 'direction', s.direction, 'undoes', s.undoes, 'windowKey', s.window_key, 'gateId', s.gate_id,
                     'deviceId', s.device_id, 'deviceSequence', s.device_sequence, 'scannedAt', s.scanned_at, 'clockOffsetMs', s.clock_offset_ms) order by s.scanned_at), '[]')
              from scans s where s.organizer_id = t.organizer_id and s.list_id = l.id and s.ticket_id = t.id and s.result = 'accepted') as scans
      from check_in_lists l
      join door_tickets t on t.organizer_id = l.organizer_id and t.event_id = l.event_id
     cross join lateral (select list_admits(l, t) as admits) a
     where l.organizer_id = current_organizer() and l.id = ${query.listId} and (${query.after}::uuid is null or t.id > ${query.after}::uuid)
       and (${query.since}::timestamptz is null or greatest(t.issued_at, t.voided_at, t.code_changed_at) >= ${query.since}
            or exists (select from scans s where s.organizer_id = t.organizer_id and s.list_id = l.id and s.ticket_id = t.id and s.received_at >= ${query.since}))
     order by t.id limit ${query.limit}
  `.execute(tx)
  const { rows: clock } = await sql<{ asOf: Date }>`
    select now() - make_interval(secs => ${COMMIT_SECONDS}) as as_of
  `.execute(tx)
  return { tickets: rows, asOf: clock[0]!.asOf }
}

export type FoundTicket = Omit<SnapshotTicket, 'scans' | 'admission' | 'orderCode'> & {
  orderCode: string
  firstEnteredAt: Date | null
  inside: boolean
}

/** Guests of the list by parts of their name (without regard to accents), or by the code of the order. */
export async function searchTickets(
  tx: Tx,
  query: { listId: string; words: readonly string[]; orderCode: string | null; limit: number },
): Promise<FoundTicket[]> {
  const patterns = query.words.map(word => `%${word.replaceAll(/[\\%_]/g, '\\$&')}%`)
  const { rows } = await sql<FoundTicket>`
    select t.id, t.code_version, t.state, t.paid, t.attendee_name, t.product_id, t.variant_id, t.date_id, t.product_name, t.variant_name, t.order_code,
           m.first_entered_at, coalesce(m.inside, false) as inside
      from check_in_lists l
      join door_tickets t on t.organizer_id = l.organizer_id and t.event_id = l.event_id
     cross join lateral (
        select min(s.scanned_at) filter (where s.direction = 'entry') as first_entered_at,
               (array_agg(s.direction order by s.scanned_at desc, s.device_sequence desc, s.nonce desc))[1] = 'entry' as inside
          from scans s where s.organizer_id = t.organizer_id and s.list_id = l.id and s.ticket_id = t.id
                         and s.result = 'accepted' and s.direction in ('entry', 'exit') and s.undone_at is null
       ) m
     where l.organizer_id = current_organizer() and l.id = ${query.listId} and list_admits(l, t)
       and (t.order_code = ${query.orderCode}
            or (cardinality(${patterns}::text[]) > 0 and not exists (
                 select from unnest(${patterns}::text[]) as w(pattern) where unaccent(lower(coalesce(t.attendee_name, ''))) not like unaccent(w.pattern))))
     order by t.state desc, t.attendee_name, t.id limit ${query.limit}
  `.execute(tx)
  return rows
}
