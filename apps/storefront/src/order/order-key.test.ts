import { beforeEach, expect, test } from 'vitest'
import { dropFromDevice, fragmentOf, keepOnDevice, keptOrders, keyFromFragment, recallKey } from './order-key.ts'

const key = { id: `ord_${'0'.repeat(26)}`, secret: 'abcDEF_-0123456789' }

beforeEach(() => {
  for (const { code } of keptOrders()) dropFromDevice(code)
})

test('a link from a mail opens its order', () => {
  expect(keyFromFragment(`#${fragmentOf(key)}`)).toEqual(key)
})

test.each(['', '#', '#tickets', `#${key.id}`, `#evt_${'0'.repeat(26)}.secretsecret`, `#${key.id}.a<script>`])(
  'the fragment %s opens nothing',
  hash => {
    expect(keyFromFragment(hash)).toBeNull()
  },
)

test('a device knows only the orders that it was asked to keep, and forgets on demand', () => {
  expect(recallKey('K7QM4X')).toBeNull()
  keepOnDevice({ ...key, code: 'K7QM4X', title: {} })
  keepOnDevice({ ...key, code: 'K7QM4X', title: {} })
  expect(keptOrders()).toHaveLength(1)
  expect(recallKey('K7QM4X')).toMatchObject(key)
  dropFromDevice('K7QM4X')
  expect(recallKey('K7QM4X')).toBeNull()
})
