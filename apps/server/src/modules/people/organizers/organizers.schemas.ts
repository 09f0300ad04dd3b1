import { isCurrency } from '@tessera/kernel/currency'
import { isZone } from '@tessera/kernel/local-dates'
import { z } from 'zod'
import {
  at,
  currency,
  email,
  id,
  idOut,
  instantOut,
  line,
  locale,
  translated,
  wireId,
} from '../../../platform/http/wire.ts'
import type { ProfileChange } from './organizers.sql.ts'
import type { OrganizerProfile } from './public.ts'
import { SLUG } from './slug.ts'

export const organizerParams = z.object({ organizer: id('org') })
export const slugParams = z.object({ slug: z.string().max(60) })

const slug = z.string().regex(SLUG, 'two to sixty small letters, digits and hyphens')
const country = z.string().regex(/^[A-Z]{2}$/, 'must be an ISO 3166 code')
const timezone = z.string().max(60).refine(isZone, 'must be an IANA time zone')
const knownCurrency = currency.refine(isCurrency, 'must be an ISO 4217 code')
/** A name in front of the host makes an address look like another's. */
const website = z
  .url({ protocol: /^https?$/ })
  .max(300)
  .refine(text => !/^[^/]*\/\/[^/?#]*@/.test(text), 'must not contain a user name')
const address = z
  .string()
  .trim()
  .max(600)
  .refine(text => !/[^\P{Cc}\n]/u.test(text), 'must not contain control characters')

export const newOrganizerBody = z.strictObject({
  name: line(120),
  slug: slug.optional(),
  country: country.default('DE'),
  timezone: timezone.default('Europe/Berlin'),
  currency: knownCurrency.default('EUR'),
  default_locale: locale.default('en'),
})

export const organizerPatch = z.strictObject({
  name: line(120).optional(),
  slug: slug.optional(),
  about: translated(4_000).optional(),
  website: website.nullable().optional(),
  contact_email: email.nullable().optional(),
  legal_name: line(200).nullable().optional(),
  legal_address: address.nullable().optional(),
  country: country.optional(),
  timezone: timezone.optional(),
  currency: knownCurrency.optional(),
  default_locale: locale.optional(),
  accent: z
    .string()
    .regex(/^#[0-9a-f]{6}$/)
    .nullable()
    .optional(),
})

const profile = {
  id: idOut('org'),
  slug: z.string(),
  name: z.string(),
  about: z.record(z.string(), z.string()),
  website: z.string().nullable(),
  contact_email: z.string().nullable(),
  legal_name: z.string().nullable(),
  legal_address: z.string().nullable(),
  country: z.string(),
  timezone: z.string(),
  currency: z.string(),
  default_locale: z.string(),
  accent: z.string().nullable(),
}

export const organizerProfileSchema = z.object(profile).meta({ id: 'OrganizerProfile' })
export const organizerSchema = z
  .object({ ...profile, demo: z.boolean(), version: z.number().int(), created_at: instantOut })
  .meta({ id: 'Organizer' })

export function profileOut(organizer: OrganizerProfile): z.input<typeof organizerProfileSchema> {
  return {
    id: wireId('org', organizer.id),
    slug: organizer.slug,
    name: organizer.name,
    about: organizer.about,
    website: organizer.website,
    contact_email: organizer.contactEmail,
    legal_name: organizer.legalName,
    legal_address: organizer.legalAddress,
    country: organizer.country,
    timezone: organizer.timezone,
    currency: organizer.currency,
    default_locale: organizer.defaultLocale,
    accent: organizer.accent,
  }
}

export function organizerOut(organizer: OrganizerProfile): z.input<typeof organizerSchema> {
  const { demo, version, createdAt } = organizer
  return { ...profileOut(organizer), demo, version, created_at: at(createdAt) }
}

export function changeIn(body: z.output<typeof organizerPatch>): ProfileChange {
  const { contact_email, legal_name, legal_address, default_locale, ...same } = body
  const renamed = {
    contactEmail: contact_email,
    legalName: legal_name,
    legalAddress: legal_address,
    defaultLocale: default_locale,
  }
  return Object.fromEntries(Object.entries({ ...same, ...renamed }).filter(([, value]) => value !== undefined))
}
