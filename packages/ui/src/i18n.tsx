import i18next from 'i18next'
import { initReactI18next, useTranslation } from 'react-i18next'
import type en from './locales/en.json'

/**
 * The texts that exist, by namespace. An app adds its own:
 * `declare module '@tessera/ui/i18n' { interface Resources { console: typeof import('./locales/en.json') } }`
 */
export interface Resources {
  ui: typeof en
}

declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'ui'
    resources: Resources
    returnNull: false
  }
}

/** What `import.meta.glob('./locales/*.json')` gives: a file per locale, fetched when it is needed. */
export type LocaleFiles = Record<string, () => Promise<unknown>>

const remembered = 'tessera.locale'
const uiFiles: LocaleFiles = import.meta.glob('./locales/*.json')

let files: Record<string, LocaleFiles> = { ui: uiFiles }

function localeOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1, -'.json'.length)
}

/** Locales for which every namespace has a file; adding a file adds a locale. */
function supportedLocales(): string[] {
  const [first = {}, ...rest] = Object.values(files).map(set => Object.keys(set).map(localeOf))
  return (first as string[]).filter(locale => rest.every(set => set.includes(locale)))
}

/** The first wish that can be met, `de-AT` by `de`. English when none can. */
export function chooseLocale(wishes: readonly (string | null | undefined)[], supported: readonly string[]): string {
  for (const wish of wishes) {
    const language = wish?.toLowerCase().split(/[-_]/)[0]
    const match =
      supported.find(locale => locale.toLowerCase() === wish?.toLowerCase()) ?? supported.find(l => l === language)
    if (match) return match
  }
  return 'en'
}

function recall(): string | null {
  try {
    return localStorage.getItem(remembered)
  } catch {
    return null // storage is switched off: the choice lasts for this page
  }
}

function remember(locale: string) {
  try {
    localStorage.setItem(remembered, locale)
  } catch {
    // see recall
  }
}

async function fetchTexts(locale: string) {
  await Promise.all(
    Object.entries(files).map(async ([namespace, set]) => {
      if (i18next.hasResourceBundle(locale, namespace)) return
      const load = Object.entries(set).find(([path]) => localeOf(path) === locale)?.[1]
      const file = (await load?.()) as { default: Record<string, unknown> } | undefined
      if (file) i18next.addResourceBundle(locale, namespace, file.default)
    }),
  )
}

function showLocale(locale: string) {
  document.documentElement.lang = locale
  document.documentElement.dir = i18next.dir(locale)
}

/** Called once, before the app renders: picks the locale, fetches its texts, marks the document. */
export async function startI18n(app: { namespace: keyof Resources; files: LocaleFiles }): Promise<void> {
  files = { ui: uiFiles }
  files[app.namespace] = app.files
  const asked = new URLSearchParams(location.search).get('lang')
  const supported = supportedLocales()
  const locale = chooseLocale([asked, recall(), ...navigator.languages], supported)
  if (asked === locale) remember(locale)
  await i18next.use(initReactI18next).init({
    lng: locale,
    fallbackLng: false,
    supportedLngs: supported,
    ns: Object.keys(files),
    defaultNS: app.namespace,
    resources: {},
    partialBundledLanguages: true,
    interpolation: { escapeValue: false },
    react: { useSuspense: false },
  })
  await fetchTexts(locale)
  showLocale(locale)
}

export async function setLocale(locale: string): Promise<void> {
  await fetchTexts(locale)
  remember(locale)
  showLocale(locale)
  await i18next.changeLanguage(locale)
}

/** Some systems report what Intl refuses, such as `en-US@posix`. */
function isLanguageTag(text: string): boolean {
  try {
    return Intl.getCanonicalLocales(text).length === 1
  } catch {
    return false
  }
}

/** Dates and numbers follow the visitor's region when it speaks the chosen language: en-AU stays en-AU. */
export function formatLocaleFor(locale: string, wishes: readonly string[]): string {
  const regional = wishes.find(wish => wish.toLowerCase().startsWith(`${locale}-`) && isLanguageTag(wish))
  return regional ?? { en: 'en-GB', de: 'de-DE' }[locale] ?? locale
}

/** The chosen locale, the one to format with, and how to change it. */
export function useLocale() {
  const { i18n } = useTranslation('ui')
  const locale = i18n.language
  return {
    locale,
    formatLocale: formatLocaleFor(locale, typeof navigator === 'undefined' ? [] : navigator.languages),
    locales: supportedLocales(),
    setLocale,
  }
}

/** Text that organizers write, by locale: `{ en: 'Summer nights', de: 'Sommernächte' }`. */
export type LocalizedText = Readonly<Record<string, string>>

/** The visitor's language, else English, else whatever there is. */
export function localizedText(text: LocalizedText | null | undefined, locale: string): string {
  if (!text) return ''
  return text[locale] || text[locale.split('-')[0] ?? ''] || text.en || Object.values(text).find(Boolean) || ''
}

/** `const said = useLocalized(); said(event.title)` */
export function useLocalized(): (text: LocalizedText | null | undefined) => string {
  const { locale } = useLocale()
  return text => localizedText(text, locale)
}
