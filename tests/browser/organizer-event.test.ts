import type { Event, Pool, Product } from '@tessera/sdk/types'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { Buyer } from '../world/buyer.ts'
import { draftEvent, publishedEvent } from '../world/event.ts'
import { type Organiser, signUpOrganizer } from '../world/organizer.ts'
import { startWorld, type World } from '../world/world.ts'
import { openBrowser, openTab } from './browser.ts'
import { enterAs } from './console-pages.ts'

describe('an organizer and an event', () => {
  let world: World
  let browser: Browser
  let boss: Organiser

  beforeAll(async () => {
    world = await startWorld()
    browser = await openBrowser()
    boss = await signUpOrganizer(world)
  })
  afterAll(async () => {
    await browser?.close()
    await world?.[Symbol.asyncDispose]()
  })

  test('gives it texts in two languages, a second date, a ticket with variants, a question and a limit', async () => {
    const made = await boss.client.post<Event>(`${boss.path}/events`, {
      title: { en: 'Ferry Ball' },
      timezone: 'Europe/Berlin',
      venue: { name: 'Pier 4', city: 'Hamburg', country: 'DE' },
      dates: [{ starts_at: '2099-06-01T17:30:00Z', ends_at: '2099-06-01T20:30:00Z' }],
    })
    const tab = await openTab(browser, world, 'desktop')
    const page = await enterAs(tab, world, boss)
    await page.goto(`${world.origin}/console/events/${made.id}/details`)
    await page.getByLabel('Title · German').fill('Fährball')
    await page.getByLabel('Description · English').fill('A ball **on a ferry**.')
    await page.getByRole('button', { name: 'Save' }).click()
    await page.getByText('Saved').first().waitFor()
    await page.getByRole('button', { name: 'Add a date' }).click()
    // The day after the last one is proposed, with the same times.
    expect(await page.getByLabel('Begins').inputValue()).toBe('2099-06-02T19:30')
    await tab.expectAccessible()
    await page.getByRole('button', { name: 'Save' }).last().click()
    await page.getByText('2 dates,').waitFor()

    await page.getByRole('link', { name: 'Tickets' }).click()
    await page.getByRole('button', { name: 'Add a ticket' }).click()
    await page.getByLabel('Name · English').fill('Dance floor')
    await page.getByRole('textbox', { name: 'Your price' }).fill('20')
    await page.getByRole('button', { name: 'Add a variant' }).click()
    await page.getByLabel('Variant · English').fill('Reduced')
    await page.getByLabel('Own price').fill('12.50')
    await page.getByLabel('On sale from').fill('2026-01-01T10:00')
    await tab.expectAccessible()
    await page.getByRole('button', { name: 'Save' }).click()
    await page.getByRole('button', { name: 'Dance floor', exact: true }).waitFor()

    await page.getByText('Nothing limits how many are sold').waitFor()
    await page.getByLabel('Places for each date').fill('80')
    await page.getByRole('button', { name: 'Set the limit' }).click()
    await page.getByText('Nothing limits how many are sold').waitFor({ state: 'detached' })

    await page.getByRole('link', { name: 'Questions' }).click()
    await page.getByRole('button', { name: 'Add a question' }).click()
    await page.getByRole('button', { name: 'Save' }).click()
    await page.getByRole('link', { name: 'Question · English: Please fill this in.' }).click()
    await expect.poll(() => page.getByLabel('Question · English').evaluate(field => field.matches(':focus'))).toBe(true)
    tab.forgive(/400 \(Bad Request\)/)
    await page.getByLabel('Question · English').fill('Which shoes?')
    await tab.expectAccessible()
    await page.getByRole('button', { name: 'Save' }).click()
    await page.getByText('Which shoes?').first().waitFor()
    tab.expectClean()
    await tab.close()

    const path = `${boss.path}/events/${made.id}`
    expect(await boss.client.get<Event>(path)).toMatchObject({ title: { en: 'Ferry Ball', de: 'Fährball' } })
    const { data: products } = await boss.client.get<{ data: Product[] }>(`${path}/products`)
    expect(products).toMatchObject([{ variants: [{ price: { amount_minor: '1250' } }] }])
    const { data: pools } = await boss.client.get<{ data: Pool[] }>(`${path}/pools`)
    expect(pools.map(pool => [pool.capacity, pool.draws.length])).toEqual([
      [80, 1],
      [80, 1],
    ])
  })

  test('loses nothing of what two people type into the same ticket', async () => {
    const stage = await draftEvent(boss)
    const tab = await openTab(browser, world, 'desktop')
    const page = await enterAs(tab, world, boss)
    await page.goto(`${world.origin}/console/events/${stage.event.id}/products`)
    await page.getByRole('button', { name: 'Seat', exact: true }).click()
    await page.getByRole('textbox', { name: 'Your price' }).fill('33')
    await page.getByLabel('At most, per order').fill('4')
    await boss.client.patch(`${stage.path}/products/${stage.product.id}`, 1, {
      description: { en: 'With bread' },
      max_per_order: 6,
    })
    await page.getByRole('button', { name: 'Save' }).click()
    await page.getByText('Somebody else changed the same field').waitFor()
    await tab.expectAccessible()
    await page.getByRole('button', { name: 'Keep mine' }).click()
    await page.getByRole('button', { name: 'Save' }).click()
    await page.getByText('Saved').first().waitFor()
    await tab.close()
    const { data: products } = await boss.client.get<{ data: Product[] }>(`${stage.path}/products`)
    expect(products).toMatchObject([
      { price: { amount_minor: '3300' }, max_per_order: 4, description: { en: 'With bread' } },
    ])
  })

  test('asks before a half-made ticket is thrown away', async () => {
    const stage = await draftEvent(boss)
    const tab = await openTab(browser, world, 'desktop')
    const page = await enterAs(tab, world, boss)
    await page.goto(`${world.origin}/console/events/${stage.event.id}/products`)
    await page.getByRole('button', { name: 'Add a ticket' }).click()
    await page.getByLabel('Name · English').fill('Balcony')
    const asked: string[] = []
    page.on('dialog', dialog => {
      asked.push(dialog.message())
      void dialog.dismiss()
    })
    await page.keyboard.press('Escape')
    expect(asked).toHaveLength(1)
    expect(await page.getByLabel('Name · English').inputValue()).toBe('Balcony')
    await tab.close()
  })

  test('makes another like it on other days', async () => {
    const stage = await publishedEvent(boss, { title: 'Long Table' })
    const tab = await openTab(browser, world, 'desktop')
    const page = await enterAs(tab, world, boss)
    await page.goto(`${world.origin}/console/events/${stage.event.id}`)
    await page.getByRole('button', { name: 'More actions' }).first().click()
    await page.getByRole('menuitem', { name: 'Make another like this' }).click()
    await page.getByLabel('Title · English').fill('Long Table II')
    await page.getByText('All dates move by 7 days').waitFor()
    await tab.expectAccessible()
    await page.getByRole('button', { name: 'Make the draft' }).click()
    await page.getByRole('heading', { level: 1, name: 'Long Table II' }).waitFor()
    tab.expectClean()
    await tab.close()
  })

  test('postpones it, names the new date, and buyers are told of both', async () => {
    const stage = await publishedEvent(boss, { title: 'Open Air' })
    const order = await new Buyer(world).buys(stage.event.id, [{ product_id: stage.product.id, quantity: 1 }])
    const tab = await openTab(browser, world, 'desktop')
    const page = await enterAs(tab, world, boss)
    await page.goto(`${world.origin}/console/events/${stage.event.id}`)
    await page.getByRole('button', { name: 'More actions' }).first().click()
    await page.getByRole('menuitem', { name: 'Move to another day' }).click()
    await page.getByRole('radio', { name: /The new date is to follow/ }).click()
    await page.getByLabel('Words for your guests').fill('The storm stays.')
    await tab.expectAccessible()
    await page.getByRole('button', { name: 'Postpone and tell buyers' }).click()
    await page.getByText('This event is postponed').waitFor()
    await page.getByRole('button', { name: 'Name the new date' }).click()
    await page.getByLabel('Begins').fill('2099-07-01T20:00')
    await page.getByRole('button', { name: 'Set the date and tell buyers' }).click()
    await page.getByText('Published').waitFor()
    await page.getByText('Wednesday, 1 July 2099').first().waitFor()
    tab.expectClean()
    await tab.close()
    await world.settle()
    const subjects = world.inbox.of(order.buyer.email).map(mail => mail.subject)
    expect(subjects.slice(1)).toEqual(['Open Air is postponed', 'New date: Open Air'])
  })

  test('calls it off, gives all the money back, and everybody knows why', async () => {
    const stage = await publishedEvent(boss, { title: 'Roof Garden' })
    const order = await new Buyer(world).buys(stage.event.id, [{ product_id: stage.product.id, quantity: 2 }])
    const tab = await openTab(browser, world, 'desktop')
    const page = await enterAs(tab, world, boss)
    await page.goto(`${world.origin}/console/events/${stage.event.id}`)
    await page.getByRole('button', { name: 'More actions' }).first().click()
    await page.getByRole('menuitem', { name: 'Call off the event' }).click()
    await page.getByLabel('Why, in words for your guests').fill('The roof leaks.')
    await tab.expectAccessible()
    await page.getByRole('button', { name: 'Call it off and tell buyers' }).click()
    await page.getByText('This event is called off').waitFor()
    await page.getByRole('link', { name: 'Orders' }).last().click()
    await page.getByText('The event is called off: buyers are owed their money').waitFor()
    await tab.expectAccessible()
    await page.getByRole('button', { name: 'Refund all orders' }).click()
    await page.getByLabel('Reason').fill('Called off')
    await page.getByRole('button', { name: 'Refund all orders' }).last().click()
    await page.getByText('The refunds are under way').waitFor()
    tab.expectClean()
    await tab.close()
    await world.settle()
    expect(await order.now()).toMatchObject({ state: 'refunded' })
    expect(world.inbox.newest(order.buyer.email, /called off/).text).toContain('The roof leaks.')
    await world.audit()
  })
})
