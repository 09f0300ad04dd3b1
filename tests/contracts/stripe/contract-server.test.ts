import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { vendorContract } from '../shared-library.ts'
import { type ContractServer, startContractServer } from './contract-server.ts'

const folder = vendorContract('stripe')

/** The stand-in is only worth something if it says no: these are its negative controls. */
describe.skipIf(folder === null)('stripe contract server (needs TESSERA_SHARED)', () => {
  let server: ContractServer
  let apiKey: string
  beforeAll(async () => {
    server = await startContractServer(folder ?? '')
    apiKey = server.openMerchant().apiKey
  })
  afterAll(async () => server.close())

  const post = (path: string, body: string, more: Record<string, string> = {}) =>
    fetch(`${server.baseUrl}${path}`, {
      method: 'POST',
      headers: { authorization: `Bearer ${apiKey}`, 'content-type': 'application/x-www-form-urlencoded', ...more },
      body,
    })
  const lastViolation = () => server.violations.pop()

  test('a path that Stripe does not describe is refused', async () => {
    expect((await post('/v1/payment_wishes', '')).status).toBe(404)
    expect(lastViolation()).toContain('/v1/payment_wishes')
  })

  test.each([
    ['an unknown field', 'amount=100&currency=eur&colour=red'],
    ['a missing field', 'currency=eur'],
    ['text for a number', 'amount=lots&currency=eur'],
    ['a field of the wrong shape', 'amount=100&currency=eur&metadata=x'],
  ])('a body with %s is refused', async (_why, body) => {
    expect((await post('/v1/payment_intents', body)).status).toBe(400)
    expect(lastViolation()).toContain('PostPaymentIntents')
  })

  test('a query that Stripe does not describe is refused', async () => {
    const headers = { authorization: `Bearer ${apiKey}` }
    expect((await fetch(`${server.baseUrl}/v1/refunds?colour=red`, { headers })).status).toBe(400)
    expect(lastViolation()).toContain('GetRefunds')
  })

  test('an answer that would break the contract is never sent', async () => {
    const answer = await post('/v1/payment_intents', 'amount=100&currency=eur')
    const { id } = (await answer.json()) as { id: string }
    const intent = server.world.merchants.get(apiKey)?.intents.get(id)
    Object.assign(intent ?? {}, { status: 'paid_in_beads' })
    const headers = { authorization: `Bearer ${apiKey}` }
    expect((await fetch(`${server.baseUrl}/v1/payment_intents/${id}`, { headers })).status).toBe(500)
    expect(lastViolation()).toContain('against the contract')
  })

  test('a key replays its first answer and refuses other parameters', async () => {
    const key = { 'idempotency-key': 'k-1' }
    const first = await (await post('/v1/payment_intents', 'amount=100&currency=eur', key)).text()
    expect(await (await post('/v1/payment_intents', 'amount=100&currency=eur', key)).text()).toBe(first)
    const other = await post('/v1/payment_intents', 'amount=200&currency=eur', key)
    expect(await other.json()).toMatchObject({ error: { type: 'idempotency_error' } })
  })
})
