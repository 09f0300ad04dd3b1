import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type OnStage, publishedEvent } from '../world/event.ts'
import { type Organiser, signUpOrganizer } from '../world/organizer.ts'
import { startWorld, type World } from '../world/world.ts'
import { openBrowser, openTab, type Tab, type Width } from './browser.ts'

/** What a buyer does on the storefront and on the bank's page, with eyes, fingers or keys. */
describe('a buyer in front of the storefront', () => {
  let world: World
  let browser: Browser
  let boss: Organiser
  let paid: OnStage
  let free: OnStage
  let tab: Tab

  beforeAll(async () => {
    world = await startWorld()
    browser = await openBrowser()
    boss = await signUpOrganizer(world)
    paid = await publishedEvent(boss, { title: 'Night of the Long Table' })
    free = await publishedEvent(boss, {
      title: 'Open Rehearsal',
      products: [{ name: 'Seat', priceMinor: '0', taxed: false }],
    })
    await world.settle()
  })
  afterAll(async () => {
    await browser?.close()
    await world?.[Symbol.asyncDispose]()
  })

  async function inTab(width: Width, work: (page: Page) => Promise<void>) {
    tab = await openTab(browser, world, width)
    try {
      await work(tab.page)
      tab.expectClean()
    } finally {
      await tab.close()
    }
    await world.settle()
    await world.audit()
  }

  async function chooseSeat(page: Page, { event }: OnStage) {
    await page.goto(`${world.origin}/e/${event.slug}`)
    await page.getByRole('button', { name: 'One more: Seat' }).click()
    await tab.expectAccessible()
    await page.getByRole('button', { name: 'Continue', exact: true }).click()
    await page.waitForURL('**/checkout**')
  }

  async function fillIn(page: Page) {
    await page.getByLabel('Your name').fill('Ada Buyer')
    await page.getByLabel('Your e-mail address').fill('ada@buyers.example')
    await tab.expectAccessible()
    await page.getByRole('button', { name: 'Continue to payment' }).click()
  }

  async function order(page: Page, button: string) {
    await page.getByRole('checkbox', { name: /I accept the terms/ }).check()
    await tab.expectAccessible()
    await page.getByRole('button', { name: new RegExp(button) }).click()
  }

  const seesTicket = async (page: Page) => {
    await page.getByRole('heading', { name: 'Your ticket', exact: true }).waitFor()
    await page.getByText('Ada Buyer').first().waitFor()
    await tab.expectAccessible()
  }

  for (const width of ['phone', 'desktop'] as const) {
    test(`pays on the bank’s page and sees the ticket (${width})`, () =>
      inTab(width, async page => {
        await chooseSeat(page, paid)
        await fillIn(page)
        await order(page, 'Order with obligation to pay')
        await page.waitForURL(`${world.bank.baseUrl}/**`)
        await page.getByRole('button', { name: /^Pay €?\s?[\d.,]+/ }).click()
        await page.waitForURL(`${world.origin}/**`)
        await seesTicket(page)
      }))
  }

  test('takes a free ticket without any payment (phone)', () =>
    inTab('phone', async page => {
      await chooseSeat(page, free)
      await fillIn(page)
      await order(page, 'Get tickets')
      await seesTicket(page)
      expect(await page.evaluate<number>('scrollY'), 'the order is seen from its top').toBe(0)
    }))

  test('is told of a declined card, that nothing was charged, and pays after all (desktop)', () =>
    inTab('desktop', async page => {
      await chooseSeat(page, paid)
      await fillIn(page)
      await order(page, 'Order with obligation to pay')
      await page.waitForURL(`${world.bank.baseUrl}/**`)
      await page.getByRole('button', { name: /Have it declined/ }).click()
      await page.waitForURL(`${world.origin}/**`)
      await page.getByText('The payment was declined').waitFor()
      await tab.expectAccessible()
      await page.getByRole('button', { name: /Pay now/ }).click()
      await page.waitForURL(`${world.bank.baseUrl}/**`)
      await page.getByRole('button', { name: /^Pay €?\s?[\d.,]+/ }).click()
      await page.waitForURL(`${world.origin}/**`)
      await seesTicket(page)
    }))

  test('buys with the keyboard alone (desktop)', () =>
    inTab('desktop', async page => {
      await page.goto(`${world.origin}/e/${free.event.slug}`)
      await page.getByRole('button', { name: 'One more: Seat' }).waitFor()
      await tabTo(page, 'One more: Seat')
      await page.keyboard.press('Enter')
      await tabTo(page, 'Continue')
      await page.keyboard.press('Enter')
      await page.waitForURL('**/checkout**')
      await page.getByLabel('Your name').waitFor()
      await tabTo(page, 'Your name')
      await page.keyboard.type('Ada Buyer')
      await tabTo(page, 'Your e-mail address')
      await page.keyboard.type('ada@buyers.example')
      await page.keyboard.press('Enter')
      await page.getByRole('checkbox', { name: /I accept the terms/ }).waitFor()
      await tabTo(page, 'I accept the terms')
      await page.keyboard.press('Space')
      await tabTo(page, 'Get tickets')
      await page.keyboard.press('Enter')
      await seesTicket(page)
    }))
})

const MOST_STOPS = 80

/** Walks from control to control, as somebody without a mouse does, until the one with this name has the focus. */
async function tabTo(page: Page, name: string): Promise<void> {
  for (let stop = 0; stop < MOST_STOPS; stop++) {
    await page.keyboard.press('Tab')
    const focused = page.locator(':focus')
    if ((await focused.count()) === 0) continue
    const snapshot = await focused.first().ariaSnapshot()
    if (snapshot.includes(name)) return
  }
  expect.fail(`${name} is not reached by Tab`)
}
