import type { OrderDetail } from '@tessera/sdk/types'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { Buyer, type MyOrder } from '../world/buyer.ts'
import { type OnStage, publishedEvent } from '../world/event.ts'
import { type Organiser, signUpOrganizer } from '../world/organizer.ts'
import { startWorld, type World } from '../world/world.ts'
import { openBrowser, openTab } from './browser.ts'
import { enterAs } from './console-pages.ts'

describe('an organizer and the orders', () => {
  let world: World
  let browser: Browser
  let boss: Organiser
  let stage: OnStage

  beforeAll(async () => {
    world = await startWorld()
    browser = await openBrowser()
    boss = await signUpOrganizer(world)
    stage = await publishedEvent(boss, { title: 'Harbour Concert' })
  })
  afterAll(async () => {
    await browser?.close()
    await world?.[Symbol.asyncDispose]()
  })

  const buys = (name: string, quantity = 1) =>
    new Buyer(world, name).buys(stage.event.id, [{ product_id: stage.product.id, quantity }])
  const detailOf = (order: MyOrder) => boss.client.get<OrderDetail>(`${boss.path}/orders/${order.id}`)

  test('finds one by name and state, with an address that can be sent to a colleague', async () => {
    const [ada] = [await buys('Ada Findable'), await buys('Bert Other')]
    const tab = await openTab(browser, world, 'desktop')
    const page = await enterAs(tab, world, boss)
    await page.goto(`${world.origin}/console/orders`)
    await page.getByText('Bert Other').first().waitFor()
    await page.getByLabel('Code, name or e-mail').fill('findable')
    await page.getByText('Bert Other').waitFor({ state: 'detached' })
    await page.getByLabel('State', { exact: true }).selectOption('paid')
    await page.waitForURL(/state=paid/)
    await page.getByRole('button', { name: 'Total' }).click()
    await page.waitForURL(/sort=highest/)
    expect(new URL(page.url()).searchParams.get('q')).toBe('findable')
    await tab.expectAccessible()
    await page.goto(page.url())
    await page.getByRole('button', { name: ada.placed.code }).click()
    await page.getByRole('heading', { level: 1, name: `Order ${ada.placed.code}` }).waitFor()
    await page.goBack()
    expect(await page.getByLabel('Code, name or e-mail').inputValue()).toBe('findable')
    tab.expectClean()
    await tab.close()
  })

  test('gives a part back, and money, tickets and what happened agree', async () => {
    const order = await buys('Petra Part', 2)
    const tab = await openTab(browser, world, 'desktop')
    const page = await enterAs(tab, world, boss)
    await page.goto(`${world.origin}/console/orders/${order.id}`)
    await page.getByRole('button', { name: 'Refund' }).click()
    await page.getByRole('button', { name: 'Nothing' }).click()
    await page.getByRole('checkbox', { name: /Seat/ }).first().click()
    await page.getByLabel('Amount for Seat').fill('10')
    await page.getByRole('checkbox', { name: 'Cancel the chosen tickets too' }).click()
    await tab.expectAccessible()
    await page.getByRole('button', { name: 'Refund €10.00' }).click()
    await page.getByText('€10.00 go back').waitFor()
    await world.settle()
    await page.reload()
    await page.getByText('Partly refunded').first().waitFor()
    await page.getByText('Money is back').waitFor()
    tab.expectClean()
    await tab.close()
    const { lines, refunded } = await detailOf(order)
    expect(refunded.amount_minor).toBe('1000')
    expect(lines.map(line => line.state)).toEqual(['active', 'active'])
    await world.audit()
  })

  test('sends tickets again, names another guest, gives a new code, and cancels', async () => {
    const order = await buys('Sina Service')
    const tab = await openTab(browser, world, 'phone')
    const page = await enterAs(tab, world, boss)
    await page.goto(`${world.origin}/console/orders/${order.id}`)
    await page.getByRole('button', { name: 'Send tickets again' }).click()
    await page.getByLabel('E-mail address').fill('sister@people.example')
    await tab.expectAccessible()
    await page.getByRole('button', { name: 'Send now' }).click()
    await page.getByText('The tickets are on their way to sister@people.example').waitFor()
    await world.settle()
    expect(world.inbox.newest('sister@people.example').attachments).toHaveLength(2)

    const more = page.getByRole('button', { name: /^More for Seat/ })
    await more.click()
    await page.getByRole('menuitem', { name: 'Change the guest' }).click()
    await page.getByLabel('Name of the guest').fill('Toni Other')
    await tab.expectAccessible()
    await page.getByRole('button', { name: 'Save' }).click()
    await page.getByText('Toni Other').first().waitFor()
    // Back where one was, so that the next ticket is one key away.
    await expect.poll(() => more.evaluate(button => button.matches(':focus'))).toBe(true)

    await more.click()
    await page.getByRole('menuitem', { name: 'New code for the ticket' }).click()
    await page.getByText('The old one no longer enters, on screen or on paper.').waitFor()
    await page.getByRole('button', { name: 'Give a new code' }).click()
    await page.getByText('The ticket has a new code').waitFor()

    await page.getByRole('button', { name: 'More actions' }).first().click()
    await page.getByRole('menuitem', { name: 'Cancel the order' }).click()
    await tab.expectAccessible()
    await page.getByRole('button', { name: 'Cancel the order' }).click()
    await page.getByText('The order is cancelled').waitFor()
    tab.expectClean()
    await tab.close()
    const detail = await detailOf(order)
    expect(detail.state).toBe('cancelled')
    expect(detail.lines[0]?.attendee_name).toBe('Toni Other')
  })

  test('sees that the money of an order is asked for: on the overview, in the list, in its story, live', async () => {
    const order = await new Buyer(world, 'Dora Dispute').order(stage.event.id, [
      { product_id: stage.product.id, quantity: 1 },
    ])
    const bankPage = await order.paymentPage()
    await world.bank.buyer(bankPage, 'pay')
    await order.check()
    await world.settle()
    const { code } = order.placed
    const tab = await openTab(browser, world, 'desktop')
    const page = await enterAs(tab, world, boss)
    await page.goto(`${world.origin}/console/`)
    await page.getByText('Nothing waits for you.').waitFor()
    await world.bank.dispute(bankPage, 'open')
    await world.bank.deliver(bankPage, boss.organizer.id, world.origin)
    await world.settle()
    const need = page.getByRole('link', { name: new RegExp(`^Dispute over €.* order ${code}`) })
    await need.waitFor()
    await tab.expectAccessible()
    // Side by side, not one over the other.
    const [needs, latest] = await Promise.all([need.boundingBox(), page.getByText('Latest orders').boundingBox()])
    const table = await page.getByRole('table', { name: 'Orders' }).boundingBox()
    expect(latest && needs && table && table.x + table.width).toBeLessThanOrEqual(needs?.x ?? 0)

    await page.goto(`${world.origin}/console/orders`)
    await page.getByLabel('State', { exact: true }).selectOption('disputed')
    await page.waitForURL(/state=disputed/)
    await page.getByText('Ada Findable').waitFor({ state: 'detached' })
    await page.getByRole('cell', { name: /Paid.*Disputed/ }).waitFor()
    await page.getByRole('button', { name: code }).click()
    const story = page.getByRole('list', { name: 'What happened' })
    await story.getByText('The buyer asks their bank for the money').waitFor()
    await tab.expectAccessible()
    await page.getByLabel('Language').selectOption('de')
    await page.getByText('Der Käufer holt sein Geld über die Bank zurück').waitFor()
    // The buyer reads English; whoever reads here does not.
    await page.getByText(/^1 × [\d,]+\s€/).waitFor()
    tab.expectClean()
    await tab.close()
  })

  test('takes the guests along as a file', async () => {
    const tab = await openTab(browser, world, 'desktop')
    const page = await enterAs(tab, world, boss)
    await page.goto(`${world.origin}/console/events/${stage.event.id}/attendees`)
    await page.getByText('Ada Findable 1').first().waitFor()
    const [file] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('link', { name: 'Save as CSV' }).click(),
    ])
    expect(file.suggestedFilename()).toMatch(/\.csv$/)
    await tab.close()
  })
})
