import { audit, difference } from '../../../platform/audit/audit.ts'
import type { Tx } from '../../../platform/db/db.ts'
import type { Actor } from '../../../platform/http/access.ts'
import { emit } from '../../../platform/outbox/outbox.ts'
import { type Catalog, type EventProjection, eventChanged, eventErrors, type WholeEvent } from '../events/public.ts'
import type { ProductSales } from './ports.ts'

export type ChangeDeps = { catalog: Catalog; projection: EventProjection; sales: ProductSales }

/** Opens a change of what an event offers: holds priced before it are stale from here on, and other changes wait. */
export async function openOffers(tx: Tx, deps: ChangeDeps, eventId: string): Promise<WholeEvent> {
  await deps.catalog.bumpCatalogVersion(tx, eventId)
  const whole = await deps.catalog.whole(tx, eventId)
  if (!whole) throw eventErrors.not_found()
  return whole
}

type Recorded = { id: string } & Record<string, unknown>

export async function closeOffers(
  tx: Tx,
  deps: ChangeDeps,
  { event }: WholeEvent,
  record: {
    actor: Actor
    action: string
    kind: 'product' | 'question'
    id: string
    before?: Recorded
    after?: Recorded
  },
): Promise<void> {
  if (event.state !== 'draft') await deps.projection.refresh(tx, event.id)
  const changes = difference(plain(record.before), plain(record.after ?? { id: record.id }))
  await audit(tx, {
    actor: record.actor,
    action: record.action,
    subject: { kind: record.kind, id: record.id },
    changes,
  })
  if (event.state !== 'draft') await emit(tx, eventChanged, event.id, { slug: event.slug })
}

/** Money inside variants as text: JSON knows no bigint. */
function plain(thing: Recorded | undefined): Record<string, unknown> {
  return JSON.parse(
    JSON.stringify(thing ?? {}, (_key, value: unknown) => (typeof value === 'bigint' ? value.toString() : value)),
  ) as Record<string, unknown>
}
