import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Bank, PAYMENT, startBank } from '../sandbox-under-test.ts'

let bank: Bank
beforeAll(async () => {
  bank = await startBank()
})
afterAll(async () => bank.close())

test('a call without a known key is refused', async () => {
  const answer = await bank.call('GET', '/v1/payments', undefined, { authorization: 'Bearer sbx_key_of_nobody' })
  expect(answer.status).toBe(401)
})

test('a payment without an idempotency key is refused', async () => {
  const answer = await bank.call('POST', '/v1/payments', PAYMENT)
  expect([answer.status, answer.json().error.code]).toEqual([400, 'key_required'])
})

test('the same key and body get the same answer, another body gets 409', async () => {
  const ask = (body: object) => bank.call('POST', '/v1/payments', body, { 'idempotency-key': 'k-1' })
  const [first, again, other] = [await ask(PAYMENT), await ask(PAYMENT), await ask({ ...PAYMENT, order_code: 'B' })]
  expect(again.text).toBe(first.text)
  expect([other.status, other.json().error.code]).toEqual([409, 'key_reused'])
})

test.each([
  ['a fraction', { amount: { amount_minor: '12.50', currency: 'EUR' } }],
  ['nothing', { amount: { amount_minor: '0', currency: 'EUR' } }],
  ['a currency in small letters', { amount: { amount_minor: '100', currency: 'eur' } }],
  ['a return address that runs script', { return_url: 'javascript:alert(1)' }],
  ['an unknown field', { colour: 'red' }],
])('%s is refused before anything happens', async (_what, wrong) => {
  const answer = await bank.call('POST', '/v1/payments', { ...PAYMENT, ...wrong }, { 'idempotency-key': 'k-bad' })
  expect([answer.status, answer.json().error.code]).toEqual([400, 'bad_request'])
})

test('an account cannot be taken over without its key', async () => {
  const body = {
    name: 'Thief',
    key: 'sbx_key_of_a_thief',
    webhook_url: null,
    webhook_secret: `whsec_${'A'.repeat(32)}`,
  }
  expect((await bank.call('PUT', '/v1/accounts/lakeside', body, { authorization: '' })).status).toBe(403)
})

test("a payment expires by itself, and its page's late button still lets the money through", async () => {
  const { id } = await bank.pay('k-expiry', { expires_at: '2020-01-01T00:00:00Z' })
  expect((await bank.call('GET', `/v1/payments/${id}`)).json()).toMatchObject({
    state: 'cancelled',
    failure: { code: 'expired' },
  })
  await bank.form(`/pay/${id}`, 'action=late')
  expect((await bank.call('GET', `/v1/payments/${id}`)).json().state).toBe('succeeded')
})

test('what was void stays void for a buyer who pays in time, but money already sent too late still arrives', async () => {
  const { id } = await bank.pay('k-late')
  await bank.buyer(id, 'late')
  await bank.call('POST', `/v1/payments/${id}/void`)
  await bank.call('POST', `/control/payments/${id}/expire`, {})
  expect((await bank.call('GET', `/v1/payments/${id}`)).json().state).toBe('succeeded')
})

test('with 300 payments the list is walked page by page without loss or repetition', async () => {
  const other = await startBank()
  for (let i = 0; i < 300; i += 1) await other.pay(`k-${i}`)
  const ids: string[] = []
  let cursor: unknown = ''
  while (typeof cursor === 'string') {
    const query = cursor === '' ? '' : `&cursor=${cursor}`
    const page = JSON.parse((await other.call('GET', `/v1/payments?limit=70${query}`)).text)
    ids.push(...page.data.map((payment: { id: string }) => payment.id))
    cursor = page.next_cursor
  }
  expect([ids.length, new Set(ids).size]).toEqual([300, 300])
  await other.close()
})
