import type { Organizer, OrganizerPatch } from '../api/organizers.ts'
import { type FlatDraft, flatTexts, textsOf } from '../forms/flat-draft.ts'

const NULLABLE = ['website', 'contact_email', 'legal_name', 'legal_address', 'accent'] as const
const PLAIN = ['name', 'slug', 'country', 'timezone', 'currency', 'default_locale'] as const

export function organizerDraftOf(organizer: Organizer): FlatDraft {
  const nullable = Object.fromEntries(NULLABLE.map(name => [name, organizer[name] ?? '']))
  const plain = Object.fromEntries(PLAIN.map(name => [name, organizer[name]]))
  return { ...plain, ...nullable, ...flatTexts('about', organizer.about) }
}

/** Only what was changed, so that a colleague's other changes stay. */
export function organizerPatchOf(draft: FlatDraft, keys: readonly string[], before: Organizer): OrganizerPatch {
  const touched = new Set(keys.map(key => key.split('.')[0]))
  const patch: Record<string, unknown> = {}
  for (const name of PLAIN) if (touched.has(name)) patch[name] = draft[name]?.trim()
  for (const name of NULLABLE) if (touched.has(name)) patch[name] = draft[name]?.trim() || null
  if (touched.has('about')) {
    const cleared = Object.keys(before.about).map(locale => [locale, ''])
    patch.about = { ...Object.fromEntries(cleared), ...textsOf(draft, 'about') }
  }
  return patch
}
