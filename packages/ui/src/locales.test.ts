import { describe, expect, test } from 'vitest'

type Texts = { [key: string]: string | Texts }

const files = import.meta.glob<{ default: Texts }>(
  ['/packages/ui/src/locales/*.json', '/apps/{storefront,console,checkin}/src/locales/*.json'],
  { eager: true },
)

/** `countdown.minutes_one` and `_other` are one text in two forms; which forms exist is the language's own affair. */
const pluralForm = /_(zero|one|two|few|many|other)$/

function keysOf(texts: Texts, prefix = ''): string[] {
  return Object.entries(texts).flatMap(([key, value]) => {
    const path = prefix + key
    return typeof value === 'string' ? [path.replace(pluralForm, '')] : keysOf(value, `${path}.`)
  })
}

function valuesOf(texts: Texts, prefix = ''): [string, string][] {
  return Object.entries(texts).flatMap(([key, value]) =>
    typeof value === 'string' ? [[prefix + key, value] as [string, string]] : valuesOf(value, `${prefix}${key}.`),
  )
}

function placeholdersOf(text: string): string[] {
  return [...text.matchAll(/\{\{\s*([\w.]+)/g)].map(match => match[1]!).sort()
}

const homes = new Map<string, Map<string, Texts>>()
for (const [path, file] of Object.entries(files)) {
  const [, home, locale] = /([^/]+\/[^/]+)\/src\/locales\/(.+)\.json$/.exec(path)!
  const set = homes.get(home!) ?? new Map<string, Texts>()
  homes.set(home!, set.set(locale!, file.default))
}

test('every app and the design system have texts', () => {
  expect([...homes.keys()].sort()).toEqual(expect.arrayContaining(['apps/checkin', 'apps/console', 'apps/storefront']))
  expect(homes.size).toBeGreaterThanOrEqual(4)
})

describe.each([...homes])('%s', (_, byLocale) => {
  const english = byLocale.get('en')!
  test('speaks English and German at least', () => {
    expect([...byLocale.keys()]).toEqual(expect.arrayContaining(['de', 'en']))
  })

  test.each([...byLocale].filter(([locale]) => locale !== 'en'))(
    'says everything in %s that it says in English, and nothing more',
    (_, texts) => {
      expect([...new Set(keysOf(texts))].sort()).toEqual([...new Set(keysOf(english))].sort())
    },
  )

  test.each([...byLocale])('has every plural form that %s needs, and no empty text', (locale, texts) => {
    const values = new Map(valuesOf(texts))
    for (const [key, text] of values) {
      expect(text.trim(), key).not.toBe('')
      if (!pluralForm.test(key)) continue
      for (const form of new Intl.PluralRules(locale).resolvedOptions().pluralCategories) {
        expect([...values.keys()]).toContain(key.replace(pluralForm, `_${form}`))
      }
    }
  })

  test.each([...byLocale].filter(([locale]) => locale !== 'en'))(
    'fills the same blanks in %s as in English',
    (_, texts) => {
      const inEnglish = new Map(valuesOf(english))
      for (const [key, text] of valuesOf(texts)) {
        if (pluralForm.test(key)) continue
        expect(placeholdersOf(text), key).toEqual(placeholdersOf(inEnglish.get(key) ?? ''))
      }
    },
  )
})
