import { createInstance } from 'i18next'
import { type LocaleFolder, readLocaleFolders, type Texts } from './locale-files.ts'
import { findTextGaps, type TextGap } from './missing-keys.ts'
import { fallbackChain, negotiateLocale } from './negotiate.ts'

export type TextParams = Record<string, string | number>

export type I18n = {
  /** In the order of the alphabet; the default is among them. */
  readonly locales: readonly string[]
  readonly defaultLocale: string
  /** The text for people. Parameters are inserted as they are: whoever builds HTML escapes the result. */
  t(locale: string, key: string, params?: TextParams): string
  has(key: string): boolean
  fallbackChain(locale: string): string[]
  negotiate(acceptLanguage: string | undefined): string
  /** Empty when every locale is complete; a test asserts it. */
  missingKeys(): TextGap[]
}

export type I18nOptions = {
  folders: readonly LocaleFolder[]
  defaultLocale?: string
  /** Called for a key that no locale has; the key itself is shown then. */
  onMissingKey?: (key: string, locale: string) => void
}

export async function createI18n(options: I18nOptions): Promise<I18n> {
  const { folders, defaultLocale = 'en', onMissingKey = () => {} } = options
  const texts = await readLocaleFolders(folders)
  const instance = createInstance()
  await instance.init({
    lng: defaultLocale,
    fallbackLng: code => fallbackChain(code || defaultLocale, defaultLocale),
    initAsync: false,
    resources: toResources(texts),
    // Keys are flat here; a dot is a part of the name and reaches nothing inside an object.
    keySeparator: false,
    nsSeparator: false,
    contextSeparator: '\0',
    interpolation: { escapeValue: false },
    returnNull: false,
  })
  const locales = [...texts.keys()].sort()
  if (!texts.has(defaultLocale)) throw new Error(`There are no texts in the default locale ${defaultLocale}`)
  const has = (key: string) => [...texts.values()].some(ofLocale => ofLocale.has(key) || ofLocale.has(`${key}_other`))
  return {
    locales,
    defaultLocale,
    has,
    t(locale, key, params = {}) {
      if (!has(key)) {
        onMissingKey(key, locale)
        return key
      }
      return instance.t(key, { ...params, lng: locale })
    },
    fallbackChain: locale => fallbackChain(locale, defaultLocale),
    negotiate: header => negotiateLocale(header, locales, defaultLocale),
    missingKeys: () => findTextGaps(texts),
  }
}

function toResources(texts: Texts) {
  return Object.fromEntries(
    [...texts].map(([locale, ofLocale]) => [locale, { translation: Object.fromEntries(ofLocale) }]),
  )
}
