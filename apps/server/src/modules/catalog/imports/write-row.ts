import type { Tx } from '../../../platform/db/db.ts'
import { Problem } from '../../../platform/errors/errors.ts'
import type { Actor } from '../../../platform/http/access.ts'
import { type Catalog, type EventRecord, type EventWrites, eventErrors, type KnownImport } from '../events/public.ts'
import type { ProductWrites } from '../products/public.ts'
import type { WantedEvent } from './event-of-row.ts'
import type { AfterImport, ImportIssue } from './public.ts'

export type RowDeps = {
  catalog: Pick<Catalog, 'whole'>
  events: EventWrites
  products: ProductWrites
  afterImport: AfterImport
}

export type RowOutcome = { outcome: 'created' | 'updated' | 'unchanged'; published: boolean; issues: ImportIssue[] }

/** Makes one row of a feed true: creates its event, or changes the one that it made before. */
export async function writeRow(
  tx: Tx,
  deps: RowDeps,
  organizerId: string,
  wanted: WantedEvent,
  known: KnownImport | undefined,
  publish: boolean,
  actor: Actor,
): Promise<RowOutcome> {
  if (known?.importHash === wanted.input.importHash) return { outcome: 'unchanged', published: false, issues: [] }
  const issues: ImportIssue[] = []
  if (!known) {
    const made = await create(tx, deps, organizerId, wanted, actor)
    const announced = () => deps.events.publishNew(tx, made.event, made.products, actor)
    const published = publish && (await announce(tx, deps, announced, wanted, issues, actor))
    return { outcome: 'created', published, issues }
  }
  const eventId = await update(tx, deps, wanted, known, issues, actor)
  const announced = () => deps.events.publish(tx, eventId, actor)
  const published = publish && (await announce(tx, deps, announced, wanted, issues, actor))
  return { outcome: 'updated', published, issues }
}

type Made = { event: EventRecord; products: number }

async function create(tx: Tx, deps: RowDeps, organizerId: string, wanted: WantedEvent, actor: Actor): Promise<Made> {
  const event = await deps.events.create(tx, organizerId, wanted.input, actor)
  const productIds = wanted.product ? [await deps.products.createFirst(tx, event, wanted.product, actor)] : []
  await deps.afterImport(tx, organizerId, event.id, productIds)
  return { event, products: productIds.length }
}

/** The feed has the last word on what it says; products beyond the one it made are the organizer's and stay. */
async function update(
  tx: Tx,
  deps: RowDeps,
  wanted: WantedEvent,
  known: KnownImport,
  issues: ImportIssue[],
  actor: Actor,
): Promise<string> {
  const { dates, currency, externalId: _externalId, ...change } = wanted.input
  const whole = (await deps.catalog.whole(tx, known.id))!
  if (currency !== whole.event.currency) {
    issues.push(
      issueOf(
        wanted,
        'imports.currency_differs',
        'price',
        `The event stays in ${whole.event.currency}; the feed says ${currency} now`,
      ),
    )
  }
  await deps.events.edit(tx, known.id, null, change, actor)
  await deps.events.replaceDates(tx, known.id, dates, actor)
  const [only, ...more] = whole.products
  if (!wanted.product || currency !== whole.event.currency) return known.id
  const { priceMinor, saleEndsAt } = wanted.product
  if (!only) await deps.products.create(tx, known.id, wanted.product, actor)
  else if (more.length === 0) await deps.products.edit(tx, known.id, only.id, null, { priceMinor, saleEndsAt }, actor)
  return known.id
}

async function announce(
  tx: Tx,
  deps: RowDeps,
  publish: () => Promise<EventRecord>,
  wanted: WantedEvent,
  issues: ImportIssue[],
  actor: Actor,
): Promise<boolean> {
  if (wanted.status === 'postponed') {
    issues.push(issueOf(wanted, 'imports.not_published', 'status', 'Postponed without a new date: kept as a draft'))
    return false
  }
  try {
    const { id, state } = await publish()
    if (wanted.status === 'cancelled' && state === 'published') await deps.events.cancel(tx, id, 'Called off', actor)
    return true
  } catch (error) {
    if (
      !(error instanceof Problem) ||
      ![eventErrors.not_publishable.code, eventErrors.wrong_state.code].includes(error.code)
    )
      throw error
    const missing = error.details.fields?.map(field => field.message).join('; ')
    issues.push(
      issueOf(wanted, 'imports.not_published', error.details.fields?.[0]?.path ?? 'state', missing || error.message),
    )
    return false
  }
}

export function issueOf(
  wanted: WantedEvent,
  code: ImportIssue['code'],
  field: string,
  message: string,
  severity: ImportIssue['severity'] = 'loss',
): ImportIssue {
  return { row: wanted.row, externalId: wanted.externalId, severity, code, field, message }
}
