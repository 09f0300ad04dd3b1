import type { GatewayAccount, Order, Payment } from '@tessera/sdk/types'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { Buyer } from '../../world/buyer.ts'
import { publishedEvent } from '../../world/event.ts'
import { type Organiser, signUpOrganizer } from '../../world/organizer.ts'
import { startWorld, type World } from '../../world/world.ts'
import { vendorContract } from '../shared-library.ts'
import type { MerchantBook } from './book.ts'
import { type ContractServer, startContractServer } from './contract-server.ts'
import * as deeds from './deeds.ts'
import { signed } from './messages.ts'

const folder = vendorContract('stripe')

describe.skipIf(folder === null)(
  'paying in our own page, with a whole installation and Stripe played by its contract',
  () => {
    let stripe: ContractServer
    let merchant: MerchantBook
    let world: World
    let boss: Organiser
    let account: GatewayAccount

    beforeAll(async () => {
      stripe = await startContractServer(folder!)
      merchant = stripe.openMerchant()
      world = await startWorld({ stripeApiBase: stripe.baseUrl })
      boss = await signUpOrganizer(world, 'Cliff Stage')
      account = await boss.client.post<GatewayAccount>(`${boss.path}/gateway-accounts`, {
        gateway: 'stripe',
        label: 'Card',
        credentials: {
          api_key: merchant.apiKey,
          publishable_key: 'pk_test_contract',
          webhook_secret: merchant.webhookSecret,
          flow: 'embedded',
        },
      })
    })
    afterAll(async () => {
      await world?.[Symbol.asyncDispose]()
      await stripe?.close()
      expect(stripe?.violations ?? []).toEqual([])
    })

    const tell = async (intent: string) => {
      for (const { event } of merchant.told.filter(told => told.intent === intent)) {
        const { rawBody, headers } = signed(event, merchant.webhookSecret, 0)
        const answer = await fetch(account.webhook_url, {
          method: 'POST',
          body: new Uint8Array(rawBody),
          headers: { ...headers, 'content-type': 'application/json' },
        })
        expect(answer.status).toBe(200)
      }
      await world.settle()
    }
    const begun = async () => {
      const stage = await publishedEvent(boss, { capacity: 5 })
      const order = await new Buyer(world).order(stage.event.id, [{ product_id: stage.product.id, quantity: 1 }])
      const begin = () =>
        order.buyer.client.post<Payment>(`${order.path}/payments`, { gateway: 'stripe' }, { headers: order.secret })
      const payment = await begin()
      if (payment.next?.kind !== 'embedded') throw new Error(`not embedded: ${JSON.stringify(payment.next)}`)
      const intent = payment.next.client_secret.split('_secret_')[0]!
      return { order, payment, intent, begin, next: payment.next }
    }

    test('the buyer is given what opens the fields for this one payment, as often as they ask, and no secret of the account', async () => {
      const { order, payment, next, begin } = await begun()
      expect((await order.now()).gateways).toContainEqual({ gateway: 'stripe', label: 'Card', flow: 'embedded' })
      expect(next).toEqual({
        kind: 'embedded',
        client_secret: expect.stringMatching(/^pi_.+_secret_/),
        publishable_key: 'pk_test_contract',
        account: null,
      })
      expect(await begin()).toMatchObject({ id: payment.id, next })
      expect((await order.now()).payments).toMatchObject([{ id: payment.id, next }])
      expect(JSON.stringify(await order.now())).not.toContain(merchant.apiKey)
      const detail = await boss.client.get<Order>(`${boss.path}/orders/${order.id}`)
      expect(JSON.stringify(detail)).not.toContain('_secret_')
    })

    test('a payment in our page makes tickets when Stripe says so, declined first and told by webhook', async () => {
      const { order, payment, intent } = await begun()
      deeds.isDeclined(stripe.world, merchant, intent)
      expect(await order.check(payment.id)).toMatchObject({ state: 'created', next: { kind: 'embedded' } })
      deeds.pays(stripe.world, merchant, intent)
      await tell(intent)
      expect(await order.now()).toMatchObject({ state: 'paid', payments: [{ state: 'succeeded', next: null }] })
      expect(await order.codes()).toHaveLength(1)
      await world.audit()
    })

    test('when the time to pay is over the intent is cancelled, so that nobody pays for nothing', async () => {
      const { order, intent } = await begun()
      await world.passDeadline(order.id)
      await world.database.asSuperuser(
        "update payments set created_at = created_at - interval '1 day', expires_at = clock_timestamp() - interval '1 second', checked_at = null where reference = $1",
        [intent],
      )
      await world.app.jobs.runNow('payments.poll-unsettled')
      expect(merchant.intents.get(intent)?.status).toBe('canceled')
      await world.settle()
      await world.audit()
    })
  },
)
