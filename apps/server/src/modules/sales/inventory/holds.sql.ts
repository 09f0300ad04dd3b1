import { sql } from 'kysely'
import type { Db, Tx } from '../../../platform/db/db.ts'
import type { Hold, HoldState } from './public.ts'
import { type KeptQuote, rememberedQuotes, selectQuote, selectQuotes } from './quotes.sql.ts'

type Row = {
  id: string
  organizerId: string
  eventId: string
  state: HoldState
  createdAt: Date
  expiresAt: Date
  extensions: number
  quoteId: string
  totalMinor: bigint
  currency: string
}

const columns = sql`id, organizer_id, event_id, created_at, expires_at, extensions, quote_id, total_minor, currency,
  case when state = 'live' and expires_at <= clock_timestamp() then 'expired' else state end as state`

async function holdOf(tx: Tx, row: Row | undefined): Promise<Hold | null> {
  return row ? { ...row, ...(await selectQuote(tx, row.quoteId)) } : null
}

export async function selectHold(tx: Tx, holdId: string): Promise<Hold | null> {
  const { rows } =
    await sql<Row>`select ${columns} from holds where organizer_id = current_organizer() and id = ${holdId}`.execute(tx)
  return holdOf(tx, rows[0])
}

/** Longer by the time it was given at first, once. Null when it has ended or was extended before. */
export async function extendHold(tx: Tx, holdId: string): Promise<Hold | null> {
  const { rows } = await sql<Row>`
    update holds set extensions = extensions + 1, expires_at = clock_timestamp() + make_interval(secs => ttl_seconds)
     where organizer_id = current_organizer() and id = ${holdId} and state = 'live' and expires_at > clock_timestamp() and extensions = 0
    returning ${columns}
  `.execute(tx)
  return holdOf(tx, rows[0])
}

/** Holds by id, in one call of its own; for reading, not for deciding. */
export async function readHolds(db: Db, organizerId: string, holdIds: string[]): Promise<Map<string, Hold>> {
  const rows = await db.call<HoldCallRow>('read-holds', 'select * from read_holds($1, $2::uuid[])', [
    organizerId,
    holdIds,
  ])
  const quoteIds = rows.map(row => row.quote_id)
  const quotes = rememberedQuotes(quoteIds) ?? (await db.tenant(organizerId, tx => selectQuotes(tx, quoteIds)))
  return new Map(rows.map(row => [row.id, holdOfCall(row, quotes)]))
}

type HoldCallRow = {
  id: string
  organizer_id: string
  event_id: string
  created_at: Date
  expires_at: Date
  extensions: number
  quote_id: string
  total_minor: bigint
  currency: string
  state: HoldState
}

function holdOfCall(row: HoldCallRow, quotes: ReadonlyMap<string, KeptQuote>): Hold {
  const quote = quotes.get(row.quote_id)
  if (!quote) throw new Error(`the quote ${row.quote_id} is not there`)
  return {
    id: row.id,
    organizerId: row.organizer_id,
    eventId: row.event_id,
    state: row.state,
    createdAt: row.created_at,
    expiresAt: row.expires_at,
    extensions: row.extensions,
    quoteId: row.quote_id,
    totalMinor: row.total_minor,
    currency: row.currency,
    ...quote,
  }
}

/** Live holds become orders': converted at once (null), or kept for minutes until payment is due. Answers until when, for those that were live. */
export async function takeHolds(
  tx: Tx,
  wishes: ReadonlyArray<{ holdId: string; keepMinutes: number | null }>,
): Promise<Map<string, Date>> {
  const { rows } = await sql<{ id: string; expiresAt: Date }>`
    select * from take_holds(${wishes.map(wish => wish.holdId)}::uuid[], ${wishes.map(wish => wish.keepMinutes)}::int[])
  `.execute(tx)
  return new Map(rows.map(row => [row.id, row.expiresAt]))
}

/** What has become of a hold that could not be taken. */
export async function selectHoldState(tx: Tx, holdId: string): Promise<HoldState | null> {
  const { rows } = await sql<{ state: HoldState }>`
    select state from holds where organizer_id = current_organizer() and id = ${holdId}
  `.execute(tx)
  return rows[0]?.state ?? null
}

