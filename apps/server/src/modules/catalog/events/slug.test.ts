import fc from 'fast-check'
import { expect, test } from 'vitest'
import { slugCandidates, slugOf } from './slug.ts'

test.each([
  ['Ein Abend mit Kammermusik', 'ein-abend-mit-kammermusik'],
  ['Größe & Übermut: Straßenfest', 'groesse-uebermut-strassenfest'],
  ["L'été à Québec", 'lete-a-quebec'],
  ['Zażółć gęślą jaźń', 'zazolc-gesla-jazn'],
  ['Война и мир', 'voyna-i-mir'],
  ['Ελληνική νύχτα', 'elliniki-nychta'],
  ['東京', ''],
])('%s is spelt %s', (title, slug) => {
  expect(slugOf(title)).toBe(slug)
})

test('whatever the title, every candidate is an address that the database accepts', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 300 }), title => {
      const candidates = slugCandidates(title, '2031-05-01')
      for (let i = 0; i < 3; i++) {
        const { value } = candidates.next()
        expect(value).toMatch(/^[a-z0-9]+(-[a-z0-9]+)*$/)
        expect(String(value).length).toBeLessThanOrEqual(120)
      }
    }),
  )
})
