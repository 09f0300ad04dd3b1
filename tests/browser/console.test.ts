import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { linkIn } from '../world/mail-inbox.ts'
import { PASSWORD } from '../world/organizer.ts'
import { startWorld, type World } from '../world/world.ts'
import { openBrowser, openTab } from './browser.ts'

describe('a newcomer in front of the console', () => {
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

  test('signs up, follows the guide, and their first event is public', async () => {
    const tab = await openTab(browser, world, 'desktop')
    const { page } = tab
    const email = 'nora@people.example'
    await page.goto(`${world.origin}/console/sign-up`)
    await page.getByLabel('Your name').fill('Nora New')
    await page.getByLabel('E-mail address').fill(email)
    await page.getByLabel('Password', { exact: true }).fill(PASSWORD)
    await tab.expectAccessible()
    await page.getByRole('button', { name: 'Create an account' }).click()
    await page.getByText('Look into your mailbox').waitFor()
    await world.settle()

    await page.goto(linkIn(world.inbox.newest(email), '/console/verify-email').href)
    await page.getByRole('button', { name: 'Confirm and go on' }).click()
    await page.getByLabel('Name of the organizer').fill('Nora’s Kitchen')
    await tab.expectAccessible()
    await page.getByRole('button', { name: 'Continue' }).click()

    await page.getByLabel('Title').fill('Soup for All')
    await page.getByLabel('Begins').fill('2099-06-01T19:00')
    await page.getByLabel('Venue').fill('The old tram depot')
    await page.getByLabel('City').fill('Hamburg')
    await tab.expectAccessible()
    await page.getByRole('button', { name: 'Save and continue' }).click()

    await page.getByLabel('Price').fill('12.50')
    await page.getByLabel('How many').fill('40')
    await tab.expectAccessible()
    await page.getByRole('button', { name: 'Save and continue' }).click()

    await page.getByText('Ready to publish').waitFor()
    await tab.expectAccessible()
    await page.getByRole('button', { name: 'Publish now' }).click()
    await page.getByText('It is public!').waitFor()
    await tab.expectAccessible()
    tab.expectClean()
    await tab.close()

    await world.settle()
    const { data } = await world
      .client()
      .get<{ data: Array<{ title: Record<string, string>; from_price: object }> }>('/v1/events?q=Soup')
    expect(data).toMatchObject([{ title: { en: 'Soup for All' }, from_price: { amount_minor: '1250' } }])
    await world.audit()
  })
})
