import { AxeBuilder } from '@axe-core/playwright'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { Buyer } from '../world/buyer.ts'
import { daysFromNow, draftEvent, type OnStage, publishedEvent } from '../world/event.ts'
import { type Organiser, signUpOrganizer } from '../world/organizer.ts'
import { startWorld, type World } from '../world/world.ts'
import { atRest, openBrowser, openTab, type Tab } from './browser.ts'

const WCAG = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']

/** What a buyer sees when it is not simply on sale: said in words, open to everybody, on the narrowest of phones too. */
describe('every state of the storefront', () => {
  let world: World
  let browser: Browser
  let boss: Organiser
  let onSale: OnStage

  beforeAll(async () => {
    world = await startWorld()
    browser = await openBrowser()
    boss = await signUpOrganizer(world)
    // Long German words, as they stand in real programmes.
    onSale = await publishedEvent(boss, {
      title: 'Eine außergewöhnlich lange Donaudampfschifffahrtsnacht',
      products: [
        { name: 'Seat', priceMinor: '2500' },
        { name: 'Ermäßigungsberechtigtenvorzugskarte', priceMinor: '1250' },
      ],
    })
    await world.settle()
  })
  afterAll(async () => {
    await browser?.close()
    await world?.[Symbol.asyncDispose]()
  })

  /** No breach of WCAG 2.2 AA at all, and nothing to be scrolled sideways: as it is, at 320 px, and with text twice as large. */
  async function fitsEverybody(page: Page) {
    await atRest(page)
    const { violations } = await new AxeBuilder({ page }).withTags(WCAG).exclude('[data-base-ui-focus-guard]').analyze()
    expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(node => node.html).join(' ')}`)).toEqual([])
    const size = page.viewportSize()!
    await page.setViewportSize({ width: 320, height: 640 })
    await expectNoSideways(page, '320 px wide')
    // 1280 px at 400 % is 320 px; 200 % of the text alone is the other half of the rule.
    await page.setViewportSize(size)
    await page.addStyleTag({ content: 'html { font-size: 200% !important }' }).catch(() => undefined)
    await page.setViewportSize({ width: 640, height: 800 })
    await expectNoSideways(page, 'text of 200 %')
    await page.setViewportSize(size)
  }

  async function expectNoSideways(page: Page, how: string) {
    const over = await page.evaluate<number>('document.documentElement.scrollWidth - window.innerWidth')
    expect(over, `${page.url()} with ${how}`).toBeLessThanOrEqual(0)
  }

  async function see(address: string, words: RegExp | string, work: (tab: Tab) => Promise<void> = async () => {}) {
    const tab = await openTab(browser, world, 'phone')
    try {
      await tab.page.goto(`${world.origin}${address}`)
      await work(tab)
      await tab.page.getByText(words).first().waitFor()
      await fitsEverybody(tab.page)
    } finally {
      await tab.close()
    }
  }

  const eventPage = ({ event }: OnStage) => `/e/${event.slug}`

  test('sold out: says so, and sells nothing', async () => {
    const stage = await publishedEvent(boss, { title: 'One chair', capacity: 1 })
    await new Buyer(world).buys(stage.event.id, [{ product_id: stage.product.id, quantity: 1 }])
    await see(eventPage(stage), 'All tickets are gone for now', async ({ page }) => {
      await page.getByText('All tickets are gone for now').waitFor()
      expect(await page.getByRole('button', { name: /One more|Choose tickets/ }).count()).toBe(0)
    })
  })

  test.each([
    ['not yet on sale', { sale_starts_at: daysFromNow(5) }, 'The sale has not begun yet'],
    ['no longer on sale', { sale_ends_at: daysFromNow(-1) }, 'The sale is over'],
  ])('%s: says since or until when', async (_name, change, words) => {
    const stage = await draftEvent(boss, { title: `Sale window ${words}` })
    await boss.client.ok('PATCH', `${stage.path}/products/${stage.product.id}`, {
      body: change,
      headers: { 'if-match': `"v${stage.product.version}"` },
    })
    await boss.client.post(`${stage.path}/publish`)
    await see(eventPage(stage), words)
  })

  test('cancelled, in the organizer’s own words', async () => {
    const stage = await publishedEvent(boss, { title: 'Called off' })
    const order = await new Buyer(world).buys(stage.event.id, [{ product_id: stage.product.id, quantity: 1 }])
    await boss.client.post(`${stage.path}/cancel`, { reason: 'The roof leaks.' })
    await see(eventPage(stage), 'The roof leaks.')
    await see(order.placed.path, 'Tickets that are no longer valid', async ({ page }) => {
      await page.getByText('This event is cancelled').waitFor()
      expect(await page.getByText('You’re going').count()).toBe(0)
    })
  })

  test('postponed: no day is named, tickets stay good, and who joins online finds the way in', async () => {
    const title = 'Oberdonaudampfschifffahrtskapitänsmützenversammlung'
    const stage = await publishedEvent(boss, { title, products: [{ name: 'Seat', priceMinor: '0' }] })
    const order = await new Buyer(world).buys(stage.event.id, [{ product_id: stage.product.id, quantity: 1 }])
    const online = { online_url: 'https://stream.example/a-long-way-in/to-the-assembly-of-all-captains' }
    await boss.client.patch(stage.path, stage.event.version, { attendance_mode: 'hybrid', ...online })
    await see(order.placed.path, 'You’re going', async ({ page }) => {
      expect(await page.getByRole('link', { name: 'Join online' }).getAttribute('href')).toBe(online.online_url)
    })
    await boss.client.post(`${stage.path}/postpone`, { reason: 'Storm.' })
    for (const address of [eventPage(stage), order.placed.path]) await see(address, 'A new date follows')
  })

  test('an address that does not exist, an order without its link, nothing found, nothing chosen', async () => {
    await see('/e/no-such-event', 'This page does not exist')
    await see('/orders/ABCD2345', 'This order needs its link')
    await see('/?q=xyzzy', 'Nothing found')
    await see('/checkout', 'Nothing chosen yet')
    await see('/find-orders', 'Find my tickets')
  })

  async function toDetails(page: Page) {
    await page.getByRole('button', { name: 'One more: Seat' }).click()
    await page.getByRole('button', { name: 'Continue', exact: true }).click()
    await page.getByLabel('Your name').waitFor()
  }

  test('fields that are missing are named, and the first of them is a step away', () =>
    see(eventPage(onSale), '2 things need your attention', async ({ page }) => {
      await toDetails(page)
      await page.getByRole('button', { name: 'Continue to payment' }).click()
      await page.getByRole('link', { name: /Your name: Please fill this in/ }).click()
      expect(await page.getByLabel('Your name').evaluate(field => field === field.ownerDocument.activeElement)).toBe(
        true,
      )
    }))

  test('more time is given once, and told to those who cannot see the clock', () =>
    see(eventPage(onSale), 'You have more time now.', async ({ page }) => {
      await toDetails(page)
      await page.getByRole('timer').waitFor()
      await page.getByRole('button', { name: 'I need more time' }).click()
      await page.getByRole('status').filter({ hasText: 'You have more time now.' }).waitFor()
      expect(await page.getByRole('button', { name: 'I need more time' }).count()).toBe(0)
    }))

  for (const step of ['details', 'payment'] as const) {
    test(`time that is up while one is at the ${step}: nothing was charged, and one can choose again`, () =>
      see(eventPage(onSale), 'Your time is up', async ({ page }) => {
        await toDetails(page)
        if (step === 'payment') {
          await page.getByLabel('Your name').fill('Ada Buyer')
          await page.getByLabel('Your e-mail address').fill('ada@buyers.example')
          await page.getByRole('button', { name: 'Continue to payment' }).click()
          await page.getByRole('checkbox', { name: /I accept the terms/ }).waitFor()
        }
        // The page knows the end of its time only from what it was told; so it is told an earlier one.
        await page.evaluate(`{
          const kept = JSON.parse(sessionStorage.getItem('tessera.checkout'))
          kept.hold.expires_at = new Date(Date.now() - 1000).toISOString()
          sessionStorage.setItem('tessera.checkout', JSON.stringify(kept))
        }`)
        await page.reload()
        await page.getByRole('link', { name: 'Choose again' }).waitFor()
        expect(await page.getByRole('timer').count()).toBe(0)
      }))
  }

  test('an order that waits for its money, and one that was not paid in time', async () => {
    const order = await new Buyer(world).order(onSale.event.id, [{ product_id: onSale.product.id, quantity: 1 }])
    await see(order.placed.path, 'Pay for your tickets')
    await world.passDeadline(order.id)
    await world.app.jobs.runNow('inventory.reclaim-holds')
    await world.settle()
    await see(order.placed.path, 'This order was not paid in time')
  })

  test('an order whose payment takes its time: says that it is on its way, and asks for no second one', async () => {
    const order = await new Buyer(world).order(onSale.event.id, [{ product_id: onSale.product.id, quantity: 1 }])
    await world.bank.buyer(await order.paymentPage(), 'later')
    await order.check()
    await see(order.placed.path, 'Your payment is on its way', async ({ page }) => {
      await page.getByText('Your payment is on its way').waitFor()
      expect(await page.getByRole('button', { name: /Pay now/ }).count()).toBe(0)
    })
  })

  test('a box office that does not answer says so, and that nothing was charged', () =>
    see(eventPage(onSale), 'We could not reach the box office', async ({ page }) => {
      await page.getByRole('button', { name: 'One more: Seat' }).click()
      await page.route('**/v1/holds', route => route.abort())
      await page.getByRole('button', { name: 'Continue', exact: true }).click()
    }))

  test('without scripts the page still tells what, when, where and for how much', async () => {
    const context = await browser.newContext({ javaScriptEnabled: false })
    const page = await context.newPage()
    await page.goto(`${world.origin}${eventPage(onSale)}`)
    const words = await page.locator('main').innerText()
    for (const told of ['Donaudampfschifffahrtsnacht', 'Speicher 7', 'Seat: €25.00', 'switch JavaScript on'])
      expect(words).toContain(told)
    await context.close()
  })
})
