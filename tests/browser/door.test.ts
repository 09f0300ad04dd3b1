import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { Buyer } from '../world/buyer.ts'
import { publishedEvent } from '../world/event.ts'
import { signUpOrganizer } from '../world/organizer.ts'
import { startWorld, type World } from '../world/world.ts'
import { openBrowser, openTab } from './browser.ts'

describe('a steward with a phone', () => {
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

  test('connects it with a code, types a guest’s ticket, and lets them in once', async () => {
    const boss = await signUpOrganizer(world)
    const stage = await publishedEvent(boss, { startsInDays: 0.02 })
    const order = await new Buyer(world, 'Greta Guest').buys(stage.event.id, [
      { product_id: stage.product.id, quantity: 1 },
    ])
    const { code } = await boss.client.post<{ code: string }>(`${boss.path}/devices`, { name: 'My phone' })
    const [ticket = ''] = await order.codes()

    const tab = await openTab(browser, world, 'phone')
    const { page } = tab
    await page.goto(`${world.origin}/checkin/`)
    await page.getByLabel('Device code').fill(code)
    await tab.expectAccessible()
    await page.getByRole('button', { name: 'Connect' }).click()
    // With a single list there is nothing to choose.
    await page.getByRole('link', { name: 'Guests' }).click()
    await page.getByLabel('Name, order code or ticket code').fill(ticket)
    await page.keyboard.press('Enter')
    await page.getByText('Greta Guest').first().waitFor()
    await tab.expectAccessible()
    tab.expectClean()
    await tab.close()

    const { data } = await boss.client.get<{ data: Array<{ counts: { entered: number } }> }>(
      `${stage.path}/check-in-lists`,
    )
    expect(data.reduce((sum, list) => sum + list.counts.entered, 0)).toBe(1)
    await world.audit()
  })
})