/** A paid order converts the hold that was kept for it, late or not; false when somebody ended it. */
export async function convertHold(tx: Tx, holdId: string): Promise<boolean> {
  const { numAffectedRows } = await sql`
    update holds set state = 'converted' where organizer_id = current_organizer() and id = ${holdId} and state = 'ordered'
  `.execute(tx)
  return numAffectedRows === 1n
}

/** Ends a hold that still claims something and gives that back; false when it had ended before. */
export async function releaseHold(tx: Tx, holdId: string, from: 'live' | 'ordered'): Promise<boolean> {
  const { rows } = await sql<{ poolIds: string[]; poolQuantities: number[] }>`
    update holds set state = 'released' where organizer_id = current_organizer() and id = ${holdId} and state = ${from} returning pool_ids, pool_quantities
  `.execute(tx)
  const hold = rows[0]
  if (!hold) return false
  await freePools(tx, hold.poolIds, hold.poolQuantities)
  return true
}

export async function freePools(tx: Tx, poolIds: string[], quantities: number[]): Promise<void> {
  if (poolIds.length === 0) return
  await sql`select free_pools(current_organizer(), ${poolIds}::uuid[], ${quantities}::int[])`.execute(tx)
}

/** Takes what an expired hold had claimed once more, if all of it is there. */
export async function retakeExpired(tx: Tx, holdId: string): Promise<boolean> {
  if (await retake(tx, holdId)) return true
  // What expired holds of others still stand for is free: a payment does not wait for the sweeper either.
  await sql`
    select reclaim_holds(organizer_id, pool_ids, 1000) from holds where organizer_id = current_organizer() and id = ${holdId}
  `.execute(tx)
  return retake(tx, holdId)
}

async function retake(tx: Tx, holdId: string): Promise<boolean> {
  const { rows } = await sql<{ taken: boolean }>`
    update holds set state = 'converted'
     where organizer_id = current_organizer() and id = ${holdId} and state in ('expired', 'released')
       and take_pools(organizer_id, pool_ids, pool_quantities)
    returning true as taken
  `.execute(tx)
  return rows.length > 0
}

export type PoolRow = {
  id: string
  eventId: string
  name: string
  capacity: number | null
  taken: number
  held: number
  /** Of what is taken, how much expired holds still stand for. */
  expired: number
  version: number
  draws: Array<{ productId: string; variantId: string | null; dateId: string | null }>
}

/** Pools of an event with what they hold now; expired holds are told apart, since they claim nothing. */
export async function selectPools(tx: Tx, eventId: string): Promise<PoolRow[]> {
  const { rows } = await sql<PoolRow>`
    select p.id, p.event_id, p.name, c.capacity, c.taken, p.version,
           coalesce(h.held, 0)::int as held, coalesce(h.expired, 0)::int as expired,
           coalesce((select jsonb_agg(jsonb_build_object('productId', d.product_id, 'variantId', d.variant_id, 'dateId', d.date_id) order by d.id)
                       from pool_draws d where d.organizer_id = p.organizer_id and d.pool_id = p.id), '[]') as draws
      from pools p
      join pool_counters c on c.organizer_id = p.organizer_id and c.pool_id = p.id
      left join (
        select u.pool, sum(u.quantity) filter (where expires_at > clock_timestamp()) as held, sum(u.quantity) filter (where expires_at <= clock_timestamp()) as expired
          from holds, unnest(pool_ids, pool_quantities) as u(pool, quantity)
         where organizer_id = current_organizer() and event_id = ${eventId} and state in ('live', 'ordered') group by u.pool
      ) h on h.pool = p.id
     where p.organizer_id = current_organizer() and p.event_id = ${eventId} order by p.created_at, p.id
  `.execute(tx)
  return rows
}

/** Whether a live hold, or an order that is still to be paid, has a line of this product, or of this variant when given. */
export async function isHeld(tx: Tx, productId: string, variantId: string | null): Promise<boolean> {
  const { rows } = await sql`
    select from holds h join quotes q on q.organizer_id = h.organizer_id and q.id = h.quote_id
     where h.organizer_id = current_organizer() and h.state in ('live', 'ordered') and h.expires_at > clock_timestamp()
       and exists (select from jsonb_array_elements(q.content -> 'lines') l
                    where l ->> 'productId' = ${productId} and (${variantId}::text is null or l ->> 'variantId' = ${variantId})) limit 1
  `.execute(tx)
  return rows.length > 0
}
