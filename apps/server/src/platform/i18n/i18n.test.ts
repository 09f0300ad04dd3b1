import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { createI18n, type I18nOptions } from './i18n.ts'

let root: string
beforeEach(async () => {
  root = await mkdtemp(path.join(tmpdir(), 'locales-'))
})
afterEach(() => rm(root, { recursive: true }))

/** Writes locale files and opens them: `{ orders: { en: {…}, de: {…} } }`. */
async function i18nOf(files: Record<string, Record<string, unknown>>, more: Partial<I18nOptions> = {}) {
  const folders = []
  for (const [namespace, locales] of Object.entries(files)) {
    const folder = path.join(root, namespace)
    await mkdir(folder)
    for (const [locale, texts] of Object.entries(locales)) {
      await writeFile(path.join(folder, `${locale}.json`), JSON.stringify(texts))
    }
    folders.push({ namespace, folder })
  }
  return createI18n({ folders, ...more })
}

describe('t', () => {
  test('texts come from the folders of the modules, by namespace', async () => {
    const i18n = await i18nOf({
      orders: { en: { mail: { subject: 'Order {{code}}' } }, de: { mail: { subject: 'Bestellung {{code}}' } } },
      tickets: { en: { title: 'Ticket' }, de: { title: 'Eintrittskarte' } },
    })
    expect(i18n.locales).toEqual(['de', 'en'])
    expect(i18n.t('de', 'orders.mail.subject', { code: 'K7' })).toBe('Bestellung K7')
    expect(i18n.t('en', 'tickets.title')).toBe('Ticket')
  })

  test('counted texts follow the grammar and numbers the habits of the language', async () => {
    const i18n = await i18nOf({
      orders: {
        en: { tickets_one: 'one ticket', tickets_other: '{{count, number}} tickets' },
        pl: {
          tickets_one: 'bilet',
          tickets_few: '{{count}} bilety',
          tickets_many: '{{count}} biletów',
          tickets_other: '{{count}} biletu',
        },
        de: { tickets_one: 'eine Karte', tickets_other: '{{count, number}} Karten' },
      },
    })
    const said = (locale: string, count: number) => i18n.t(locale, 'orders.tickets', { count })
    expect([said('en', 1), said('en', 0), said('de', 1_234), said('pl', 3), said('pl', 5)]).toEqual([
      'one ticket',
      '0 tickets',
      '1.234 Karten',
      '3 bilety',
      '5 biletów',
    ])
    expect(i18n.missingKeys()).toEqual([])
  })

  test('an unknown locale falls back to its language, then to the default', async () => {
    const i18n = await i18nOf({ a: { en: { x: 'ticket' }, de: { x: 'Karte' }, 'de-AT': {} } })
    expect([i18n.t('de-AT', 'a.x'), i18n.t('de-CH', 'a.x'), i18n.t('fr', 'a.x'), i18n.t('', 'a.x')]).toEqual([
      'Karte',
      'Karte',
      'ticket',
      'ticket',
    ])
    expect(i18n.fallbackChain('de-CH-1996')).toEqual(['de-CH-1996', 'de-CH', 'de', 'en'])
  })

  test('what people typed is never read as a template, nor does it reach other texts', async () => {
    const i18n = await i18nOf({ a: { en: { hello: 'Hello {{name}}!', secret: 'S' } } })
    for (const name of ['$t(a.secret)', '{{name}}', '{{constructor}}', '{{name.__proto__}}', '<b>&']) {
      expect(i18n.t('en', 'a.hello', { name })).toBe(`Hello ${name}!`)
    }
  })

  test('a key that does not exist is shown as itself and reported', async () => {
    const reported: string[] = []
    const i18n = await i18nOf(
      { a: { en: { x: 'X' } } },
      { onMissingKey: (key, locale) => reported.push(`${locale} ${key}`) },
    )
    expect(i18n.t('en', 'a.y')).toBe('a.y')
    expect(i18n.t('en', 'constructor')).toBe('constructor')
    expect(reported).toEqual(['en a.y', 'en constructor'])
    expect([i18n.has('a.x'), i18n.has('a.y')]).toEqual([true, false])
  })
})

