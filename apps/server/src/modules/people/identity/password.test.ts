import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { MAX_LENGTH, MIN_LENGTH, passwordFault } from './password.ts'

const context = { email: 'rosa.luxemburg@example.org', name: 'Rosa Luxemburg' }
const fault = (password: string) => passwordFault(password, context)

describe('a password', () => {
  test.each([
    'umbrella gravel tuesday',
    'dragonsunshinefootball',
    'a lamp, a river and 3 doors',
    'пароль не для всех 42',
    '雨降って地固まる、そして春が来る。',
    'kJ8#vQ2!pL5@xR9',
    '🦊🐸🦉🐙🦋🐝🐞🦄🐬🐳🦀🐌🐢🦎🦖',
    'zebra    with many   spaces',
    '83920174650193847561',
  ])('is taken as it is: %s', password => expect(fault(password)).toBeNull())

  test.each([
    ['fourteen chars', 'too_short'],
    ['🦊🐸🦉🐙🦋🐝🐞', 'too_short'],
    ['passwordpassword', 'too_common'],
    ['Password12345678!', 'too_common'],
    ['P4ssw0rd!!!!!!!!!', 'too_common'],
    ['qwertyuiopasdfgh', 'too_common'],
    ['1q2w3e4r5t6y7u8i', 'too_common'],
    ['123456789012345', 'too_common'],
    ['9876543210987654', 'too_common'],
    ['aaaaaaaaaaaaaaaa', 'too_common'],
    ['abcabcabcabcabcabc', 'too_common'],
    ['iloveyouiloveyou', 'too_common'],
    ['Correct Horse Battery Staple', 'too_common'],
    ['summer2024welcome', 'too_common'],
    ['sunshinefootball', 'too_common'],
    ['rosaluxemburg1919', 'from_context'],
    ['Rosa.Luxemburg@example.org', 'from_context'],
    ['tessera-tessera-1', 'from_context'],
  ])('is refused: %s is %s', (password, reason) => expect(fault(password)).toBe(reason))

  test('of any 64 characters and more is not too long, and never cut', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 64, maxLength: 400, unit: 'grapheme' }), password => {
        expect(fault(password)).not.toBe('too_long')
      }),
    )
    expect(fault('q'.repeat(MAX_LENGTH + 1))).toBe('too_long')
  })

  test('counts characters, not bytes or code units, and after NFKC', () => {
    expect(fault('é'.repeat(MIN_LENGTH - 1).normalize('NFD'))).toBe('too_short')
  })
})
