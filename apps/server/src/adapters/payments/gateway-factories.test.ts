import { describe, expect, test } from 'vitest'
import { sandboxFactory } from './sandbox/sandbox-factory.ts'
import { stripeFactory } from './stripe/stripe-factory.ts'

const stripe = {
  api_key: 'sk_test_of_nobody_0001',
  publishable_key: 'pk_test_of_nobody_0001',
  webhook_secret: 'whsec_abcdefghijkl',
}
const sandbox = {
  account: 'acct-1',
  key: 'key_0123456789abcdef',
  webhook_secret: `whsec_${Buffer.from('a secret of twenty-four!').toString('base64')}`,
}

describe.each([
  ['stripe', stripeFactory(), stripe, ['api_key', 'publishable_key', 'webhook_secret']],
  ['sandbox', sandboxFactory('http://127.0.0.1:9'), sandbox, ['account', 'key', 'webhook_secret']],
] as const)('%s', (name, factory, credentials, required) => {
  test('opens with what it asks for, and asks for what it needs', () => {
    expect(factory.faultsOf(credentials)).toEqual([])
    expect(factory.open(credentials)).toMatchObject({ name, livemode: false })
    const named = factory.fields.map(field => field.name)
    expect(named).toEqual(expect.arrayContaining([...required]))
    expect(factory.fields.filter(field => field.required).map(field => field.name)).toEqual([...required])
  })

  test.each(required)('says that %s is missing or malformed', field => {
    const { [field]: _left, ...rest } = credentials as Record<string, string>
    expect(factory.faultsOf(rest).map(fault => fault.field)).toContain(field)
    expect(factory.faultsOf({ ...credentials, [field]: '!' }).map(fault => fault.field)).toContain(field)
  })
})

test('a live key does not go with a test key', () => {
  const mixed = { ...stripe, api_key: stripe.api_key.replace('_test_', '_live_') }
  expect(
    stripeFactory()
      .faultsOf(mixed)
      .map(fault => fault.field),
  ).toEqual(['publishable_key'])
})

test('which page the buyer sees, and for whom, is the organizer’s choice', () => {
  const { open } = stripeFactory()
  expect(open(stripe).capabilities.flow).toBe('redirect')
  const embedded = open({ ...stripe, flow: 'embedded', account: 'acct_nobody0001' })
  expect(embedded).toMatchObject({ account: 'acct_nobody0001', capabilities: { flow: 'embedded' } })
})