test.each([
  ['de', 'de'],
  ['de-AT,en;q=0.5', 'de'],
  ['en;q=0.4, de;q=0.9', 'de'],
  ['fr, de;q=0.2', 'de'],
  ['pt', 'pt-BR'],
  ['pt-PT', 'pt-BR'],
  ['fr', 'en'],
  ['de;q=0, *', 'en'],
  ['*', 'en'],
  ['', 'en'],
  [undefined, 'en'],
  [';;q=,,;=x', 'en'],
  ['x,'.repeat(100_000), 'en'],
])('Accept-Language %.20s is served in %s', async (header, expected) => {
  const i18n = await i18nOf({ a: { en: { x: '1' }, de: { x: '1' }, 'pt-BR': { x: '1' } } })
  expect(i18n.negotiate(header)).toBe(expected)
})

describe('missingKeys', () => {
  test('a text that one locale lacks is named, in either direction', async () => {
    const i18n = await i18nOf({ a: { en: { x: 'X', only: 'E' }, de: { x: 'X', nur: 'D' } } })
    expect(i18n.missingKeys()).toEqual([
      { locale: 'de', key: 'a.only', problem: 'missing' },
      { locale: 'en', key: 'a.nur', problem: 'missing' },
    ])
  })

  test('a locale that has no file in one of the folders lacks all its texts', async () => {
    const i18n = await i18nOf({ a: { en: { x: 'X' }, fr: { x: 'X' } }, b: { en: { y: 'Y' } } })
    expect(i18n.missingKeys()).toEqual([{ locale: 'fr', key: 'b.y', problem: 'missing' }])
  })

  test('empty texts, other placeholders and absent plural forms are gaps', async () => {
    const i18n = await i18nOf({
      a: {
        en: { hi: 'Hi {{name}}', note: 'Note', n_one: 'one', n_other: '{{count}}' },
        de: { hi: 'Hallo {{nahme}}', note: ' ', n_other: '{{count}}' },
      },
    })
    expect(i18n.missingKeys()).toEqual([
      { locale: 'de', key: 'a.hi', problem: 'other_placeholders' },
      { locale: 'de', key: 'a.note', problem: 'empty' },
      { locale: 'de', key: 'a.n_one', problem: 'missing' },
      { locale: 'en', key: 'a.hi', problem: 'other_placeholders' },
    ])
  })

  test('a regional locale holds only what differs', async () => {
    const i18n = await i18nOf({
      a: { en: { x: 'ticket', y: 'Y' }, de: { x: 'Januar', y: 'Y' }, 'de-AT': { x: 'Jänner' } },
    })
    expect(i18n.missingKeys()).toEqual([])
    expect([i18n.t('de-AT', 'a.x'), i18n.t('de-AT', 'a.y')]).toEqual(['Jänner', 'Y'])
  })
})

test('texts given twice, misnamed files and lists refuse to start', async () => {
  const folder = path.join(root, 'a')
  await mkdir(folder)
  await writeFile(path.join(folder, 'en.json'), '{"x":["no"]}')
  await expect(createI18n({ folders: [{ namespace: 'a', folder }] })).rejects.toThrow('neither a text')
  await writeFile(path.join(folder, 'en.json'), '{"x.y":"X","x":{"y":"X"}}')
  await expect(createI18n({ folders: [{ namespace: 'a', folder }] })).rejects.toThrow('twice')
  await writeFile(path.join(folder, 'en.json'), '{"x":"X"}')
  const twice = [1, 2].map(() => ({ namespace: 'a', folder }))
  await expect(createI18n({ folders: twice })).rejects.toThrow('twice')
  await expect(createI18n({ folders: [{ namespace: 'a', folder }], defaultLocale: 'fr' })).rejects.toThrow(
    'default locale',
  )
  await writeFile(path.join(folder, 'English.json'), '{}')
  await expect(createI18n({ folders: [{ namespace: 'a', folder }] })).rejects.toThrow('not named after a locale')
})
