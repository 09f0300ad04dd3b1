import type { Texts } from './locale-files.ts'

export type TextGap = { locale: string; key: string; problem: 'missing' | 'empty' | 'other_placeholders' }

const PLURAL = /_(zero|one|two|few|many|other)$/
const PLACEHOLDER = /\{\{-?\s*([\w.]+)/g

/**
 * Compares every locale with all others. A counted text needs each plural form of the locale's own grammar; a text
 * names the same placeholders in every language. A regional locale (`de-AT`) only holds what differs from its language.
 */
export function findTextGaps(texts: Texts): TextGap[] {
  const languages = [...texts.keys()].filter(locale => !texts.has(parentOf(locale)))
  const wanted = new Map<string, Set<string>>()
  for (const ofLocale of texts.values()) {
    for (const [key, text] of ofLocale) {
      const group = wanted.get(groupOf(ofLocale, key)) ?? new Set()
      for (const name of placeholdersIn(text)) group.add(name)
      wanted.set(groupOf(ofLocale, key), group)
    }
  }
  const gaps: TextGap[] = []
  for (const locale of [...texts.keys()].sort()) {
    const ofLocale = texts.get(locale) ?? new Map<string, string>()
    const isLanguage = languages.includes(locale)
    for (const [group, names] of wanted) {
      for (const key of formsOf(group, locale)) {
        const text = ofLocale.get(key)
        if (text === undefined) {
          if (isLanguage) gaps.push({ locale, key, problem: 'missing' })
        } else if (text.trim() === '') {
          gaps.push({ locale, key, problem: 'empty' })
        } else if (!samePlaceholders(placeholdersIn(text), names, key !== group)) {
          gaps.push({ locale, key, problem: 'other_placeholders' })
        }
      }
    }
  }
  return gaps
}

function parentOf(locale: string): string {
  const dash = locale.lastIndexOf('-')
  return dash < 0 ? '' : locale.slice(0, dash)
}

/** `a.tickets_one` belongs to the counted text `a.tickets_*`, if that locale has its `_other` too. */
function groupOf(ofLocale: Map<string, string>, key: string): string {
  const base = key.replace(PLURAL, '')
  return base !== key && ofLocale.has(`${base}_other`) ? `${base}_*` : key
}

function formsOf(group: string, locale: string): string[] {
  if (!group.endsWith('_*')) return [group]
  const { pluralCategories } = new Intl.PluralRules(locale).resolvedOptions()
  return pluralCategories.map(category => `${group.slice(0, -1)}${category}`)
}

function placeholdersIn(text: string): Set<string> {
  return new Set(Array.from(text.matchAll(PLACEHOLDER), match => match[1] ?? ''))
}

/** One of several plural forms may say the number in words. */
function samePlaceholders(found: Set<string>, wanted: Set<string>, isPluralForm: boolean): boolean {
  return [...wanted].every(name => found.has(name) || (isPluralForm && name === 'count'))
}
