import { isCurrency } from '@tessera/kernel/currency'
import { isZone } from '@tessera/kernel/local-dates'
import { z } from 'zod'
import { at, atOrNull, currency, idOut, instantOut, line, translated, wireId } from '../../platform/http/wire.ts'
import type { EventDate, EventPicture, EventRecord } from './events/public.ts'

// What several modules of the catalogue say alike on the wire.

export const states = ['draft', 'published', 'ended', 'cancelled', 'postponed'] as const
export const modes = ['in_person', 'online', 'hybrid'] as const

export const productKinds = ['admission', 'add_on', 'merchandise'] as const
export const questionKinds = [
  'text',
  'long_text',
  'choice',
  'choices',
  'checkbox',
  'number',
  'date',
  'country',
  'phone',
  'email',
] as const

export const taxOut = z
  .object({ code: z.string(), label: translated(), rate_ppm: z.number().int() })
  .meta({ id: 'ProductTax' })

export const timezone = line(60)
  .refine(isZone, 'must be an IANA time zone')
  .meta({ description: 'IANA time zone, such as Europe/Berlin' })
export const knownCurrency = currency.refine(isCurrency, 'must be a currency in use')
export const category = z.string().regex(/^[a-z][a-z0-9_]{1,39}$/, 'must be a word in lower case')
/** A text in at least one language. */
export const text = (most: number) =>
  translated(most).refine(value => Object.values(value).some(words => words.trim() !== ''), {
    error: 'must have a text',
    params: { code: 'missing' },
  })
export const pictureOut = z
  .object({
    alt: translated(),
    sizes: z.array(
      z.object({
        name: z.string(),
        width: z.number().int(),
        height: z.number().int(),
        content_type: z.string(),
        url: z.string(),
      }),
    ),
  })
  .meta({ id: 'Picture' })

export const venueOut = z
  .object({
    name: z.string().nullable(),
    street: z.string().nullable(),
    postal_code: z.string().nullable(),
    city: z.string().nullable(),
    region: z.string().nullable(),
    country: z.string().nullable(),
    latitude: z.number().nullable(),
    longitude: z.number().nullable(),
  })
  .meta({ id: 'Venue' })

export const dateOut = z
  .object({
    id: idOut('dat'),
    starts_at: instantOut,
    ends_at: instantOut.nullable(),
    doors_at: instantOut.nullable(),
    label: translated(),
    state: z.enum(['scheduled', 'cancelled']),
    version: z.number().int(),
  })
  .meta({ id: 'EventDate' })

/** What the organizer and the public see alike. */
export const sharedOut = {
  id: idOut('evt'),
  slug: z.string(),
  state: z.enum(states),
  title: translated(),
  summary: translated(),
  description: translated(),
  category: z.string(),
  timezone: z.string(),
  currency,
  default_locale: z.string(),
  attendance_mode: z.enum(modes),
  venue: venueOut.nullable(),
  picture: pictureOut.nullable(),
  palette: z.string().nullable(),
  dates: z.array(dateOut),
  source_url: z.string().nullable(),
  published_at: instantOut.nullable(),
  cancelled_at: instantOut.nullable(),
  cancel_reason: z.string().nullable(),
  public_url: z.string(),
}

export function wirePicture(picture: EventPicture | null): z.input<typeof pictureOut> | null {
  if (!picture) return null
  const address = `/v1/files/${wireId('fil', picture.fileId)}`
  return {
    alt: picture.alt,
    sizes: picture.sizes.map(({ name, width, height, contentType }) => ({
      name,
      width,
      height,
      content_type: contentType,
      url: `${address}/${name}`,
    })),
  }
}

export function wireDate(date: EventDate): z.input<typeof dateOut> {
  return {
    id: wireId('dat', date.id),
    starts_at: at(date.startsAt),
    ends_at: atOrNull(date.endsAt),
    doors_at: atOrNull(date.doorsAt),
    label: date.label,
    state: date.state,
    version: date.version,
  }
}

export function wireShared(event: EventRecord, origin: string) {
  const { name, street, postalCode, city, region, country, latitude, longitude } = event.venue
  const somewhere = [name, street, postalCode, city, region, country, latitude].some(part => part !== null)
  return {
    id: wireId('evt', event.id),
    slug: event.slug,
    state: event.state,
    title: event.title,
    summary: event.summary,
    description: event.description,
    category: event.category,
    timezone: event.timezone,
    currency: event.currency,
    default_locale: event.defaultLocale,
    attendance_mode: event.attendanceMode,
    venue: somewhere ? { name, street, postal_code: postalCode, city, region, country, latitude, longitude } : null,
    picture: wirePicture(event.picture),
    palette: event.palette,
    dates: event.dates.map(wireDate),
    source_url: event.sourceUrl,
    published_at: atOrNull(event.publishedAt),
    cancelled_at: atOrNull(event.cancelledAt),
    cancel_reason: event.cancelReason,
    public_url: `${origin}/e/${event.slug}`,
  }
}
