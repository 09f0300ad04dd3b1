import type { Browser, Locator, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { Buyer } from '../world/buyer.ts'
import { linkIn } from '../world/mail-inbox.ts'
import { PASSWORD } from '../world/organizer.ts'
import { startWorld, type World } from '../world/world.ts'
import { openBrowser, openTab } from './browser.ts'

const MOST_STEPS = 70

/** Goes there as somebody without a mouse does, and fails where that takes too long or where the focus is not seen. */
async function tabTo(page: Page, target: Locator, key = 'Tab'): Promise<void> {
  await target.first().waitFor()
  for (let step = 0; step < MOST_STEPS; step++) {
    if (await target.first().evaluate(element => element.matches(':focus'))) {
      const seen = await target.first().evaluate(element => element.matches(':focus-visible'))
      expect(seen, `the focus on ${String(target)} can be seen`).toBe(true)
      return
    }
    await page.keyboard.press(key)
  }
  throw new Error(`${String(target)} is not reached by ${MOST_STEPS} presses of ${key}`)
}

async function type(page: Page, label: string, text: string) {
  await tabTo(page, page.getByLabel(label, { exact: true }))
  await page.keyboard.press('Control+A')
  await page.keyboard.type(text)
}

async function press(page: Page, role: 'button' | 'link', name: string | RegExp) {
  await tabTo(page, page.getByRole(role, { name }))
  await page.keyboard.press('Enter')
}

describe('somebody without a mouse', () => {
  let world: World
  let browser: Browser

  beforeAll(async () => {
    world = await startWorld()
    browser = await openBrowser()
  })
  afterAll(async () => {
    await browser?.close()
    await world?.[Symbol.asyncDispose]()
  })

  test('signs up, publishes an event, finds an order and gives its money back', async () => {
    const tab = await openTab(browser, world, 'desktop')
    const { page } = tab
    const email = 'kim@people.example'
    await page.goto(`${world.origin}/console/sign-up`)
    await type(page, 'Your name', 'Kim Keys')
    await type(page, 'E-mail address', email)
    await type(page, 'Password', PASSWORD)
    await page.keyboard.press('Enter')
    await page.getByText('Look into your mailbox').waitFor()
    await world.settle()
    await page.goto(linkIn(world.inbox.newest(email), '/console/verify-email').href)
    await press(page, 'button', 'Confirm and go on')

    await page.getByLabel('Name of the organizer').waitFor()
    await type(page, 'Name of the organizer', 'Kim’s Stage')
    await press(page, 'button', 'Continue')
    await page.getByRole('heading', { level: 1, name: 'What takes place' }).waitFor()
    await type(page, 'Title', 'Quiet Keys')
    await tabTo(page, page.getByLabel('Venue'))
    await page.keyboard.type('The loft')
    await tabTo(page, page.getByLabel('City'))
    await page.keyboard.type('Kiel')
    await press(page, 'button', 'Save and continue')
    await page.getByRole('heading', { level: 1, name: 'Which tickets' }).waitFor()
    await type(page, 'Price', '10')
    await press(page, 'button', 'Save and continue')
    await page.getByText('Ready to publish').waitFor()
    await press(page, 'button', 'Publish now')
    await page.getByText('It is public!').waitFor()

    await press(page, 'link', 'To the event')
    await page.getByRole('heading', { level: 1, name: 'Quiet Keys' }).waitFor()
    const eventId = /evt_\w+/.exec(page.url())![0]

    // A second ticket, in the panel; it closes to where it was opened.
    await press(page, 'link', 'Tickets')
    await press(page, 'button', 'Add a ticket')
    await type(page, 'Name · English', 'Balcony')
    await type(page, 'Your price', '18')
    await press(page, 'button', 'Save')
    await page.getByRole('button', { name: 'Balcony', exact: true }).waitFor()
    await backOn(page.getByRole('button', { name: 'Add a ticket' }))

    await world.settle()
    const { products } = await world.client().get<{ products: Array<{ id: string }> }>(`/v1/events/${eventId}`)
    const order = await new Buyer(world, 'Gus Guest').buys(eventId, [{ product_id: products[0]!.id, quantity: 1 }])

    await page.keyboard.press('?')
    await page.getByRole('dialog', { name: 'Keyboard shortcuts' }).waitFor()
    await page.keyboard.press('Escape')
    await page.getByRole('dialog').waitFor({ state: 'detached' })
    await page.keyboard.press('Control+K')
    await backOn(page.getByRole('dialog').getByRole('combobox'))
    await page.keyboard.type('orders')
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { level: 1, name: 'Orders' }).waitFor()
    await press(page, 'button', order.placed.code)
    await page.getByRole('heading', { level: 1, name: `Order ${order.placed.code}` }).waitFor()

    const refund = page.getByRole('button', { name: 'Refund', exact: true })
    await press(page, 'button', /^Refund$/)
    await page.getByRole('dialog').waitFor()
    await page.keyboard.press('Escape')
    await page.getByRole('dialog').waitFor({ state: 'detached' })
    await backOn(refund)
    await page.keyboard.press('Enter')
    await press(page, 'button', 'Refund €10.00')
    await page.getByText('€10.00 go back').waitFor()
    await world.settle()
    expect(await order.now()).toMatchObject({ state: 'refunded' })
    tab.expectClean()
    await tab.close()
    await world.audit()
  })
})

/** The focus comes here by itself: whoever closes a dialog, for one, is back on what opened it. */
const backOn = (opener: Locator) =>
  expect.poll(() => opener.first().evaluate(element => element.matches(':focus'))).toBe(true)
