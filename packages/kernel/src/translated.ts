/** Texts of organizers in the languages that they wrote them in: `{ "en": "Festival", "de": "Festspiele" }`. */
export type Translated = Readonly<Record<string, string>>

/**
 * The text for a reader: in the exact locale, else in its language (also in another region of it), else in the
 * fallbacks given, in their order, else in English, else in any language. Empty texts count as absent; without any
 * text the answer is empty.
 */
export function translate(text: Translated, locale: string, fallbacks: readonly string[] = []): string {
  const byLocale = new Map(
    Object.entries(text)
      .filter(([, words]) => words.trim() !== '')
      .map(([key, words]) => [canonical(key), words]),
  )
  for (const wanted of [locale, ...fallbacks, 'en']) {
    const found = inLanguage(byLocale, canonical(wanted))
    if (found !== undefined) return found
  }
  return byLocale.values().next().value ?? ''
}

function inLanguage(byLocale: ReadonlyMap<string, string>, wanted: string): string | undefined {
  const language = wanted.split('-', 1)[0]!
  const exact = byLocale.get(wanted) ?? byLocale.get(language)
  if (exact !== undefined) return exact
  for (const [key, words] of byLocale) if (key.startsWith(`${language}-`)) return words
  return undefined
}

function canonical(locale: string): string {
  return locale.replaceAll('_', '-').toLowerCase()
}
