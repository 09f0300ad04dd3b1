import { z } from 'zod'
import { at, atOrNull, id, idOut, instant, instantOut, line, wireId } from '../../../platform/http/wire.ts'
import type { CountedList } from './facade.ts'
import type { Gate } from './gates.sql.ts'
import type { CheckInList, CheckInListInput, Counts, ListWindow } from './public.ts'

export const eventParams = z.object({ organizer: id('org'), event: id('evt') })
export const listParams = eventParams.extend({ list: id('cil') })
export const gateParams = eventParams.extend({ gate: id('gat') })

const minutes = z.int().min(0).max(100_000).nullable()
const windowIn = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('fixed'),
    opens_at: instant.nullish(),
    closes_at: instant.nullish(),
  }),
  z.strictObject({
    kind: z.literal('relative'),
    opens_minutes_before: minutes.default(null),
    closes_minutes_after: minutes.default(null),
    closes_relative_to: z.enum(['start', 'end']).default('end'),
  }),
])
const some = (prefix: 'prd' | 'var' | 'dat' | 'gat') => z.array(id(prefix)).min(1).max(200).nullish()
const fields = {
  name: line(120),
  product_ids: some('prd').meta({ description: 'Only these products; null is every admission' }),
  variant_ids: some('var'),
  date_ids: some('dat'),
  gate_ids: some('gat'),
  window: windowIn.meta({
    description: 'Instants, or minutes around each date; a ticket enters once for each opening',
  }),
  reentry: z.enum(['none', 'after_exit', 'unlimited']),
  closed: z.boolean(),
}
export const listBody = z.strictObject({
  ...fields,
  window: fields.window.default({ kind: 'fixed' }),
  reentry: fields.reentry.default('none'),
  closed: fields.closed.default(false),
})
export const listPatch = z.strictObject(fields).partial()

export const countsSchema = z
  .object({
    expected: z.int().meta({ description: 'Valid tickets that the list admits' }),
    entered: z.int().meta({ description: 'Of them, those that have entered at least once' }),
    inside: z.int().meta({ description: 'Of those, who has not left' }),
  })
  .meta({ id: 'CheckInCounts' })

const windowOut = z.union([
  z.object({ kind: z.literal('fixed'), opens_at: instantOut.nullable(), closes_at: instantOut.nullable() }),
  z.object({
    kind: z.literal('relative'),
    opens_minutes_before: z.int().nullable(),
    closes_minutes_after: z.int().nullable(),
    closes_relative_to: z.enum(['start', 'end']),
  }),
])

const listFields = {
  id: idOut('cil'),
  event_id: idOut('evt'),
  name: z.string(),
  product_ids: z.array(idOut('prd')).nullable(),
  variant_ids: z.array(idOut('var')).nullable(),
  date_ids: z.array(idOut('dat')).nullable(),
  gate_ids: z.array(idOut('gat')).nullable(),
  window: windowOut,
  reentry: z.enum(['none', 'after_exit', 'unlimited']),
  closed: z.boolean(),
  version: z.int(),
  created_at: instantOut,
}
/** As a scanner takes it along; its counts are read by themselves. */
export const doorListSchema = z.object(listFields).meta({ id: 'DoorList' })
export const listSchema = z.object({ ...listFields, counts: countsSchema }).meta({ id: 'CheckInList' })

export const gateBody = z.strictObject({ name: line(80) })
export const gateSchema = z.object({ id: idOut('gat'), event_id: idOut('evt'), name: z.string() }).meta({ id: 'Gate' })

type ListBody = z.output<typeof listBody>

export function listInputOf(body: ListBody): CheckInListInput {
  const { product_ids, variant_ids, date_ids, gate_ids, window, ...rest } = body
  return {
    ...rest,
    productIds: product_ids ?? null,
    variantIds: variant_ids ?? null,
    dateIds: date_ids ?? null,
    gateIds: gate_ids ?? null,
    window: windowOf(window),
  }
}

/** What is absent stays; null takes a limit away. */
export function listChangeOf(body: Partial<ListBody>): Partial<CheckInListInput> {
  const { product_ids, variant_ids, date_ids, gate_ids, window, name, reentry, closed } = body
  const change: Partial<CheckInListInput> = {}
  if (product_ids !== undefined) change.productIds = product_ids
  if (variant_ids !== undefined) change.variantIds = variant_ids
  if (date_ids !== undefined) change.dateIds = date_ids
  if (gate_ids !== undefined) change.gateIds = gate_ids
  if (window !== undefined) change.window = windowOf(window)
  if (name !== undefined) change.name = name
  if (reentry !== undefined) change.reentry = reentry
  if (closed !== undefined) change.closed = closed
  return change
}

function windowOf(window: z.output<typeof windowIn>): ListWindow {
  return window.kind === 'fixed'
    ? { kind: 'fixed', opensAt: window.opens_at ?? null, closesAt: window.closes_at ?? null }
    : {
        kind: 'relative',
        opensMinutesBefore: window.opens_minutes_before,
        closesMinutesAfter: window.closes_minutes_after,
        closesRelativeTo: window.closes_relative_to,
      }
}

export function presentDoorList(list: CheckInList): z.input<typeof doorListSchema> {
  const { window } = list
  return {
    id: wireId('cil', list.id),
    event_id: wireId('evt', list.eventId),
    name: list.name,
    product_ids: list.productIds?.map(uuid => wireId('prd', uuid)) ?? null,
    variant_ids: list.variantIds?.map(uuid => wireId('var', uuid)) ?? null,
    date_ids: list.dateIds?.map(uuid => wireId('dat', uuid)) ?? null,
    gate_ids: list.gateIds?.map(uuid => wireId('gat', uuid)) ?? null,
    window:
      window.kind === 'fixed'
        ? { kind: 'fixed', opens_at: atOrNull(window.opensAt), closes_at: atOrNull(window.closesAt) }
        : {
            kind: 'relative',
            opens_minutes_before: window.opensMinutesBefore,
            closes_minutes_after: window.closesMinutesAfter,
            closes_relative_to: window.closesRelativeTo,
          },
    reentry: list.reentry,
    closed: list.closed,
    version: list.version,
    created_at: at(list.createdAt),
  }
}

export function presentList({ list, counts }: CountedList): z.input<typeof listSchema> {
  return { ...presentDoorList(list), counts: presentCounts(counts) }
}

export const presentCounts = (counts: Counts): z.input<typeof countsSchema> => ({ ...counts })

export function presentGate(gate: Gate): z.input<typeof gateSchema> {
  return { id: wireId('gat', gate.id), event_id: wireId('evt', gate.eventId), name: gate.name }
}
