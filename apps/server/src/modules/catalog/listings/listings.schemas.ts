import { parseId } from '@tessera/kernel/ids'
import { z } from 'zod'
import { requestErrors } from '../../../platform/errors/errors.ts'
import {
  at,
  atOrNull,
  currency,
  idOut,
  instantOut,
  money,
  moneyOut,
  page,
  translated,
  wireId,
} from '../../../platform/http/wire.ts'
import {
  category,
  modes,
  pictureOut,
  productKinds,
  questionKinds,
  sharedOut,
  taxOut,
  wirePicture,
  wireShared,
} from '../catalog.schemas.ts'
import type { EventForSale, QuestionOnOffer } from '../events/public.ts'
import type { PriceShown } from '../products/public.ts'
import type { EventCard, EventPage, When } from './public.ts'

const flag = z.enum(['true', 'false']).transform(text => text === 'true')
const when = z
  .union([z.iso.datetime({ offset: true }), z.iso.date()])
  .transform((text): When => (text.length > 10 ? { instant: new Date(text) } : { day: text }))
  .meta({ description: 'A moment (RFC 3339), or a day as it is counted where the event takes place' })

const filters = {
  q: z.string().trim().min(1).max(200).optional(),
  from: when.optional(),
  to: when.optional(),
  organizer: z.string().max(120).optional().meta({ description: "An organizer's `slug`" }),
  free: flag.optional(),
  online: flag.optional(),
  time: z.enum(['upcoming', 'past', 'any']).default('upcoming'),
}
export const searchQuery = z.object({
  ...filters,
  category: category.optional(),
  city: z.string().trim().min(1).max(120).optional(),
  sort: z.enum(['date', 'relevance']).default('date'),
  limit: z.coerce.number().int().min(1).max(100).default(24),
  cursor: z.string().max(500).optional(),
})
export const facetsQuery = z.object(filters)

export const publicParams = z.object({ event: z.string().regex(/^[a-z0-9_-]{1,130}$/) })
export const pageQuery = z.object({
  product: z.string().max(40).optional().meta({ description: 'A hidden product to show, from its link' }),
})
export const calendarQuery = z.object({ locale: z.string().max(20).optional() })
export const mosaicParams = publicParams.extend({ picture: z.string().regex(/^(320|640|960|1200|1920)\.(svg|jpg)$/) })

const states = ['published', 'ended', 'cancelled', 'postponed'] as const

export const cardOut = z
  .object({
    id: idOut('evt'),
    slug: z.string(),
    title: translated(),
    summary: translated(),
    organizer: z.object({ slug: z.string(), name: z.string() }),
    category: z.string(),
    first_starts_at: instantOut,
    last_ends_at: instantOut,
    date_count: z.number().int(),
    timezone: z.string(),
    venue_name: z.string().nullable(),
    city: z.string().nullable(),
    country: z.string().nullable(),
    latitude: z.number().nullable(),
    longitude: z.number().nullable(),
    attendance_mode: z.enum(modes),
    from_price: money.nullable(),
    to_price: money.nullable(),
    free: z.boolean(),
    picture: pictureOut.nullable(),
    palette: z.string().nullable(),
    state: z.enum(states),
  })
  .meta({ id: 'EventCard' })
export const cardsOut = page(cardOut).extend({
  corrected: z.boolean().meta({ description: 'Nothing had these words; these are spelt alike' }),
})

const facetOut = z.object({ value: z.string(), count: z.number().int() })
export const facetsOut = z
  .object({ categories: z.array(facetOut), cities: z.array(facetOut) })
  .meta({ id: 'EventFacets' })

const organizerOut = z
  .object({
    id: idOut('org'),
    slug: z.string(),
    name: z.string(),
    about: translated(),
    website: z.string().nullable(),
    contact_email: z.string().nullable(),
    legal_name: z.string().nullable(),
    legal_address: z.string().nullable(),
    country: z.string(),
    accent: z.string().nullable(),
  })
  .meta({ id: 'EventOrganizer' })

const offerOut = z
  .object({
    id: idOut('prd'),
    kind: z.enum(productKinds),
    name: translated(),
    description: translated(),
    price: money,
    display_price: money,
    price_includes_tax: z.boolean(),
    tax: taxOut.nullable(),
    date_ids: z.array(idOut('dat')).nullable(),
    sale_starts_at: instantOut.nullable(),
    sale_ends_at: instantOut.nullable(),
    sale_state: z.enum(['on_sale', 'not_yet', 'ended', 'sold_out', 'unavailable']),
    min_per_order: z.number().int(),
    max_per_order: z.number().int(),
    hidden: z.boolean(),
    variants: z.array(z.object({ id: idOut('var'), name: translated(), price: money, display_price: money })),
  })
  .meta({ id: 'Offer' })

