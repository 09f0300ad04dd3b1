import { expect, test } from 'vitest'
import { networkOf } from './caller.ts'

test.each([
  ['2001:db8::1', '2001:db8::ffff:2:3:4'],
  ['2001:db8:0:0:1::', '2001:db8::9'],
  ['2a01:4f8:c0c:1234::1', '2a01:4f8:c0c:1234:ffff:ffff:ffff:ffff'],
  ['fe80::1%eth0', 'fe80::2%eth0'],
  ['::ffff:192.0.2.7', '192.0.2.7'],
  ['::ffff:c000:207', '192.0.2.7'],
])('%s and %s are one caller', (one, other) => {
  expect(networkOf(one)).toBe(networkOf(other))
})

test.each([
  ['2001:db8::1', '2001:db8:0:1::1'],
  ['2001:db8::1', '2002:db8::1'],
  ['192.0.2.7', '192.0.2.8'],
  ['::ffff:192.0.2.7', '::ffff:192.0.2.8'],
])('%s and %s are two', (one, other) => {
  expect(networkOf(one)).not.toBe(networkOf(other))
})

test('what a proxy says and is no address counts as it is written', () => {
  expect(networkOf('unknown:1234')).toBe('unknown:1234')
})
