import fastify from 'fastify'
import { expect, test } from 'vitest'
import { payPage, policyWith } from './pay-page.ts'

const STRICT = "default-src 'self';script-src 'self' 'wasm-unsafe-eval';object-src 'none';upgrade-insecure-requests"
const pay = { script: ['https://js.example'], frame: ['https://js.example'], connect: ['https://api.example'] }

test('a page in which people pay lets in what its gateway needs and loosens nothing else', () => {
  expect(policyWith(STRICT, pay).split(';')).toEqual([
    "default-src 'self'",
    "script-src 'self' 'wasm-unsafe-eval' https://js.example",
    "object-src 'none'",
    'upgrade-insecure-requests',
    "frame-src 'self' https://js.example",
    "connect-src 'self' https://api.example",
  ])
})

test('two accounts at one gateway name its origins once', () => {
  const once = policyWith(STRICT, pay)
  expect(policyWith(once, pay)).toBe(once)
})

test('only the page of an order whose organizer takes money in our page lets anything in', async () => {
  await using app = fastify()
  app.addHook('onRequest', async (_request, reply) => void reply.header('content-security-policy', STRICT))
  payPage(app, reply => reply.send('page'), { sourcesOf: async order => (order === 'ord_here' ? pay : null) })
  const policyOf = async (url: string) => (await app.inject(url)).headers['content-security-policy']
  expect(await policyOf('/orders/K7QX2M/pay?order=ord_here')).toContain('https://js.example')
  for (const url of ['', '?order=ord_elsewhere', '?order=ord_here&order=ord_here', '?order[]=ord_here']) {
    expect(await policyOf(`/orders/K7QX2M/pay${url}`), url).toBe(STRICT)
  }
})
