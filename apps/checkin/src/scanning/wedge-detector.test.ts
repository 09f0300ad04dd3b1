import { describe, expect, test } from 'vitest'
import { createWedgeDetector } from './wedge-detector.ts'

function type(text: string, gapMs: number, end = 'Enter') {
  const detector = createWedgeDetector()
  const strokes = [...Array.from(text), end]
  return strokes.map((key, index) => detector.press({ key, atMs: 1000 + index * gapMs, withModifier: false }))
}

describe('a hardware scanner', () => {
  test.each(['Enter', 'Tab'])('is recognized by its burst that ends in %s, wherever the focus is', end => {
    expect(type('T1ABCDEFGH', 8, end).at(-1)).toEqual({ kind: 'scanned', text: 'T1ABCDEFGH' })
  })

  test('keeps the keys of its burst from the page', () => {
    const results = type('T1ABCDEFGH', 8).map(({ kind }) => kind)
    expect(results.slice(5, -1)).toEqual(['reading', 'reading', 'reading', 'reading', 'reading'])
  })

  test('may press Shift between its characters', () => {
    const detector = createWedgeDetector()
    const keys = ['Shift', 'T', '1', 'Shift', 'A', 'B', 'C', 'D', 'Enter']
    const results = keys.map((key, index) => detector.press({ key, atMs: index * 5, withModifier: false }))
    expect(results.at(-1)).toEqual({ kind: 'scanned', text: 'T1ABCD' })
  })

  test('starts anew after a pause, so that a broken scan does not spoil the next', () => {
    const detector = createWedgeDetector()
    const press = (key: string, atMs: number) => detector.press({ key, atMs, withModifier: false })
    Array.from('T1BROKEN').forEach((key, index) => press(key, index * 5))
    Array.from('T1WHOLE').forEach((key, index) => press(key, 1000 + index * 5))
    expect(press('Enter', 1040)).toEqual({ kind: 'scanned', text: 'T1WHOLE' })
  })
})

describe('a slow radio or a phone that stutters', () => {
  test('does not tear a ticket code in two', () => {
    const code = 'T102AF0Z5706H06QBGJDSQS1HHJMT6ZJTYKW0038'
    expect(type(code, 140).at(-1)).toEqual({ kind: 'scanned', text: code })
  })
})

describe('a person', () => {
  test('may type an order code that begins like a ticket code, at any speed', () => {
    for (const gapMs of [60, 140, 290]) {
      expect(type('T1KX29AB', gapMs).every(({ kind }) => kind === 'none')).toBe(true)
    }
  })

  test('who types is never taken for a scanner', () => {
    expect(type('Ada Lovelace', 90).every(({ kind }) => kind === 'none')).toBe(true)
  })

  test('who rolls over a few keys and presses Enter is not, either', () => {
    expect(type('Ada', 20).at(-1)).toEqual({ kind: 'none' })
  })

  test('keeps shortcuts', () => {
    const detector = createWedgeDetector()
    expect(detector.press({ key: 'k', atMs: 0, withModifier: true })).toEqual({ kind: 'none' })
  })
})
