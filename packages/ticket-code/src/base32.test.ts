import fc from 'fast-check'
import { expect, it } from 'vitest'
import { decodeBase32, encodeBase32 } from './base32.ts'

it('bytes survive the way through text', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 120 }), bytes => {
      expect(decodeBase32(encodeBase32(bytes))).toEqual(bytes)
    }),
  )
})

it('a text that is read is the text that is written: no bytes have a second text', () => {
  const letters = fc.string({
    unit: fc.constantFrom(...Array.from('0123456789ABCDEFGHJKMNPQRSTVWXYZILOUabc ')),
    maxLength: 24,
  })
  fc.assert(
    fc.property(letters, text => {
      const bytes = decodeBase32(text)
      if (bytes !== null) expect(encodeBase32(bytes)).toBe(text)
    }),
    { numRuns: 5000 },
  )
})

it.each([
  ['', ''],
  ['00', '00'],
  ['ff', 'ZW'],
  ['0123456789abcdef', '04HMASW9NF6YY'],
])('%s is %s', (hex, text) => {
  expect(encodeBase32(Uint8Array.from(Buffer.from(hex, 'hex')))).toBe(text)
})

it.each(['0', 'ZX', '001', 'zw', 'Z W', 'OO', 'ZW='])('does not read %j', text => {
  expect(decodeBase32(text)).toBeNull()
})
