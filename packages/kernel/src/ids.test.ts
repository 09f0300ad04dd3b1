import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { asUuid, formatId, ID_KINDS, isUuid, newTenantUuid, newUuid, parseId, prefixOf, tailOf } from './ids.ts'

const anyUuid = fc.uint8Array({ minLength: 16, maxLength: 16 }).map(bytes => {
  const hex = [...bytes].map(byte => byte.toString(16).padStart(2, '0')).join('')
  return asUuid(hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5'))
})

describe('text form', () => {
  test('every uuid comes back from its text form', () => {
    fc.assert(
      fc.property(anyUuid, uuid => {
        expect(parseId('evt', formatId('evt', uuid))).toBe(uuid)
      }),
    )
  })

  test('the text form of a known uuid does not change between releases', () => {
    expect(formatId('ord', '0192f5c4-7c1a-7b3e-8f00-0123456789ab')).toBe('ord_01jbtw8z0tfcz8y0014d2pf2db')
    expect(formatId('evt', 'ffffffff-ffff-ffff-ffff-ffffffffffff')).toBe(`evt_7${'z'.repeat(25)}`)
    expect(formatId('evt', '00000000-0000-0000-0000-000000000000')).toBe(`evt_${'0'.repeat(26)}`)
  })

  test('text forms sort as their uuids do', () => {
    fc.assert(
      fc.property(anyUuid, anyUuid, (a, b) => {
        expect(formatId('ord', a) < formatId('ord', b)).toBe(a < b)
      }),
    )
  })

  test('only texts that formatId writes are read', () => {
    const anyLetter = fc.constantFrom(...Array.from('0123456789abcdefghijklmnopqrstuvwxyzABCZ_- '))
    const nearId = fc.array(anyLetter, { minLength: 25, maxLength: 27 }).map(letters => `evt_${letters.join('')}`)
    fc.assert(
      fc.property(fc.oneof(nearId, fc.string()), text => {
        const uuid = parseId('evt', text)
        if (uuid !== null) expect(formatId('evt', uuid)).toBe(text)
      }),
    )
  })

  test('another prefix, upper case, look-alikes and overflow are refused', () => {
    const id = formatId('evt', newUuid())
    expect(parseId('ord', id)).toBeNull()
    expect(parseId('evt', id.toUpperCase())).toBeNull()
    expect(parseId('evt', ` ${id}`)).toBeNull()
    expect(parseId('evt', `evt_8${'0'.repeat(25)}`)).toBeNull()
    for (const letter of 'ilou') expect(parseId('evt', `evt_0${letter.repeat(25)}`)).toBeNull()
  })

  test('every prefix is three letters and routes back to itself', () => {
    for (const prefix of Object.keys(ID_KINDS)) {
      expect(prefix).toMatch(/^[a-z]{3}$/)
      expect(prefixOf(formatId(prefix as 'evt', newUuid()))).toBe(prefix)
    }
    expect(prefixOf('xyz_00000000000000000000000000')).toBeNull()
    expect(prefixOf('constructor_000000000000000000')).toBeNull()
  })
})

describe('new ids', () => {
  test('are version 7 with their millisecond in front', () => {
    const uuid = newUuid(Date.UTC(2030, 0, 2))
    expect(isUuid(uuid)).toBe(true)
    expect(uuid[14]).toBe('7')
    expect('89ab').toContain(uuid[19])
    expect(Number.parseInt(uuid.replaceAll('-', '').slice(0, 12), 16)).toBe(Date.UTC(2030, 0, 2))
  })

  test('ascend within a millisecond and across small steps back of the clock, and never repeat', () => {
    const now = Date.UTC(2031, 0, 1)
    const organizer = newUuid()
    const made = Array.from({ length: 10_000 }, (_, at) => newTenantUuid(organizer, now - (at % 3)))
    expect(made.toSorted()).toEqual(made)
    expect(new Set(made).size).toBe(made.length)
    // The variant, whatever was drawn.
    expect(made.every(uuid => '89ab'.includes(uuid[19]!))).toBe(true)
    // Two thousand at least fit into each millisecond that is borrowed: the ids do not run away from the clock.
    expect(Number.parseInt(made.at(-1)!.replaceAll('-', '').slice(0, 12), 16)).toBeLessThanOrEqual(now + 5)
  })

  test('are drawn at random behind their time, so that two processes never make the same', () => {
    const drawn = Array.from({ length: 1000 }, () => newUuid().slice(19))
    expect(new Set(drawn).size).toBe(drawn.length)
  })

  test('say whose they are by their last four bytes', () => {
    fc.assert(
      fc.property(anyUuid, organizer => {
        const uuid = newTenantUuid(organizer)
        expect(tailOf(uuid)).toBe(tailOf(organizer))
        expect(uuid[14]).toBe('7')
        expect(uuid).not.toBe(newTenantUuid(organizer))
      }),
    )
  })

  test('the tail is an unsigned number', () => {
    expect(tailOf('00000000-0000-7000-8000-0000ffffffff')).toBe(4_294_967_295)
    expect(() => tailOf('ffffffff')).toThrow('not a uuid')
  })
})
