import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import type { Page, Route } from 'playwright-core'

/** What is typed as a card number, and what comes of it. */
export const CARDS = { good: '4242424242424242', declined: '4000000000000002', challenged: '4000000000003220' } as const

export const SCRIPT_ORIGIN = 'https://js.stripe.com'
const API_ORIGIN = 'https://api.stripe.com'

type Intent = {
  id: string
  object: 'payment_intent'
  amount: number
  amount_received: number
  currency: string
  status: 'requires_payment_method' | 'succeeded' | 'canceled'
  client_secret: string
  last_payment_error: { code: string; decline_code: string; message: string } | null
  latest_charge: null
  livemode: false
  created: number
  metadata: Record<string, string>
}

export type StripeStandIn = {
  /** For the server: stands in for api.stripe.com. */
  apiBase: string
  /** For a tab: stands in for the script, and for the calls that the script makes. */
  playIn(page: Page): Promise<void>
  /** From now on the script does not come, as with a blocker. */
  blockScript(blocked: boolean): void
  intents: ReadonlyMap<string, Intent>
} & AsyncDisposable

/**
 * Plays the little of Stripe that an embedded payment needs: one payment intent, seen from the server and from the
 * browser. That our questions fit Stripe's own description is proven by the contract suite, not here.
 */
export async function startStripe(): Promise<StripeStandIn> {
  const intents = new Map<string, Intent>()
  let isBlocked = false
  const server = createServer(async (request, response) => {
    const answer = answerServer(intents, request.method ?? 'GET', request.url ?? '/', await text(request))
    response.writeHead(answer ? 200 : 404, { 'content-type': 'application/json' })
    response.end(JSON.stringify(answer ?? { error: { type: 'invalid_request_error', code: 'resource_missing' } }))
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  return {
    apiBase: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    intents,
    blockScript: blocked => {
      isBlocked = blocked
    },
    playIn: async page => {
      await page.route(`${SCRIPT_ORIGIN}/**`, route =>
        isBlocked ? route.abort() : route.fulfill({ contentType: 'text/javascript', body: SCRIPT }),
      )
      await page.route(`${API_ORIGIN}/**`, route => confirm(intents, route))
    },
    [Symbol.asyncDispose]: () =>
      new Promise(resolve => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

/** The calls of the server: it opens an intent, asks how it stands, and may close it. */
function answerServer(intents: Map<string, Intent>, method: string, address: string, body: string): object | null {
  const { pathname } = new URL(address, 'http://stripe.test')
  const [, , kind, id, deed] = pathname.split('/')
  // Nothing came by Stripe's own page, nothing went back, nothing is disputed.
  if (pathname === '/v1/checkout/sessions' || kind === 'refunds' || kind === 'disputes')
    return { object: 'list', has_more: false, url: pathname, data: [] }
  if (kind !== 'payment_intents') return null
  if (method === 'GET' && !id) {
    return { object: 'list', has_more: false, url: '/v1/payment_intents', data: [...intents.values()].reverse() }
  }
  if (method === 'POST' && !id) return open(intents, new URLSearchParams(body))
  const intent = intents.get(id ?? '')
  if (intent && deed === 'cancel') intent.status = 'canceled'
  return intent ?? null
}

function open(intents: Map<string, Intent>, asked: URLSearchParams): Intent {
  const id = `pi_${intents.size + 1}`
  const metadata = [...asked].flatMap(([name, value]) => {
    const key = /^metadata\[(.+)\]$/.exec(name)?.[1]
    return key ? [[key, value] as const] : []
  })
  const intent: Intent = {
    id,
    object: 'payment_intent',
    amount: Number(asked.get('amount')),
    amount_received: 0,
    currency: asked.get('currency') ?? '',
    status: 'requires_payment_method',
    client_secret: `${id}_secret_standin`,
    last_payment_error: null,
    latest_charge: null,
    livemode: false,
    created: Math.floor(Date.now() / 1_000),
    metadata: Object.fromEntries(metadata),
  }
  intents.set(id, intent)
  return intent
}

/** The call of the script: this card pays that intent. */
async function confirm(intents: Map<string, Intent>, route: Route): Promise<void> {
  const asked = route.request().postDataJSON() as { client_secret: string; card: string }
  const intent = [...intents.values()].find(each => each.client_secret === asked.client_secret)
  const headers = { 'access-control-allow-origin': '*', 'access-control-allow-headers': '*' }
  if (route.request().method() === 'OPTIONS' || !intent) return route.fulfill({ status: intent ? 200 : 404, headers })
  if (asked.card === CARDS.declined) {
    const message = 'Your card has been declined.'
    intent.last_payment_error = { code: 'card_declined', decline_code: 'generic_decline', message }
    return route.fulfill({
      status: 402,
      headers,
      json: { error: { type: 'card_error', code: 'card_declined', message } },
    })
  }
  intent.last_payment_error = null
  intent.status = 'succeeded'
  intent.amount_received = intent.amount
  return route.fulfill({ headers, json: { id: intent.id, status: intent.status } })
}

/** Has the shape of Stripe.js as the storefront calls it; one plain field where Stripe has a frame. */
const SCRIPT = `
window.Stripe = (key, { locale, stripeAccount } = {}) => {
  if (!/^pk_test_/.test(key)) throw new Error('no publishable key: ' + key)
  return {
    elements: ({ clientSecret, appearance }) => {
      for (const value of Object.values(appearance.variables)) if (/oklch|var\\(/.test(value)) throw new Error('no colour: ' + value)
      const heard = {}
      const group = { clientSecret }
      group.create = kind => ({
        on: (event, listener) => { heard[event] = listener },
        mount: place => {
          place.innerHTML = '<label style="display:grid;gap:4px">Card number<input id="card" inputmode="numeric" style="padding:10px;border:1px solid gray;border-radius:4px"></label>'
          group.place = place
          setTimeout(() => heard.ready?.(), 50)
        },
        destroy: () => group.place?.replaceChildren(),
      })
      return group
    },
    confirmPayment: async ({ elements, confirmParams, redirect }) => {
      const field = elements.place.querySelector('input')
      if (!field.value) { field.focus(); return { error: { type: 'validation_error', message: 'Your card number is incomplete.' } } }
      const answer = await fetch('https://api.stripe.com/v1/confirm', {
        method: 'POST',
        headers: { 'content-type': 'text/plain' },
        body: JSON.stringify({ client_secret: elements.clientSecret, card: field.value }),
      })
      const told = await answer.json()
      if (told.error) return { error: told.error }
      if (field.value === '${CARDS.challenged}') {
        const back = new URL(confirmParams.return_url)
        back.searchParams.set('payment_intent', told.id)
        back.searchParams.set('payment_intent_client_secret', elements.clientSecret)
        back.searchParams.set('redirect_status', 'succeeded')
        location.assign(back)
        return new Promise(() => {})
      }
      return { paymentIntent: told }
    },
  }
}
`
