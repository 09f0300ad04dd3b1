import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { Buyer } from '../world/buyer.ts'
import { openDoor } from '../world/door.ts'
import { draftEvent, type OnStage, publishedEvent } from '../world/event.ts'
import { invite, type Organiser, signUpOrganizer } from '../world/organizer.ts'
import { startWorld, type World } from '../world/world.ts'
import { openBrowser, openTab, type Tab } from './browser.ts'
import { enterAs } from './console-pages.ts'

const OF_THE_HOUSE =
  ' events orders attendees check-in team team?tab=invitations team?tab=keys payments import settings audit account start?more=true start/event no-such-page'.split(
    ' ',
  )

/** Every page of the console with something on it, by day and by night: nobody is shut out by how it looks. */
describe.each(['light', 'dark'] as const)('every console page, %s', colorScheme => {
  let world: World
  let browser: Browser
  let boss: Organiser
  let stage: OnStage
  let draft: OnStage
  let orderId: string

  beforeAll(async () => {
    world = await startWorld()
    browser = await openBrowser()
    boss = await signUpOrganizer(world)
    stage = await publishedEvent(boss)
    draft = await draftEvent(boss, { title: 'Still a draft' })
    const order = await new Buyer(world).buys(stage.event.id, [{ product_id: stage.product.id, quantity: 2 }])
    orderId = order.id
    await boss.client.post(`${boss.path}/orders/${order.id}/refunds`, {
      lines: [{ line_id: (await order.now()).lines[0]!.id, amount_minor: '500' }],
      cancel_lines: false,
    })
    await openDoor(world, boss, stage.path)
    await invite(world, boss, 'support', [stage.event.id])
    await world.settle()
  })
  afterAll(async () => {
    await browser?.close()
    await world?.[Symbol.asyncDispose]()
  })

  async function look(tab: Tab, address: string) {
    await tab.page.goto(`${world.origin}/console/${address}`)
    await tab.page.getByRole('heading', { level: 1 }).first().waitFor()
    await tab.page.waitForLoadState('networkidle')
    await tab.expectAccessible()
  }

  test('of whoever is signed in', async () => {
    const tab = await openTab(browser, world, 'desktop')
    const page = await enterAs(tab, world, boss)
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
    const parts = ['', '/details', '/products', '/capacity', '/questions', '/orders', '/attendees', '/check-in']
    const guide = ['', '/tickets', '/publish', '/done']
    const pages = [
      ...OF_THE_HOUSE,
      ...parts.map(part => `events/${stage.event.id}${part}`),
      ...guide.map(part => `start/${draft.event.id}${part}`),
      `events/${draft.event.id}`,
      `orders/${orderId}`,
    ]
    for (const address of pages) await look(tab, address)
    tab.expectClean()
    await tab.close()
  })

  test('of whoever is not signed in yet', async () => {
    const tab = await openTab(browser, world, 'desktop')
    await tab.page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
    for (const address of ['sign-in', 'sign-up', 'reset-password', 'magic-link', 'verify-email', 'invitations'])
      await look(tab, address)
    expect(await tab.page.getByRole('heading', { level: 1 }).count()).toBe(1)
    await tab.close()
  })
})
