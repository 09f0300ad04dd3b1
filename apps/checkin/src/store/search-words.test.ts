import { expect, test } from 'vitest'
import { matches, searchWords, wordsOf } from './search-words.ts'

const words = searchWords('cil_1', { attendeeName: 'Zoë van der Großmüller-Ćosić', orderCode: '7K3F-9Q' })
const found = (typed: string) => matches(words, 'cil_1', wordsOf(typed))

test.each(['zoe', 'Zoë', 'GROSSMULLER', 'großm', 'cosic', 'van zoe', '7k3f', '7K3F-9Q', ''])(
  '"%s" finds the guest',
  typed => {
    expect(found(typed)).toBe(true)
  },
)

test.each(['oë', 'zoe smith', '9q3f'])('"%s" does not', typed => {
  expect(found(typed)).toBe(false)
})

test('a guest of another list is not found, whatever is typed', () => {
  expect(matches(words, 'cil_2', ['zoe'])).toBe(false)
})
