import { expect, test } from 'vitest'
import { chooseLocale, formatLocaleFor } from './i18n.tsx'

test('the first wish that can be met decides, a region by its language', () => {
  expect(chooseLocale([null, 'fr-CA', 'de-AT', 'en'], ['en', 'de'])).toBe('de')
  expect(chooseLocale(['pt-BR', 'en-GB'], ['en', 'pt-BR'])).toBe('pt-BR')
})

test('without a wish that can be met the page is English', () => {
  expect(chooseLocale(['xx', undefined, 'not a locale'], ['de', 'en'])).toBe('en')
})

test('dates follow the reader’s region where it speaks the chosen language', () => {
  expect(formatLocaleFor('en', ['de-DE', 'en-AU'])).toBe('en-AU')
  expect(formatLocaleFor('en', ['de-DE'])).toBe('en-GB')
  expect(formatLocaleFor('de', ['en-US', 'de-CH'])).toBe('de-CH')
})

test('a language tag that Intl would refuse is passed over', () => {
  expect(formatLocaleFor('en', ['en-US@posix', 'en-IE'])).toBe('en-IE')
  expect(formatLocaleFor('en', ['en-US@posix'])).toBe('en-GB')
})
