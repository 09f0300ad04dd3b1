import { describe, expect, it } from 'vitest'
import { REASON_TEXTS } from './reason-texts.ts'
import { REASON_CODES, reasonOfCodeRefusal } from './reasons.ts'

describe.each(Object.entries(REASON_TEXTS))('the texts in %s', (_locale, texts) => {
  it('cover exactly the reason codes', () => {
    expect(Object.keys(texts).sort()).toEqual(REASON_CODES.toSorted())
  })

  it('have a title that is read at two metres and one thing to do', () => {
    for (const { title, action, ...more } of Object.values(texts)) {
      expect(title).toMatch(/^\S.{2,22}\S$/)
      expect(action).toMatch(/^\p{Lu}.{10,140}\.$/u)
      expect(more).toEqual({})
    }
  })

  it('do not give two reasons the same title', () => {
    expect(new Set(Object.values(texts).map(({ title }) => title)).size).toBe(REASON_CODES.length)
  })
})

it('a code that proves nothing is told as no ticket of ours', () => {
  expect(reasonOfCodeRefusal('malformed')).toBe('unknown_ticket')
  expect(reasonOfCodeRefusal('unknown_key')).toBe('unknown_ticket')
  expect(reasonOfCodeRefusal('bad_signature')).toBe('unknown_ticket')
})

it('a genuine code is told by what is wrong with it', () => {
  expect(reasonOfCodeRefusal('test_code')).toBe('test_ticket')
  expect(reasonOfCodeRefusal('live_code')).toBe('test_ticket')
  expect(reasonOfCodeRefusal('not_yet_valid')).toBe('too_early')
  expect(reasonOfCodeRefusal('expired')).toBe('too_late')
})
