import type { Db } from '../../../platform/db/db.ts'

export type ClaimRequest = {
  organizerId: string
  holdId: string
  eventId: string
  catalogVersion: number
  opens: Date
  closes: Date
  ttlSeconds: number
  quote: QuoteToKeep
  totalMinor: bigint
  currency: string
  idempotencyKey: string | null
  requestHash: Buffer | null
  demands: Array<{ poolId: string; quantity: number }>
}

/** A priced cart by its id; the claim writes it down unless that was done before. */
export type QuoteToKeep = { id: string; eventId: string; content: string; kept: boolean }

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
  $8::uuid[], $9::bigint[], $10::text[], $11::text[], $12::bytea[], $13::int[], $14::int[], $15::uuid[], $16::int[], $17::uuid[], $18::uuid[],
  $19::text[])`

/** Claims a batch in one call; see the function in migration 0150 for how it decides. */
export async function claimHolds(db: Db, organizerId: string, batch: ClaimRequest[]): Promise<ClaimOutcome[]> {
  const demands: ClaimRequest['demands'] = []
  const [from, to]: [number[], number[]] = [[], []]
  for (const request of batch) {
    from.push(demands.length + 1)
    demands.push(...request.demands)
    to.push(demands.length)
  }
  const newQuotes = [...new Set(batch.map(request => request.quote))].filter(quote => !quote.kept)
  const rows = await db.call<Row>('claim-holds', CLAIM, [
    organizerId,
    batch.map(request => request.holdId),
    batch.map(request => request.eventId),
    batch.map(request => request.catalogVersion),
    batch.map(request => request.opens.toISOString()),
    batch.map(request => request.closes.toISOString()),
    batch.map(request => request.ttlSeconds),
    batch.map(request => request.quote.id),
    batch.map(request => request.totalMinor.toString()),
    batch.map(request => request.currency),
    batch.map(request => request.idempotencyKey),
    batch.map(request => request.requestHash),
    from,
    to,
    demands.map(demand => demand.poolId),
    demands.map(demand => demand.quantity),
    newQuotes.map(quote => quote.id),
    newQuotes.map(quote => quote.eventId),
    newQuotes.map(quote => quote.content),
  ])
  for (const [index, { outcome }] of rows.entries()) if (outcome === 'accepted') batch[index]!.quote.kept = true
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

/** Forgets quotes to which neither a hold nor an order refers any more; returns how many. */
export async function forgetQuotes(db: Db, organizerId: string, most: number): Promise<number> {
  const [row] = await db.call<{ forgotten: number }>('forget-quotes', 'select forget_quotes($1, $2) as forgotten', [
    organizerId,
    most,
  ])
  return row?.forgotten ?? 0
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
