import { describe, expect, test } from 'vitest'
import { createSignInThrottle } from './sign-in-throttle.ts'

/** A tenth of the real limits: one attempt a pair, five an account, twenty a network, one letter, six letters a network. */
const throttle = () => createSignInThrottle({ factor: 0.1 })
const networks = (count: number) => Array.from({ length: count }, (_, n) => `192.0.2.${n + 1}`)
const people = (count: number) => Array.from({ length: count }, (_, n) => `person-${n}@example.org`)

describe('guessing', () => {
  test('from many places at one account is slowed, however the address is written', async () => {
    const { attempt } = throttle()
    for (const ip of networks(5)) await attempt(' Ann@Example.org', ip)
    await expect(attempt('ann@example.org', '198.51.100.1')).rejects.toMatchObject({
      code: 'identity.too_many_attempts',
    })
    await attempt('ben@example.org', '198.51.100.1')
  })

  test('at many accounts from one network is slowed', async () => {
    const { attempt } = throttle()
    for (const email of people(20)) await attempt(email, '2001:db8::1')
    await expect(attempt('ann@example.org', '2001:db8::2')).rejects.toMatchObject({
      code: 'identity.too_many_attempts',
    })
  })

  test('costs nothing to who knows the password', async () => {
    const { attempt, succeeded } = throttle()
    for (let n = 0; n < 30; n++) {
      await attempt('ann@example.org', '192.0.2.1')
      await succeeded('ann@example.org', '192.0.2.1')
    }
  })
})

test('one address gets few letters, silently; a network that causes many is told so', async () => {
  const { mayWrite } = throttle()
  expect(await mayWrite('ann@example.org', '192.0.2.1')).toBe(true)
  expect(await mayWrite('ann@example.org', '192.0.2.2')).toBe(false)
  for (const email of people(5)) expect(await mayWrite(email, '192.0.2.1')).toBe(true)
  await expect(mayWrite('ben@example.org', '192.0.2.1')).rejects.toMatchObject({ code: 'request.rate_limited' })
})
