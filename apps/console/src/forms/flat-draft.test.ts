import fc from 'fast-check'
import { expect, test } from 'vitest'
import { changedKeys, type FlatDraft, flatTexts, mergeEdits, textsOf } from './flat-draft.ts'

const drafts = fc.dictionary(fc.constantFrom('title.en', 'title.de', 'venue.city', 'slug'), fc.string({ maxLength: 3 }))
const at = (draft: FlatDraft, key: string) => draft[key] ?? ''

test('nobody loses what he typed: mine stays where I changed it, theirs everywhere else', () => {
  fc.assert(
    fc.property(drafts, drafts, drafts, (base, mine, theirs) => {
      const { merged } = mergeEdits(base, mine, theirs)
      const my = new Set(changedKeys(base, mine))
      for (const key of new Set([...Object.keys(base), ...Object.keys(mine), ...Object.keys(theirs)]))
        expect(at(merged, key)).toBe(my.has(key) ? at(mine, key) : at(theirs, key))
    }),
  )
})

test('a conflict is what both changed to different things, and nothing else', () => {
  fc.assert(
    fc.property(drafts, drafts, drafts, (base, mine, theirs) => {
      for (const key of mergeEdits(base, mine, theirs).conflicts) {
        expect(at(mine, key)).not.toBe(at(base, key))
        expect(at(theirs, key)).not.toBe(at(base, key))
        expect(at(mine, key)).not.toBe(at(theirs, key))
      }
      expect(mergeEdits(base, mine, base).conflicts).toEqual([])
      expect(mergeEdits(base, mine, mine).conflicts).toEqual([])
    }),
  )
})

test('texts in several languages come back as they went in, the empty ones left out', () => {
  expect(textsOf(flatTexts('title', { en: 'Summer', de: '  ' }), 'title')).toEqual({ en: 'Summer' })
})
