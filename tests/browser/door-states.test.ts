import { type Browser, errors } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { Buyer } from '../world/buyer.ts'
import { type OnStage, publishedEvent } from '../world/event.ts'
import { type Organiser, signUpOrganizer } from '../world/organizer.ts'
import { startWorld, type World } from '../world/world.ts'
import { openBrowser, openTab, type Tab, type Width } from './browser.ts'

let world: World
let browser: Browser
let boss: Organiser
let stage: OnStage
let codes: string[]

beforeAll(async () => {
  world = await startWorld()
  browser = await openBrowser()
  boss = await signUpOrganizer(world)
  stage = await publishedEvent(boss, {
    startsInDays: 0.02,
    products: [
      { name: 'Seat', priceMinor: '2500' },
      { name: 'Backstage', priceMinor: '9000' },
    ],
  })
  const [seat, backstage] = stage.products
  const order = await new Buyer(world, 'Greta Guest').buys(stage.event.id, [
    { product_id: seat!.id, quantity: 4 },
    { product_id: backstage!.id, quantity: 1 },
  ])
  codes = await order.codes()
  await boss.client.post(`${stage.path}/check-in-lists`, { name: 'Backstage door', product_ids: [backstage!.id] })
})
afterAll(async () => {
  await browser?.close()
  await world?.[Symbol.asyncDispose]()
})

/** Types as a scanner does, which is a keyboard that nobody could keep up with. */
async function wedge({ page }: Tab, code: string) {
  const press = `document.activeElement.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }))`
  await page.evaluate(`for (const key of ${JSON.stringify(Array.from(code).concat('Enter'))}) ${press}`)
}

async function result({ page }: Tab, title: string) {
  await page.getByRole('dialog', { name: title }).waitFor()
}

/** By keyboard alone: to the button or link of that name, as often as Tab is needed, and presses it. */
async function press({ page }: Tab, name: string) {
  for (let i = 0; i < 30; i++) {
    await page.keyboard.press('Tab')
    if ((await page.locator(':focus').textContent())?.includes(name)) return page.keyboard.press('Enter')
  }
  throw new errors.TimeoutError(`${name} cannot be reached with the Tab key`)
}

async function connect(tab: Tab): Promise<string> {
  const device = await boss.client.post<{ id: string; code: string }>(`${boss.path}/devices`, { name: 'Gate phone' })
  await tab.page.goto(`${world.origin}/checkin/`)
  await tab.page.getByLabel('Device code').fill(device.code)
  await tab.page.keyboard.press('Enter')
  await tab.page.getByRole('heading', { name: 'Where are you?' }).waitFor()
  return device.id
}

async function stand(tab: Tab, list: string) {
  const { page } = tab
  await page.getByRole('radio', { name: list }).check()
  await press(tab, 'Start scanning')
  await page.getByRole('link', { name: 'Guests' }).waitFor()
}

/** Whatever the screen: the word is on it, and so is the way on. */
async function expectVerdictInSight(page: Tab['page']) {
  const { width, height } = page.viewportSize()!
  for (const part of ['#result-title', 'dialog[open] svg', 'dialog[open] button']) {
    const box = (await page.locator(part).first().boundingBox())!
    expect(box.y, `${part} at ${width} × ${height}`).toBeGreaterThanOrEqual(0)
    expect(box.y + box.height, `${part} at ${width} × ${height}`).toBeLessThanOrEqual(height)
    expect(box.x + box.width, `${part} at ${width} × ${height}`).toBeLessThanOrEqual(width)
  }
}

describe.each<[Width]>([['phone'], ['desktop']])('a steward with a %s', width => {
  test('sees and hears every state of the door, and axe finds nothing grave in any', async () => {
    const tab = await openTab(browser, world, width)
    const { page } = tab
    await page.goto(`${world.origin}/checkin/`)
    await page.getByLabel('Device code').fill('WRXNG234')
    await page.keyboard.press('Enter')
    await page.getByText(/code is wrong/i).waitFor()
    await tab.expectAccessible()
    tab.forgive(/422/)

    const deviceId = await connect(tab)
    await tab.expectAccessible()
    await stand(tab, 'Entrance')
    // No camera here: says so, and what to do instead.
    await page.getByRole('button', { name: 'Try again' }).waitFor()
    await tab.expectAccessible()
    const [mine = '', other = ''] = codes.slice(width === 'phone' ? 0 : 2)

    await wedge(tab, mine)
    await result(tab, 'Welcome')
    await tab.expectAccessible()
    await page.keyboard.press('Escape')
    const size = page.viewportSize()!
    await page.setViewportSize({ width: 320, height: 568 })
    await wedge(tab, mine)
    await result(tab, 'Already used')
    await expectVerdictInSight(page)
    await tab.expectAccessible()
    await page.setViewportSize({ width: 640, height: 360 })
    await expectVerdictInSight(page)
    await page.setViewportSize(size)
    await tab.expectAccessible()
    await page.keyboard.press('Enter')
    await wedge(tab, 'NO-TICKET-AT-ALL')
    await result(tab, 'Not a valid ticket')
    await page.keyboard.press('Escape')

    await page.context().setOffline(true)
    await wedge(tab, other)
    await result(tab, 'Welcome')
    await page.keyboard.press('Escape')
    await page.getByText('Offline').first().waitFor()
    await tab.expectAccessible()
    await page.context().setOffline(false)
    await page.getByText('All sent').first().waitFor()
    tab.forgive(/ERR_INTERNET_DISCONNECTED|Failed to (fetch|load)/)

    // What it decided by itself has arrived.
    const { data } = await boss.client.get<{ data: Array<{ name: string; counts: { entered: number } }> }>(
      `${stage.path}/check-in-lists`,
    )
    expect(data.find(list => list.name === 'Entrance')?.counts.entered).toBe(width === 'phone' ? 2 : 4)

    await press(tab, 'Guests')
    await page.getByLabel('Name, order code or ticket code').fill('nobody of that name')
    await page.getByText('Nobody found').waitFor()
    await tab.expectAccessible()
    await press(tab, 'Device')
    await page.getByRole('heading', { name: 'Device', exact: true }).waitFor()
    await tab.expectAccessible()

    await boss.client.ok('DELETE', `${boss.path}/devices/${deviceId}`)
    await press(tab, 'Scan')
    await wedge(tab, mine)
    await page.getByText('This device was disconnected').waitFor()
    await tab.expectAccessible()
    tab.forgive(/401/)
    tab.expectClean()
    await tab.close()
  })
})
