import { paletteNames } from '@tessera/mosaic/palettes'
import { z } from 'zod'
import { at, id, instant, instantOut, line, locale, page, translated } from '../../../platform/http/wire.ts'
import {
  category,
  dateOut,
  knownCurrency,
  modes,
  sharedOut,
  states,
  text,
  timezone,
  wireShared,
} from '../catalog.schemas.ts'
import type { EventChange, EventFee, EventRecord, MovedDate, NewDate, NewEvent } from './public.ts'

export const organizerParams = z.object({ organizer: id('org') })
export const eventParams = z.object({ organizer: id('org'), event: id('evt') })
export const dateParams = eventParams.extend({ date: id('dat') })

const webAddress = z.url({ protocol: /^https?$/ }).max(2_000)
const orNull = <T extends z.ZodType>(schema: T) => schema.nullish().transform(value => value ?? null)

export const venueIn = z.strictObject({
  name: orNull(line(200)),
  street: orNull(line(200)),
  postal_code: orNull(line(20)),
  city: orNull(line(120)),
  region: orNull(line(120)),
  country: orNull(z.string().regex(/^[A-Z]{2}$/, 'must be an ISO 3166 code')),
  latitude: orNull(z.number().min(-90).max(90)),
  longitude: orNull(z.number().min(-180).max(180)),
})

export const dateIn = z.strictObject({
  starts_at: instant,
  ends_at: instant.nullish(),
  doors_at: instant.nullish(),
  label: translated(120).optional(),
})

const feeIn = z.strictObject({
  fixed_minor: z
    .string()
    .regex(/^\d{1,12}$/)
    .meta({ description: 'For each unit, in minor units' }),
  percent_ppm: z.number().int().min(0).max(1_000_000).meta({ description: 'Of its price, in parts per million' }),
  payer: z.enum(['buyer', 'organizer']).default('buyer'),
})

const slug = z
  .string()
  .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'must be lower-case words joined by hyphens')
  .max(100)

const fields = {
  title: text(200).meta({ description: 'By language, in `default_locale` at least' }),
  summary: translated(500).optional(),
  description: translated(20_000).optional(),
  category: category.optional(),
  timezone,
  currency: knownCurrency.optional().meta({ description: "The organizer's unless given" }),
  default_locale: locale.optional().meta({ description: "The organizer's unless given" }),
  attendance_mode: z.enum(modes).optional(),
  venue: venueIn.nullish().meta({ description: 'Its name or city is needed to publish what takes place somewhere' }),
  online_url: webAddress.nullish(),
  palette: z.enum(paletteNames).nullish(),
  fee: feeIn.optional(),
  slug: slug.optional(),
}

export const eventIn = z.strictObject({ ...fields, dates: z.array(dateIn).min(1).max(400) })
export const eventChange = z.strictObject(fields).partial()
export const dateChange = dateIn
  .partial()
  .extend({ state: z.enum(['scheduled', 'cancelled']).optional(), tell_buyers: z.boolean().optional() })
const reason = z.string().trim().min(1).max(1_000)
export const cancelIn = z.strictObject({ reason })
export const postponeIn = z.strictObject({ reason })
export const rescheduleIn = z.strictObject({
  reason: reason.nullish(),
  dates: z
    .array(
      z.strictObject({ id: id('dat'), starts_at: instant, ends_at: instant.nullish(), doors_at: instant.nullish() }),
    )
    .min(1)
    .max(400),
})
const parts = z
  .array(z.enum(['products', 'questions', 'pools', 'check_in_lists']))
  .default(['products', 'questions', 'pools', 'check_in_lists'])
export const cloneIn = z
  .strictObject({
    title: text(200).optional(),
    shift_days: z.number().int().min(-36_500).max(36_500).optional(),
    first_starts_at: instant.optional(),
    parts,
  })
  .refine(
    wish => (wish.shift_days === undefined) !== (wish.first_starts_at === undefined),
    'Name either shift_days or first_starts_at',
  )
export const eventsQuery = z.object({
  state: z.enum(states).optional(),
  q: z.string().trim().min(1).max(200).optional(),
  limit: z.coerce.number().int().min(1).max(100).default(50),
  cursor: z.string().max(500).optional(),
})

const feeOut = z
  .object({ fixed_minor: z.string(), percent_ppm: z.number().int(), payer: z.enum(['buyer', 'organizer']) })
  .meta({ id: 'EventFee' })

export const eventOut = z
  .object({
    ...sharedOut,
    online_url: z.string().nullable(),
    fee: feeOut,
    external_id: z.string().nullable(),
    version: z.number().int(),
    created_at: instantOut,
  })
  .meta({ id: 'Event' })
export const eventsOut = page(eventOut)
export const datesOut = page(dateOut)

export function newEventOf(
  body: z.output<typeof eventIn>,
  defaults: { currency: string; defaultLocale: string },
): NewEvent {
  return {
    ...changeOf(body),
    title: body.title,
    timezone: body.timezone,
    currency: body.currency ?? defaults.currency,
    defaultLocale: body.default_locale ?? defaults.defaultLocale,
    dates: body.dates.map(newDateOf),
  }
}

export function changeOf(body: z.output<typeof eventChange>): EventChange {
  const {
    default_locale: defaultLocale,
    attendance_mode: attendanceMode,
    online_url: onlineUrl,
    fee,
    venue,
    ...same
  } = body
  return {
    ...same,
    defaultLocale,
    attendanceMode,
    ...(onlineUrl === undefined ? {} : { onlineUrl }),
    ...(venue === undefined ? {} : { venue: venue && { ...venue, postalCode: venue.postal_code } }),
    fee: fee && feeOf(fee),
  }
}

const feeOf = (fee: z.output<typeof feeIn>): EventFee => ({
  fixedMinor: BigInt(fee.fixed_minor),
  ppm: fee.percent_ppm,
  payer: fee.payer,
})

export function newDateOf(date: z.output<typeof dateIn>): NewDate {
  return { startsAt: date.starts_at, endsAt: date.ends_at, doorsAt: date.doors_at, label: date.label }
}

export function movedDatesOf({ dates }: z.output<typeof rescheduleIn>): MovedDate[] {
  return dates.map(date => ({
    id: date.id,
    startsAt: date.starts_at,
    endsAt: date.ends_at ?? null,
    doorsAt: date.doors_at ?? null,
  }))
}

export function dateChangeOf(change: Omit<z.output<typeof dateChange>, 'tell_buyers'>) {
  return {
    ...(change.starts_at ? { startsAt: change.starts_at } : {}),
    ...(change.ends_at === undefined ? {} : { endsAt: change.ends_at }),
    ...(change.doors_at === undefined ? {} : { doorsAt: change.doors_at }),
    ...(change.label ? { label: change.label } : {}),
    ...(change.state ? { state: change.state } : {}),
  }
}

export function wireEvent(event: EventRecord, origin: string): z.input<typeof eventOut> {
  return {
    ...wireShared(event, origin),
    online_url: event.onlineUrl,
    fee: { fixed_minor: event.fee.fixedMinor.toString(), percent_ppm: event.fee.ppm, payer: event.fee.payer },
    external_id: event.externalId,
    version: event.version,
    created_at: at(event.createdAt),
  }
}
