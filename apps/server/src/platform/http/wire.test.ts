import { describe, expect, test } from 'vitest'
import { decodeCursor, encodeCursor, line } from './wire.ts'

describe('a line', () => {
  test.each([
    ['a\u202egnp.exe', 'agnp.exe'],
    ['\u2068Ann\u2069', 'Ann'],
    ['\ufeffAnn\u200b', 'Ann'],
    ['Ann\u2028Bcc: x', 'Ann Bcc: x'],
    ['Zoe\u0308', 'Zoë'],
    ['  Ann ', 'Ann'],
  ])('%j is stored as the %j that people see', (sent, stored) => {
    expect(line(40).parse(sent)).toBe(stored)
  })

  test.each(['👩‍👩‍👧', 'می‌خواهم', 'Ⅷ', "O'Brien-Łęcka"])('%s keeps what it is written with', text => {
    expect(line(40).parse(text)).toBe(text)
  })

  test.each(['a\u0000b', 'a\r\nBcc: x', '\u202e', '\u200b \ufeff', 'x'.repeat(41)])('%j is refused', text => {
    expect(line(40).safeParse(text).success).toBe(false)
  })
})

describe('a cursor', () => {
  test('comes back as what was put into it', () => {
    const keys = ['2026-03-14T15:09:26.535Z', '01890000-0000-7000-8000-0000ffffffff', 7, 'words'] as const
    expect(decodeCursor(encodeCursor([...keys]), ['instant', 'uuid', 'integer', 'text'])).toEqual(keys)
  })

  test.each([
    [['2026-03-14'], 'instant'],
    [['x'], 'uuid'],
    [[1.5], 'integer'],
    [[-1], 'integer'],
    [['a', 'b'], 'text'],
    [{ 0: 'a' }, 'text'],
    [null, 'text'],
  ] as const)('%j is none that we gave', (keys, kind) => {
    const cursor = Buffer.from(JSON.stringify(keys)).toString('base64url')
    expect(() => decodeCursor(cursor, [kind])).toThrow('The request is not valid')
  })
})
