import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { Buyer, type MyOrder } from '../world/buyer.ts'
import { type OnStage, publishedEvent } from '../world/event.ts'
import { type Organiser, signUpOrganizer } from '../world/organizer.ts'
import { startWorld, type World } from '../world/world.ts'
import { openBrowser, openTab, type Tab } from './browser.ts'

/** Each main page, with something on it: nobody is shut out, nothing is broken, nothing is fetched from strangers. */
describe.each(['phone', 'desktop'] as const)('every main page on a %s', width => {
  let world: World
  let browser: Browser
  let boss: Organiser
  let stage: OnStage
  let order: MyOrder

  beforeAll(async () => {
    world = await startWorld()
    browser = await openBrowser()
    boss = await signUpOrganizer(world)
    stage = await publishedEvent(boss)
    order = await new Buyer(world).buys(stage.event.id, [{ product_id: stage.product.id, quantity: 2 }])
    await world.settle()
  })
  afterAll(async () => {
    await browser?.close()
    await world?.[Symbol.asyncDispose]()
  })

  async function look(tab: Tab, address: string) {
    const { page } = tab
    await page.goto(`${world.origin}${address}`)
    await page
      .getByRole('heading', { level: 1 })
      .first()
      .waitFor({ timeout: 15_000 })
      .catch(async () => expect.fail(`${address} has no heading: ${await page.locator('body').innerText()}`))
    await page.waitForLoadState('networkidle')
    await tab.expectAccessible()
    await tab.expectToFit()
    tab.expectClean()
  }

  test('of the storefront', async () => {
    const tab = await openTab(browser, world, width)
    const { event } = stage
    // The order soon after its event: what a browser refreshes behind a page that it has kept is never idle.
    const ofEvent = ['/', `/e/${event.slug}`, order.placed.path]
    for (const address of [...ofEvent, `/o/${boss.organizer.slug}`, '/checkout', '/find-orders'])
      await look(tab, address)
    await tab.close()
  })

  // On a desktop each of them, and more, is looked at by day and by night in console-accessible.test.ts.
  if (width === 'phone')
    test('of the console', async () => {
      const tab = await openTab(browser, world, width)
      const cookies = [...boss.client.cookies].map(([name, value]) => ({ name, value, url: world.origin }))
      await tab.page.context().addCookies(cookies)
      const event = `/console/events/${stage.event.id}`
      const ofEvent = ['', '/details', '/products', '/capacity', '/questions', '/orders', '/attendees', '/check-in']
      const others = [
        '',
        'events',
        'orders',
        'attendees',
        'check-in',
        'team',
        'payments',
        'audit',
        'settings',
        'account',
      ]
      for (const part of others) await look(tab, `/console/${part}`)
      for (const part of ofEvent) await look(tab, `${event}${part}`)
      await look(tab, `/console/orders/${order.id}`)
      await tab.close()
    })

  test('of the check-in app', async () => {
    const tab = await openTab(browser, world, width)
    await look(tab, '/checkin/')
    const { code } = await boss.client.post<{ code: string }>(`${boss.path}/devices`, { name: 'My phone' })
    await tab.page.getByLabel('Device code').fill(code)
    await tab.page.getByRole('button', { name: 'Connect' }).click()
    await tab.page.getByRole('link', { name: 'Guests' }).waitFor()
    for (const part of ['scan', 'guests', 'device']) await look(tab, `/checkin/${part}`)
    await tab.close()
  })
})
