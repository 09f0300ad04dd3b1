import { newTenantUuid } from '@tessera/kernel/ids'
import type { Db } from '../../../platform/db/db.ts'
import { idempotencyErrors, type Problem } from '../../../platform/errors/errors.ts'
import { wireId } from '../../../platform/http/wire.ts'
import type { Lane } from '../../../platform/lanes/lane.ts'
import type { CartRefusal, CheckedCart } from './cart.ts'
import { type ClaimOutcome, type ClaimRequest, reclaimHolds } from './claim.sql.ts'
import { selectHold } from './holds.sql.ts'
import { type PricedCart, pricedCart } from './priced-cart.ts'
import { type Hold, inventoryErrors, type Placed, type WantedLine } from './public.ts'
import type { Snapshots } from './snapshots.ts'

export type PlaceHold = {
  organizerId: string
  eventId: string
  lines: WantedLine[]
  /** Principal and key of the request, hashed; null where the caller needs no replay. */
  idempotencyKey: string | null
  requestHash: Buffer | null
}

type Deps = {
  db: Db
  snapshots: Snapshots
  lane: Lane<ClaimRequest, ClaimOutcome>
  holdSeconds: number
  secretOf(holdId: string): string
}

const ATTEMPTS = 3

/**
 * Claims capacity and price for a short time. The price comes from a remembered catalogue whose version the database
 * proves at the moment of the claim; when it has changed meanwhile, the cart is priced again.
 */
export async function placeHold(deps: Deps, command: PlaceHold): Promise<Placed> {
  for (let attempt = 1; ; attempt++) {
    const snapshot = await deps.snapshots.get(command.organizerId, command.eventId, attempt > 1)
    if (!snapshot) throw inventoryErrors.not_on_sale()
    const checked = pricedCart(snapshot, command.lines)
    if (!checked.ok) {
      // A remembered catalogue may be older than what the buyer saw; only a fresh one may refuse.
      if (attempt === 1) continue
      throw refusal(checked.reason)
    }
    const hold = priced(command, checked.value)
    const outcome = await deps.lane.submit(
      claimOf(deps, command, snapshot.sale.event.catalogVersion, checked.value, hold),
    )
    if (outcome.kind === 'accepted')
      return {
        hold: { ...hold, createdAt: outcome.createdAt, expiresAt: outcome.expiresAt },
        secret: deps.secretOf(hold.id),
        replayed: false,
      }
    if (outcome.kind === 'replayed') return replay(deps, command.organizerId, outcome.holdId)
    const again = outcome.kind === 'stale' || (outcome.kind === 'sold_out' && outcome.reclaimable)
    if (!again || attempt >= ATTEMPTS) throw refusalOf(outcome, checked.value)
    if (outcome.kind === 'sold_out')
      await reclaimHolds(
        deps.db,
        command.organizerId,
        checked.value.demands.map(demand => demand.poolId),
        1000,
      )
  }
}

function priced(command: PlaceHold, { cart, lines, quote, row }: PricedCart): Hold {
  const now = new Date()
  return {
    id: newTenantUuid(command.organizerId),
    organizerId: command.organizerId,
    eventId: command.eventId,
    state: 'live',
    createdAt: now,
    expiresAt: now,
    extensions: 0,
    lines,
    quote,
    quoteId: row.id,
    totalMinor: quote.total.grossMinor,
    currency: cart.currency,
  }
}

function claimOf(
  deps: Deps,
  command: PlaceHold,
  catalogVersion: number,
  checked: PricedCart,
  hold: Hold,
): ClaimRequest {
  return {
    organizerId: command.organizerId,
    holdId: hold.id,
    eventId: command.eventId,
    catalogVersion,
    opens: checked.opens,
    closes: checked.closes,
    ttlSeconds: deps.holdSeconds,
    quote: checked.row,
    totalMinor: hold.totalMinor,
    currency: hold.currency,
    idempotencyKey: command.idempotencyKey,
    requestHash: command.requestHash,
    demands: checked.demands,
  }
}

/** The first answer again: as the hold was when it was placed, whatever became of it since. */
async function replay(deps: Deps, organizerId: string, holdId: string): Promise<Placed> {
  const hold = await deps.db.tenant(organizerId, tx => selectHold(tx, holdId))
  if (!hold) throw inventoryErrors.hold_expired()
  const expiresAt = new Date(hold.createdAt.getTime() + deps.holdSeconds * 1000)
  return { hold: { ...hold, state: 'live', extensions: 0, expiresAt }, secret: deps.secretOf(holdId), replayed: true }
}

export function refusal(reason: CartRefusal): Problem {
  switch (reason.code) {
    case 'not_on_sale':
      return inventoryErrors.not_on_sale()
    case 'limit':
      return inventoryErrors.limit({
        detail: `Between ${reason.min} and ${reason.max} can be in one order`,
        extra: { product_id: wireId('prd', reason.productId), min: reason.min, max: reason.max },
      })
    case 'unknown_line':
      return inventoryErrors.unknown_line({
        fields: [{ path: `lines.${reason.index}.${reason.field}`, code: 'unknown', message: reason.message }],
      })
  }
}

function refusalOf(outcome: Exclude<ClaimOutcome, { kind: 'accepted' | 'replayed' }>, checked: CheckedCart): Problem {
  switch (outcome.kind) {
    case 'sold_out': {
      const short = checked.lines.filter(line => line.poolIds.includes(outcome.poolId))
      return inventoryErrors.sold_out({
        detail: outcome.available > 0 ? `Only ${outcome.available} left` : undefined,
        extra: { available: outcome.available, product_ids: short.map(line => wireId('prd', line.productId)) },
      })
    }
    case 'key_reused':
      return idempotencyErrors.key_reused()
    case 'not_published':
      return inventoryErrors.not_on_sale()
    case 'not_yet_on_sale':
      return inventoryErrors.not_yet_on_sale({ extra: { sale_starts_at: checked.opens.toISOString() } })
    case 'sale_ended':
      return inventoryErrors.sale_ended()
    case 'stale':
      return inventoryErrors.busy({ detail: 'The organizer is changing this event right now', retryAfterSeconds: 1 })
  }
}