const questionOut = z
  .object({
    id: idOut('que'),
    asked_of: z.enum(['order', 'attendee']),
    label: translated(),
    hint: translated(),
    kind: z.enum(questionKinds),
    options: z.array(z.object({ value: z.string(), label: translated() })),
    required: z.boolean(),
    product_ids: z.array(idOut('prd')).nullable(),
  })
  .meta({ id: 'AskedQuestion' })

export const publicEventOut = z
  .object({
    ...sharedOut,
    organizer: organizerOut,
    products: z.array(offerOut),
    questions: z.array(questionOut),
    catalog_version: z.number().int(),
    currency,
  })
  .meta({ id: 'PublicEvent' })

export function hiddenProductOf(text: string | undefined): string | null {
  if (text === undefined) return null
  const id = parseId('prd', text)
  if (id) return id
  throw requestErrors.invalid({
    fields: [{ path: 'product', code: 'invalid', message: 'must be an id that begins with prd_' }],
  })
}

export function wireCard(card: EventCard): z.input<typeof cardOut> {
  const price = (amount: bigint | null) => (amount === null ? null : moneyOut(amount, card.currency))
  return {
    id: wireId('evt', card.eventId),
    slug: card.slug,
    title: card.title,
    summary: card.summary,
    organizer: { slug: card.organizerSlug, name: card.organizerName },
    category: card.category,
    first_starts_at: at(card.firstStartsAt),
    last_ends_at: at(card.lastEndsAt),
    date_count: card.dateCount,
    timezone: card.timezone,
    venue_name: card.venueName,
    city: card.city,
    country: card.country,
    latitude: card.latitude,
    longitude: card.longitude,
    attendance_mode: card.attendanceMode,
    from_price: price(card.fromPriceMinor),
    to_price: price(card.toPriceMinor),
    free: card.toPriceMinor === 0n,
    picture: wirePicture(card.picture),
    palette: card.palette,
    state: card.state,
  }
}

export type PublicOrganizer = {
  id: string
  slug: string
  name: string
  about: Record<string, string>
  website: string | null
  contactEmail: string | null
  legalName: string | null
  legalAddress: string | null
  country: string
  accent: string | null
}

type Shown = { origin: string; organizer: PublicOrganizer; sale: EventForSale['event']; priceShown: PriceShown }

export function wirePage(eventPage: EventPage, shown: Shown): z.input<typeof publicEventOut> {
  const { event, questions } = eventPage.whole
  const { organizer } = shown
  return {
    ...wireShared(event, shown.origin),
    organizer: {
      id: wireId('org', organizer.id),
      slug: organizer.slug,
      name: organizer.name,
      about: organizer.about,
      website: organizer.website,
      contact_email: organizer.contactEmail,
      legal_name: organizer.legalName,
      legal_address: organizer.legalAddress,
      country: organizer.country,
      accent: organizer.accent,
    },
    products: offersOf(eventPage, shown),
    questions: questions.map(wireQuestion),
    catalog_version: event.catalogVersion,
  }
}

function offersOf({ whole, saleStates }: EventPage, { sale, priceShown }: Shown): z.input<typeof offerOut>[] {
  return whole.products.map(product => {
    const shownAs = (amount: bigint) => moneyOut(priceShown(sale, product, amount), sale.currency)
    const { kind, name, description, tax, hidden } = product
    return {
      id: wireId('prd', product.id),
      kind,
      name,
      description,
      hidden,
      price: moneyOut(product.priceMinor, sale.currency),
      display_price: shownAs(product.priceMinor),
      price_includes_tax: product.priceIncludesTax,
      tax: tax && {
        code: tax.code,
        label: tax.label,
        rate_ppm: tax.ratePpm,
      },
      date_ids: product.dateIds && product.dateIds.map(id => wireId('dat', id)),
      sale_starts_at: atOrNull(product.saleStartsAt),
      sale_ends_at: atOrNull(product.saleEndsAt),
      sale_state: saleStates.get(product.id) ?? 'unavailable',
      min_per_order: product.minPerOrder,
      max_per_order: product.maxPerOrder,
      variants: product.variants.map(variant => {
        const amount = variant.priceMinor ?? product.priceMinor
        const price = moneyOut(amount, sale.currency)
        return {
          id: wireId('var', variant.id),
          name: variant.name,
          price,
          display_price: shownAs(amount),
        }
      }),
    }
  })
}

function wireQuestion(question: QuestionOnOffer): z.input<typeof questionOut> {
  const { label, hint, kind, options, required, productIds } = question
  const product_ids = productIds && productIds.map(id => wireId('prd', id))
  return {
    id: wireId('que', question.id),
    asked_of: question.askedOf,
    label,
    hint,
    kind,
    options,
    required,
    product_ids,
  }
}
