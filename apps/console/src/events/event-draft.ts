import { type Event, type EventPatch } from '../api/events.ts'
import { type FlatDraft, flatTexts, textsOf } from '../forms/flat-draft.ts'

const VENUE_PARTS = ['name', 'street', 'postal_code', 'city', 'region', 'country'] as const
const PLAIN = ['category', 'timezone', 'default_locale', 'attendance_mode', 'slug'] as const
const TEXTS = ['title', 'summary', 'description'] as const

/** An event as its editor shows it. */
export function draftOf(event: Event): FlatDraft {
  const venue = Object.fromEntries(VENUE_PARTS.map(part => [`venue.${part}`, event.venue?.[part] ?? '']))
  return {
    ...flatTexts('title', event.title),
    ...flatTexts('summary', event.summary),
    ...flatTexts('description', event.description),
    category: event.category,
    timezone: event.timezone,
    default_locale: event.default_locale,
    attendance_mode: event.attendance_mode,
    slug: event.slug,
    ...venue,
    online_url: event.online_url ?? '',
    palette: event.palette ?? '',
    'fee.fixed_minor': event.fee.fixed_minor,
    'fee.percent_ppm': String(event.fee.percent_ppm),
    'fee.payer': event.fee.payer,
  }
}

export const DRAFT_DEFAULTS: FlatDraft = { category: 'music', attendance_mode: 'in_person' }

export function venueOf(draft: FlatDraft, before: Event['venue'] = null): EventPatch['venue'] {
  const venue = Object.fromEntries(VENUE_PARTS.map(part => [part, draft[`venue.${part}`]?.trim() || null]))
  // The country is filled in beforehand, so by itself it says nothing.
  const somewhere = Object.entries(venue).some(([part, value]) => part !== 'country' && value)
  const where = { latitude: before?.latitude ?? null, longitude: before?.longitude ?? null }
  return somewhere ? { ...venue, ...where } : null
}

/** Only what was changed: what a colleague saves meanwhile in another field stays. */
export function patchOf(draft: FlatDraft, keys: readonly string[], before: Event): EventPatch {
  const touched = new Set(keys.map(key => key.split('.')[0]))
  const patch: Record<string, unknown> = {}
  for (const name of TEXTS) if (touched.has(name)) patch[name] = { ...before[name], ...emptied(draft, name) }
  for (const name of PLAIN) if (touched.has(name)) patch[name] = draft[name]
  if (touched.has('venue')) patch.venue = venueOf(draft, before.venue)
  if (touched.has('online_url')) patch.online_url = draft.online_url?.trim() || null
  if (touched.has('palette')) patch.palette = draft.palette || null
  if (touched.has('fee')) {
    patch.fee = {
      fixed_minor: draft['fee.fixed_minor'] || '0',
      percent_ppm: Number(draft['fee.percent_ppm'] ?? 0),
      payer: draft['fee.payer'] === 'organizer' ? 'organizer' : 'buyer',
    }
  }
  return patch
}

/** Languages that were cleared are said as empty, or they would stay as they were. */
function emptied(draft: FlatDraft, name: string): Record<string, string> {
  const all = Object.entries(draft).filter(([key]) => key.startsWith(`${name}.`))
  return { ...Object.fromEntries(all.map(([key]) => [key.slice(name.length + 1), ''])), ...textsOf(draft, name) }
}
