import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, test } from 'vitest'
import { Buyer } from '../world/buyer.ts'
import { openDoor } from '../world/door.ts'
import { draftEvent, type OnStage, publishedEvent } from '../world/event.ts'
import { invite, type Organiser, signUpOrganizer } from '../world/organizer.ts'
import { startWorld, type World } from '../world/world.ts'
import { openBrowser, openTab } from './browser.ts'
import { enterAs } from './console-pages.ts'

/** Every page of the console with something on it, by day and by night: nobody is shut out by how it looks. */
describe('every console page', () => {
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

  const groups = {
    'of the whole house': () =>
      '|events|orders|attendees|check-in|team|team?tab=invitations|team?tab=keys|payments|import|settings'.split('|'),
    'of one event': () =>
      ['', '/details', '/products', '/capacity', '/questions', '/orders', '/attendees', '/check-in'].map(
        part => `events/${stage.event.id}${part}`,
      ),
    'of the guide, of one order and of oneself': () => [
      ...['', '/tickets', '/publish', '/done'].map(part => `start/${draft.event.id}${part}`),
      'start?more=true',
      'start/event',
      'audit',
      'account',
      'no-such-page',
      `events/${draft.event.id}`,
      `orders/${orderId}`,
    ],
    'before signing in': () => [
      'sign-in',
      'sign-up',
      'reset-password',
      'magic-link',
      'verify-email',
      'invitations#token=none',
    ],
  }

  test.each(Object.entries(groups))('%s', async (name, pages) => {
    const tab = await openTab(browser, world, 'desktop')
    if (name !== 'before signing in') await enterAs(tab, world, boss)
    for (const address of pages()) {
      await tab.page.goto(`${world.origin}/console/${address}`)
      await tab.page.getByRole('heading', { level: 1 }).first().waitFor()
      await tab.page.waitForLoadState('networkidle')
      await tab.expectToFit()
      for (const colorScheme of ['light', 'dark'] as const) {
        await tab.page.emulateMedia({ colorScheme })
        await tab.expectAccessible()
      }
    }
    // An invitation that nobody has written is asked for, and by nobody known.
    if (name === 'before signing in') tab.forgive(/40[14]/)
    tab.expectClean()
    await tab.close()
  })
})
