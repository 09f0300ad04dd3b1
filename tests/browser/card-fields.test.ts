import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { Buyer, type MyOrder } from '../world/buyer.ts'
import { type OnStage, publishedEvent } from '../world/event.ts'
import { signUpOrganizer } from '../world/organizer.ts'
import { startWorld, type World } from '../world/world.ts'
import { openBrowser, openTab, type Tab, type Width } from './browser.ts'
import { CARDS, SCRIPT_ORIGIN, type StripeStandIn, startStripe } from './stripe-stand-in.ts'

/** An organizer with Stripe's fields besides the practice bank: the buyer chooses, and pays without leaving the page. */
describe('a buyer who pays in the page itself', () => {
  let world: World
  let browser: Browser
  let stripe: StripeStandIn
  let stage: OnStage

  beforeAll(async () => {
    stripe = await startStripe()
    world = await startWorld({ stripeApiBase: stripe.apiBase })
    browser = await openBrowser()
    const boss = await signUpOrganizer(world)
    await boss.client.post(`${boss.path}/gateway-accounts`, {
      gateway: 'stripe',
      label: 'Card, wallet or bank',
      credentials: {
        api_key: 'sk_test_standin',
        publishable_key: 'pk_test_standin',
        webhook_secret: 'whsec_standin123',
        flow: 'embedded',
      },
    })
    stage = await publishedEvent(boss, { title: 'Night of the Long Table' })
    await world.settle()
  })
  afterAll(async () => {
    await browser?.close()
    await world?.[Symbol.asyncDispose]()
    await stripe?.[Symbol.asyncDispose]()
  })

  /** A tab on the page of a fresh order, and what it asked of Stripe so far. */
  async function withOrder(
    width: Width,
    work: (at: { page: Page; tab: Tab; order: MyOrder; asked: string[] }) => Promise<void>,
  ) {
    const order = await new Buyer(world).order(stage.event.id, [{ product_id: stage.product.id, quantity: 1 }])
    const tab = await openTab(browser, world, width, { strangers: [SCRIPT_ORIGIN, 'https://api.stripe.com'] })
    const asked: string[] = []
    tab.page.on('request', request => {
      if (request.url().startsWith(SCRIPT_ORIGIN)) asked.push(request.url())
    })
    await stripe.playIn(tab.page)
    try {
      await tab.page.goto(`${world.origin}${order.placed.path}`)
      await work({ page: tab.page, tab, order, asked })
      tab.expectClean()
    } finally {
      await tab.close()
      stripe.blockScript(false)
    }
    await world.settle()
    await world.audit()
  }

  async function goToFields(page: Page) {
    await page.getByRole('radio', { name: 'Card, wallet or bank' }).check()
    await page.getByRole('button', { name: /Pay now/ }).click()
    await page.waitForURL('**/pay?**')
  }

  const payWith = async (page: Page, card: string) => {
    await page.getByLabel('Card number').fill(card)
    await page.getByRole('button', { name: /Pay now/ }).click()
  }

  const seesTicket = (page: Page) => page.getByRole('heading', { name: 'Your ticket', exact: true }).waitFor()

  for (const width of ['phone', 'desktop'] as const) {
    test(`pays and sees the ticket; the gateway’s script comes only when it is asked for (${width})`, () =>
      withOrder(width, async ({ page, tab, order, asked }) => {
        await page.getByRole('button', { name: /Pay now/ }).waitFor()
        expect(asked).toEqual([])
        await goToFields(page)
        await page.getByLabel('Card number').waitFor()
        expect(asked).toHaveLength(1)
        await tab.expectAccessible()
        await payWith(page, CARDS.good)
        await seesTicket(page)
        expect((await order.now()).state).toBe('paid')
        expect(new URL(page.url()).pathname).toBe(`/orders/${order.placed.code}`)
      }))
  }

  test('only the page with the fields lets the gateway’s script in', async () => {
    const order = await new Buyer(world).order(stage.event.id, [{ product_id: stage.product.id, quantity: 1 }])
    const policyOf = async (address: string) =>
      (await fetch(`${world.origin}${address}`)).headers.get('content-security-policy')
    expect(await policyOf(`/orders/${order.placed.code}/pay?order=${order.id}`)).toContain(SCRIPT_ORIGIN)
    for (const address of [`/orders/${order.placed.code}`, '/checkout', `/e/${stage.event.slug}`]) {
      expect(await policyOf(address)).not.toContain('stripe')
    }
  })

  test('is told of a declined card in place, that nothing was charged, and pays with another', () =>
    withOrder('phone', async ({ page, tab, order }) => {
      await goToFields(page)
      await payWith(page, CARDS.declined)
      await page.getByText('Your card has been declined.').waitFor()
      await page.getByText(/Nothing was charged and your tickets are still kept/).waitFor()
      await tab.expectAccessible()
      tab.forgive(/402/)
      expect((await order.now()).state).toBe('awaiting_payment')
      await payWith(page, CARDS.good)
      await seesTicket(page)
      expect(stripe.intents.size).toBeGreaterThan(0)
    }))

  test('comes back from the bank’s challenge to the order; the gateway’s secret does not stay in the address', () =>
    withOrder('desktop', async ({ page }) => {
      await goToFields(page)
      await payWith(page, CARDS.challenged)
      await seesTicket(page)
      expect(page.url()).not.toContain('secret')
    }))

  test('is told when the fields cannot be loaded, that nothing was charged, and may try again', () =>
    withOrder('phone', async ({ page, tab }) => {
      stripe.blockScript(true)
      await goToFields(page)
      await page.getByText('The payment fields did not load').waitFor()
      await tab.expectAccessible()
      tab.forgive(/ERR_FAILED/)
      stripe.blockScript(false)
      await page.getByRole('button', { name: 'Try again' }).click()
      await payWith(page, CARDS.good)
      await seesTicket(page)
    }))

  test('an order that is paid already shows its tickets, not the fields', () =>
    withOrder('phone', async ({ page, order }) => {
      await goToFields(page)
      const fields = page.url()
      await payWith(page, CARDS.good)
      await seesTicket(page)
      await page.goto(fields)
      await seesTicket(page)
      expect(new URL(page.url()).pathname).toBe(`/orders/${order.placed.code}`)
    }))
})
