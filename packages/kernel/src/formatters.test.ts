import { expect, test } from 'vitest'
import { dateFormatter, intlLocale, numberFormatter } from './formatters.ts'

test('a formatter is made once for a locale and its options', () => {
  const percent = { style: 'percent' } as const
  const made = numberFormatter('de', percent)
  dateFormatter('de', {})
  expect(numberFormatter('de', percent)).toBe(made)
  expect(numberFormatter('de', percent)).not.toBe(numberFormatter('de', {}))
  expect(dateFormatter('de', {})).not.toBe(dateFormatter('en', {}))
})

test('a reader with a broken locale reads English instead of an error', () => {
  expect(intlLocale('de_AT')).toBe('de-AT')
  for (const broken of ['', '*', 'not a locale', '../..']) expect(intlLocale(broken)).toBe('en')
  expect(numberFormatter('*', {}).format(1000)).toBe('1,000')
})

test('strange locales do not pile up', () => {
  const first = numberFormatter('fr', {})
  for (let at = 0; at < 600; at++) numberFormatter(`en-x-a${at}`, {})
  expect(numberFormatter('fr', {})).not.toBe(first)
})
