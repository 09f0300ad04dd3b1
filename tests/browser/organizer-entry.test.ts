import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { linkIn } from '../world/mail-inbox.ts'
import { invite, type Organiser, PASSWORD, signUpOrganizer } from '../world/organizer.ts'
import { startWorld, type World } from '../world/world.ts'
import { openBrowser, openTab, type Tab } from './browser.ts'

const OTHER_PASSWORD = 'three herons over the weir'

describe('whoever works for an organizer', () => {
  let world: World
  let browser: Browser
  let boss: Organiser & { person: { email: string } }

  beforeAll(async () => {
    world = await startWorld()
    browser = await openBrowser()
    boss = await signUpOrganizer(world)
  })
  afterAll(async () => {
    await browser?.close()
    await world?.[Symbol.asyncDispose]()
  })

  async function signIn({ page }: Tab, email: string, password = PASSWORD) {
    await page.getByLabel('E-mail address').fill(email)
    await page.getByLabel('Password', { exact: true }).fill(password)
    await page.getByRole('button', { name: 'Sign in', exact: true }).click()
  }

  const heading = ({ page }: Tab, name: string) => page.getByRole('heading', { level: 1, name }).waitFor()

  test('enters by a mailed link and comes to the page that was asked for', async () => {
    const tab = await openTab(browser, world, 'desktop')
    const { page } = tab
    await page.goto(`${world.origin}/console/orders?state=paid`)
    await page.getByLabel('E-mail address').fill(boss.person.email)
    await page.getByRole('button', { name: 'Send me a sign-in link instead' }).click()
    await page.getByText('Look into your mailbox').waitFor()
    await world.settle()
    await page.goto(linkIn(world.inbox.newest(boss.person.email), '/console/magic-link').href)
    await tab.expectAccessible()
    await page.getByRole('button', { name: 'Sign in' }).click()
    await heading(tab, 'Orders')
    expect(new URL(page.url()).search).toBe('?state=paid')
    await tab.close()
  })

  test('sets a new password by mail, and the old one no longer enters', async () => {
    const { person } = await invite(world, boss, 'viewer')
    const tab = await openTab(browser, world, 'desktop')
    const { page } = tab
    await page.goto(`${world.origin}/console/sign-in`)
    await page.getByRole('link', { name: 'Forgot the password?' }).click()
    // The page that is left has a field of the same name.
    await heading(tab, 'Forgot the password?')
    await page.getByLabel('E-mail address').fill(person.email)
    await tab.expectAccessible()
    await page.getByRole('button', { name: 'Send me the link' }).click()
    await page.getByText('Look into your mailbox').waitFor()
    await world.settle()
    const link = linkIn(world.inbox.newest(person.email), '/console/reset-password').href
    await page.goto(link)
    await page.getByLabel('New password').fill('short')
    await page.getByRole('button', { name: 'Save the new password' }).click()
    await page.getByText('at least 15 characters', { exact: false }).last().waitFor()
    await page.getByLabel('New password').fill(OTHER_PASSWORD)
    await tab.expectAccessible()
    await page.getByRole('button', { name: 'Save the new password' }).click()
    await page.getByText('Your new password is set.').waitFor()
    await page.getByRole('link', { name: 'Sign in' }).click()
    await signIn(tab, person.email)
    await page.getByText('E-mail address or password is wrong.').waitFor()
    await signIn(tab, person.email, OTHER_PASSWORD)
    await heading(tab, 'Overview')
    await page.goto(link)
    await page.getByLabel('New password').fill(OTHER_PASSWORD)
    await page.getByRole('button', { name: 'Save the new password' }).click()
    await page.getByText('This link was used already or is too old.').waitFor()
    await page.getByRole('button', { name: 'Ask for a new link' }).click()
    await page.getByRole('button', { name: 'Send me the link' }).waitFor()
    await tab.close()
  })

  test('joins as a newcomer, although the mail that confirms the address opens another tab', async () => {
    const email = 'ines@people.example'
    await boss.client.post(`${boss.path}/invitations`, { email, role: 'support', event_ids: null })
    await world.settle()
    const tab = await openTab(browser, world, 'phone')
    const { page } = tab
    await page.goto(linkIn(world.inbox.newest(email), '/console/invitations').href)
    await heading(tab, 'Harbour Lights invites you')
    expect(page.url()).not.toContain('token')
    await tab.expectAccessible()
    await page.getByRole('link', { name: 'Create an account' }).click()
    await page.getByLabel('Your name').fill('Ines')
    await page.getByLabel('E-mail address').fill(email)
    await page.getByLabel('Password', { exact: true }).fill(PASSWORD)
    await page.getByRole('button', { name: 'Create an account' }).click()
    await page.getByText('Look into your mailbox').waitFor()
    await world.settle()

    const second = await page.context().newPage()
    await second.goto(linkIn(world.inbox.newest(email, /confirm/i), '/console/verify-email').href)
    await second.getByRole('button', { name: 'Confirm and go on' }).click()
    await second.getByRole('button', { name: 'Join the team' }).click()
    await second.getByRole('heading', { level: 1, name: 'Overview' }).waitFor()
    await second.getByRole('button', { name: 'Organizer: Harbour Lights. Switch' }).waitFor()
    await tab.close()
  })

  test('joins with an account that is there, not with another one, and not twice', async () => {
    const { person } = await invite(world, boss, 'viewer')
    const second = await signUpOrganizer(world, 'The Other House')
    await second.client.post(`${second.path}/invitations`, { email: person.email, role: 'finance', event_ids: null })
    await world.settle()
    const link = linkIn(world.inbox.newest(person.email), '/console/invitations').href

    const tab = await openTab(browser, world, 'desktop')
    const { page } = tab
    await page.goto(`${world.origin}/console/sign-in`)
    await signIn(tab, boss.person.email)
    await heading(tab, 'Overview')
    await page.goto(link)
    await page.getByText(`You are signed in as ${boss.person.email}`).waitFor()
    await tab.expectAccessible()
    await page.getByRole('button', { name: 'Sign out and use the other account' }).click()
    await signIn(tab, person.email)
    await page.getByRole('button', { name: 'Join the team' }).click()
    await heading(tab, 'Overview')
    await page.getByRole('button', { name: 'Organizer: The Other House. Switch' }).waitFor()
    tab.expectClean()
    await page.goto(link)
    await page.getByText('This invitation was used, withdrawn, or is too old.').waitFor()
    await tab.close()
  })

  test('ends the session of another device, where what was typed stays until its owner is back', async () => {
    const event = await boss.client.post<{ id: string }>(`${boss.path}/events`, {
      title: { en: 'Reading' },
      timezone: 'Europe/Berlin',
      dates: [{ starts_at: '2099-06-01T19:00:00Z' }],
    })
    const phone = await openTab(browser, world, 'phone')
    await phone.page.goto(`${world.origin}/console/events/${event.id}/details`)
    await signIn(phone, boss.person.email)
    await phone.page.getByLabel('Venue', { exact: true }).fill('The cellar')

    const laptop = await openTab(browser, world, 'desktop')
    await laptop.page.goto(`${world.origin}/console/account`)
    await signIn(laptop, boss.person.email)
    await laptop.page.getByText('Where you are signed in').waitFor()
    await laptop.page.getByText('This device').waitFor()
    await laptop.expectAccessible()
    const others = laptop.page.getByRole('button', { name: 'Sign out there' })
    for (let left = await others.count(); left > 0; left--) {
      await others.first().click()
      await expect.poll(() => others.count()).toBe(left - 1)
    }

    await phone.page.getByRole('button', { name: 'Save' }).click()
    await phone.page.getByText('What you typed here is kept.').waitFor()
    await phone.expectAccessible()
    const [again] = await Promise.all([
      phone.page.context().waitForEvent('page'),
      phone.page.getByRole('link', { name: 'Sign in again' }).click(),
    ])
    await again.getByLabel('E-mail address').fill(boss.person.email)
    await again.getByLabel('Password', { exact: true }).fill(PASSWORD)
    await again.getByRole('button', { name: 'Sign in', exact: true }).click()
    await again.getByRole('heading', { level: 1, name: 'Overview' }).waitFor()
    await again.close()
    await phone.page.evaluate('window.dispatchEvent(new Event("focus"))')
    await phone.page.getByText('What you typed here is kept.').waitFor({ state: 'detached' })
    expect(await phone.page.getByLabel('Venue', { exact: true }).inputValue()).toBe('The cellar')
    await phone.page.getByRole('button', { name: 'Save' }).click()
    await phone.page.getByText('Saved').first().waitFor()
    await phone.close()
    await laptop.close()
  })
})
