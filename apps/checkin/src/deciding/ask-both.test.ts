import { expect, test } from 'vitest'
import { askWithin } from './ask-both.ts'

const never = new Promise<never>(() => {})

test('the server decides when it answers in time', async () => {
  expect(await askWithin(Promise.resolve('yes'), never)).toEqual({ by: 'server', answer: 'yes' })
})

test('the device decides when the server is late, and when it fails', async () => {
  expect(await askWithin(never, Promise.resolve())).toEqual({ by: 'device', why: 'late' })
  expect(await askWithin(Promise.reject(new Error('gone')), never)).toEqual({ by: 'device', why: 'failed' })
})
