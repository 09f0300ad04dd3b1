import { createSandbox } from './app.ts'
import { defaultOptions, type SandboxOptions } from './options.ts'

export const MERCHANT_KEY = 'sbx_key_of_the_lakeside'
export const WEBHOOK_SECRET = `whsec_${Buffer.from('a secret of twenty-four!').toString('base64')}`

/** A bank on a free port with one merchant, driven over HTTP like any client would. */
export async function startBank(over: Partial<SandboxOptions> = {}, webhookUrl: string | null = null) {
  const app = createSandbox({ ...defaultOptions, port: 0, seed: 'test', ...over })
  const origin = await app.listen({ port: 0, host: '127.0.0.1' })

  const call = async (method: string, path: string, body?: unknown, headers: Record<string, string> = {}) => {
    const response = await fetch(`${origin}${path}`, {
      method,
      redirect: 'manual',
      headers: {
        authorization: `Bearer ${MERCHANT_KEY}`,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    })
    const text = await response.text()
    return { status: response.status, headers: response.headers, text, json: () => JSON.parse(text) as Answer }
  }

  const account = {
    name: 'Lakeside <Festival>',
    key: MERCHANT_KEY,
    webhook_url: webhookUrl,
    webhook_secret: WEBHOOK_SECRET,
  }
  await call('PUT', '/v1/accounts/lakeside', account)

  return {
    origin,
    call,
    pay: async (key: string, more: object = {}) => {
      const answer = await call('POST', '/v1/payments', { ...PAYMENT, ...more }, { 'idempotency-key': key })
      return answer.json()
    },
    buyer: async (id: string, does: string) => (await call('POST', `/control/payments/${id}/buyer`, { does })).json(),
    form: (path: string, body: string, headers: Record<string, string> = {}) =>
      call('POST', path, body, { 'content-type': 'application/x-www-form-urlencoded', ...headers }),
    close: () => app.close(),
  }
}

export type Bank = Awaited<ReturnType<typeof startBank>>

/** As much of the bank's answers as the tests look at. */
export type Answer = {
  id: string
  state: string
  amount: { amount_minor: string; currency: string }
  captured: { amount_minor: string }
  failure: { code: string } | null
  page_url: string
  error: { code: string }
  balanced: boolean
  data: { id: string; state: string; body: string; attempts: number }[]
}

export const PAYMENT = {
  attempt_id: 'pay_1',
  amount: { amount_minor: '12850', currency: 'EUR' },
  order_code: 'K7QX2M',
  description: '2 × <b>Weekend</b> pass',
  buyer_email: 'mara@example.org',
  locale: 'en',
  return_url: 'https://tickets.example.org/orders/K7QX2M',
  cancel_url: 'https://tickets.example.org/orders/K7QX2M/pay',
  expires_at: '2099-01-01T00:00:00Z',
}
