import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Bank, PAYMENT, startBank } from '../sandbox-under-test.ts'

let bank: Bank
let keys = 0
beforeAll(async () => {
  bank = await startBank()
})
afterAll(async () => bank.close())

const open = (more: object = {}) => bank.pay(`k-${(keys += 1)}`, more)
const stateOf = async (id: string) => (await bank.call('GET', `/v1/payments/${id}`)).json().state
const page = async (id: string, lang = 'en') => (await bank.call('GET', `/pay/${id}?lang=${lang}`)).text

test.each([
  ['pay', 'succeeded', PAYMENT.return_url],
  ['decline', 'failed', PAYMENT.return_url],
  ['later', 'pending', PAYMENT.return_url],
  ['late', 'open', PAYMENT.return_url],
  ['cancel', 'cancelled', PAYMENT.cancel_url],
])('pressing "%s" leaves the payment %s and leads back', async (action, state, url) => {
  const { id } = await open()
  const answer = await bank.form(`/pay/${id}`, `action=${action}`)
  expect([answer.status, answer.headers.get('location')]).toEqual([303, url])
  expect(await stateOf(id)).toBe(state)
})

test('a challenge takes the right code, also typed with a space', async () => {
  const { id } = await open()
  await bank.form(`/pay/${id}`, 'action=challenge')
  const code = /<strong>(\d{3} \d{3})<\/strong>/.exec(await page(id))?.[1] ?? ''
  const answer = await bank.form(`/pay/${id}`, `action=answer&code=${code.replace(' ', '+')}`)
  expect(answer.headers.get('location')).toBe(PAYMENT.return_url)
  expect(await stateOf(id)).toBe('succeeded')
})

test('three wrong codes decline the payment', async () => {
  const { id } = await open()
  await bank.form(`/pay/${id}`, 'action=challenge')
  for (let i = 0; i < 2; i += 1) await bank.form(`/pay/${id}`, 'action=answer&code=1')
  expect(await page(id)).toContain('One try left')
  await bank.form(`/pay/${id}`, 'action=answer&code=1')
  expect(await stateOf(id)).toBe('failed')
})

test('a button pressed twice moves money once', async () => {
  const { id } = await open()
  await Promise.all([bank.form(`/pay/${id}`, 'action=pay'), bank.form(`/pay/${id}`, 'action=pay')])
  const { data } = JSON.parse((await bank.call('GET', '/books/entries')).text)
  expect(data.filter((entry: { payment: string }) => entry.payment === id)).toHaveLength(1)
})

test('the page needs no script and asks no one else for anything', async () => {
  const { id } = await open()
  const answer = await bank.call('GET', `/pay/${id}`)
  expect(answer.text).not.toMatch(/<script|\son\w+=|(src|href)="(https?:)?\/\/(?!tickets\.example\.org)/)
  expect(answer.headers.get('content-security-policy')).toContain("default-src 'none'")
})

test("a merchant's text is shown as text, never as markup", async () => {
  const { id } = await open()
  const shown = await page(id)
  expect(shown).toContain('Lakeside &lt;Festival&gt;')
  expect(shown).toContain('2 × &lt;b&gt;Weekend&lt;/b&gt; pass')
})

test.each([
  ['en', '€128.50'],
  ['de', '128,50\u00a0€'],
])('the page speaks %s, amounts included', async (lang, amount) => {
  const { id } = await open()
  const shown = await page(id, lang)
  expect(shown).toContain(`<html lang="${lang}">`)
  expect(shown).toContain(amount)
})

test.each([
  ['JPY', '1250', 'JP¥1,250'],
  ['KWD', '1250', 'KWD\u00a01.250'],
])('%s is shown with its own number of decimals', async (currency, amount_minor, text) => {
  const { id } = await open({ amount: { amount_minor, currency } })
  expect(await page(id)).toContain(text)
})

test('another web site cannot press the buttons, and a rebound host name gets no answer', async () => {
  const { id } = await open()
  const forged = await bank.form(`/pay/${id}`, 'action=pay', { 'sec-fetch-site': 'cross-site' })
  expect(forged.status).toBe(403)
  expect(await stateOf(id)).toBe('open')
})

test('an unknown payment has a page of its own', async () => {
  const answer = await bank.call('GET', '/pay/sbp_none?lang=de')
  expect([answer.status, answer.text.includes('Diese Zahlung gibt es nicht')]).toEqual([404, true])
})

test('the back office refunds, disputes and says that the books balance', async () => {
  const { id } = await open()
  await bank.buyer(id, 'pay')
  const answer = await bank.form(`/office/payments/${id}`, 'action=refund')
  expect(answer.headers.get('location')).toBe('/office?lang=en')
  expect((await bank.call('GET', '/office?lang=en')).text).toContain('The books balance.')
})
