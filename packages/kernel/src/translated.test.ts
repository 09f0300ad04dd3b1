import { expect, test } from 'vitest'
import { translate } from './translated.ts'

const text = { 'de-AT': 'Jänner', de: 'Januar', en: 'January', 'pt-BR': 'janeiro', fr: ' ' }

test('a reader gets the nearest text that exists', () => {
  expect(translate(text, 'de-AT')).toBe('Jänner')
  expect(translate(text, 'de-CH')).toBe('Januar')
  expect(translate(text, 'pt')).toBe('janeiro')
  expect(translate(text, 'EN_us', ['de'])).toBe('January')
})

test('without the language the fallbacks come in order, then English, then any, then nothing', () => {
  expect(translate(text, 'it', ['nl', 'de'])).toBe('Januar')
  expect(translate(text, 'fr')).toBe('January')
  expect(translate({ ja: '一月' }, 'it', ['de'])).toBe('一月')
  expect(translate({}, 'en')).toBe('')
})
