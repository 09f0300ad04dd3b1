/** Intl's formatters, kept: making one costs a hundred times what using it does. */

/** Locales come from readers' browsers; more than this many kept formatters are somebody playing. */
const MOST_KEPT = 500
const kept = new Map<string, Intl.NumberFormat | Intl.DateTimeFormat>()

export function numberFormatter(locale: string, options: Intl.NumberFormatOptions): Intl.NumberFormat {
  return formatterFor(`number ${locale} ${keyOf(options)}`, () => new Intl.NumberFormat(intlLocale(locale), options))
}

export function dateFormatter(locale: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  return formatterFor(`date ${locale} ${keyOf(options)}`, () => new Intl.DateTimeFormat(intlLocale(locale), options))
}

/** A tag that Intl accepts: `de_AT` becomes `de-AT`, what is no language tag becomes English. */
export function intlLocale(locale: string): string {
  try {
    return Intl.getCanonicalLocales(locale.replaceAll('_', '-'))[0] ?? 'en'
  } catch {
    return 'en'
  }
}

function formatterFor<F extends Intl.NumberFormat | Intl.DateTimeFormat>(key: string, make: () => F): F {
  const found = kept.get(key)
  if (found) return found as F
  if (kept.size >= MOST_KEPT) kept.clear()
  const made = make()
  kept.set(key, made)
  return made
}

function keyOf(options: object): string {
  return Object.entries(options).join(' ')
}
