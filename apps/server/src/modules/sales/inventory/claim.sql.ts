import type { Db } from '../../../platform/db/db.ts'

export type ClaimRequest = {
  organizerId: string
  holdId: string
  eventId: string
  catalogVersion: number
  opens: Date
  closes: Date
  ttlSeconds: number
  /** JSON of what the hold remembers. */
  content: string
  totalMinor: bigint
  currency: string
  idempotencyKey: string | null
  requestHash: Buffer | null
  demands: Array<{ poolId: string; quantity: number }>
}

export type ClaimOutcome =
  | { kind: 'accepted'; createdAt: Date; expiresAt: Date }
  | { kind: 'replayed'; holdId: string }
  | { kind: 'key_reused' | 'stale' | 'not_published' | 'not_yet_on_sale' | 'sale_ended' }
  | { kind: 'sold_out'; poolId: string; available: number; reclaimable: boolean }

type Row = {
  outcome: string
  hold_id: string
  created_at: Date
  expires_at: Date
  short_pool: string
  available: number
  reclaimable: boolean
}

const CLAIM = `select * from claim_holds($1, $2::uuid[], $3::uuid[], $4::int[], $5::timestamptz[], $6::timestamptz[], $7::int[],
  $8::text[], $9::bigint[], $10::text[], $11::text[], $12::bytea[], $13::int[], $14::uuid[], $15::int[])`

/** Claims a batch in one call; see the function in migration 0005 for how it decides. */
export async function claimHolds(db: Db, organizerId: string, batch: ClaimRequest[]): Promise<ClaimOutcome[]> {
  const demands = batch.flatMap((request, index) => request.demands.map(demand => ({ index: index + 1, ...demand })))
  const rows = await db.call<Row>('claim-holds', CLAIM, [
    organizerId,
    batch.map(request => request.holdId),
    batch.map(request => request.eventId),
    batch.map(request => request.catalogVersion),
    batch.map(request => request.opens),
    batch.map(request => request.closes),
    batch.map(request => request.ttlSeconds),
    batch.map(request => request.content),
    batch.map(request => request.totalMinor.toString()),
    batch.map(request => request.currency),
    batch.map(request => request.idempotencyKey),
    batch.map(request => request.requestHash),
    demands.map(demand => demand.index),
    demands.map(demand => demand.poolId),
    demands.map(demand => demand.quantity),
  ])
  return rows.map(outcomeOf)
}

function outcomeOf(row: Row): ClaimOutcome {
  switch (row.outcome) {
    case 'accepted':
      return { kind: 'accepted', createdAt: row.created_at, expiresAt: row.expires_at }
    case 'replayed':
      return { kind: 'replayed', holdId: row.hold_id }
    case 'sold_out':
      return { kind: 'sold_out', poolId: row.short_pool, available: row.available, reclaimable: row.reclaimable }
    case 'key_reused':
    case 'stale':
    case 'not_published':
    case 'not_yet_on_sale':
    case 'sale_ended':
      return { kind: row.outcome }
    default:
      throw new Error(`claim_holds answered ${row.outcome}`)
  }
}

/** Ends expired holds, those that touch `poolIds` when given; returns how many. */
export async function reclaimHolds(
  db: Db,
  organizerId: string,
  poolIds: string[] | null,
  most: number,
): Promise<number> {
  const [row] = await db.call<{ ended: number }>('reclaim-holds', 'select reclaim_holds($1, $2::uuid[], $3) as ended', [
    organizerId,
    poolIds,
    most,
  ])
  return row?.ended ?? 0
}
