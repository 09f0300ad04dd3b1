import { describe, expect, test } from 'vitest'
import { decodeCursor, encodeCursor, id, line, requireVersion } from './wire.ts'

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
    expect(decodeCursor(encodeCursor([0, 'x'.repeat(200)]), ['integer', 'text'])).toEqual([0, 'x'.repeat(200)])
  })

  test('that is not there begins at the beginning', () => {
    expect(decodeCursor(undefined, ['uuid'])).toBeNull()
  })

  test.each([
    [['2026-03-14'], 'instant'],
    [['x'], 'uuid'],
    [[1.5], 'integer'],
    [[-1], 'integer'],
    [['a', 'b'], 'text'],
    [['x'.repeat(201)], 'text'],
    [{ 0: 'a' }, 'text'],
    [null, 'text'],
  ] as const)('%j is none that we gave', (keys, kind) => {
    const cursor = Buffer.from(JSON.stringify(keys)).toString('base64url')
    expect(() => decodeCursor(cursor, [kind])).toThrow('The request is not valid')
  })
})

test('an id is of its kind and names a uuid, or it is refused', () => {
  const event = id('evt')
  expect(event.parse('evt_01jd3v9k6tfa8b4m2n7qz0xw5e')).toMatch(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/)
  // The last has the form, and is more than the bytes of a uuid can say.
  for (const text of ['ord_01jd3v9k6tfa8b4m2n7qz0xw5e', 'evt_1', `evt_${'z'.repeat(26)}`])
    expect(event.safeParse(text).success).toBe(false)
})

test('whoever changes something names the version that was read, as we gave it', () => {
  expect([requireVersion('"v12"'), requireVersion('W/"v12"')]).toEqual([12, 12])
  expect(() => requireVersion(undefined)).toThrow(expect.objectContaining({ code: 'request.precondition_required' }))
  for (const text of ['*', 'v12', '"12"', '"v12", "v13"'])
    expect(() => requireVersion(text)).toThrow(expect.objectContaining({ code: 'request.precondition_failed' }))
})
