import type { ApiKey, Member } from '@tessera/sdk/types'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type OnStage, publishedEvent } from '../world/event.ts'
import { invite, type Organiser, signUpOrganizer } from '../world/organizer.ts'
import { startWorld, type World } from '../world/world.ts'
import { openBrowser, openTab } from './browser.ts'
import { enterAs } from './console-pages.ts'

describe('an organizer and the team', () => {
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

  const memberOf = async (email: string) => {
    const { data } = await boss.client.get<{ data: Member[] }>(`${boss.path}/members`)
    return data.find(member => member.email === email)
  }

  test('invites, withdraws, changes a role with undo, limits it to an event, and removes', async () => {
    const { person } = await invite(world, boss, 'manager')
    const name = person.account.name
    const tab = await openTab(browser, world, 'desktop')
    const page = await enterAs(tab, world, boss)
    await page.goto(`${world.origin}/console/team`)
    await page.getByRole('button', { name: 'Invite somebody' }).click()
    await page.getByLabel('E-mail address').fill('newcomer@people.example')
    await tab.expectAccessible()
    await page.getByRole('button', { name: 'Send the invitation' }).click()
    await page.getByText('The invitation is on its way').waitFor()
    await page.getByRole('tab', { name: 'Invitations' }).click()
    await page.getByRole('button', { name: /Withdraw/ }).click()
    await page.getByText('The invitation no longer works').waitFor()

    await page.getByRole('tab', { name: 'Members' }).click()
    const more = page.getByRole('button', { name: `More for ${name}` })
    await more.click()
    await page.getByRole('menuitem', { name: 'Change the role' }).click()
    await page.getByRole('radio', { name: /Support/ }).click()
    await page.getByRole('checkbox', { name: /Only for some events/ }).click()
    await page.getByRole('checkbox', { name: 'Harbour Concert' }).click()
    await tab.expectAccessible()
    await page.getByRole('button', { name: 'Save' }).click()
    await page.getByText(`${name} has the new role`).waitFor()
    expect(await memberOf(person.email)).toMatchObject({ role: 'support', event_ids: [stage.event.id] })
    await page.getByRole('button', { name: 'Undo' }).click()
    await expect.poll(() => memberOf(person.email)).toMatchObject({ role: 'manager', event_ids: null })

    await more.click()
    await page.getByRole('menuitem', { name: 'Remove from the team' }).click()
    await tab.expectAccessible()
    await page.getByRole('button', { name: 'Remove from the team' }).click()
    await page.getByText(`${name} is no longer in the team`).waitFor()
    expect(await memberOf(person.email)).toBeUndefined()
    tab.expectClean()
    await tab.close()
  })

  test('makes a key that is shown once, and revokes it', async () => {
    const tab = await openTab(browser, world, 'desktop')
    const page = await enterAs(tab, world, boss)
    await page.goto(`${world.origin}/console/team?tab=keys`)
    await page.getByRole('tab', { name: 'API keys' }).click()
    await page.getByRole('button', { name: 'Make an API key' }).first().click()
    await page.getByLabel('Name', { exact: true }).fill('Website')
    await page.getByRole('checkbox', { name: 'See orders and payments' }).click()
    await tab.expectAccessible()
    await page.getByRole('button', { name: 'Make the key' }).click()
    const secret = await page.getByLabel('Secret').inputValue()
    await tab.expectAccessible()
    await page.getByRole('button', { name: 'I have kept it' }).click()
    const program = world.client({ authorization: `Bearer ${secret}` })
    await program.get(`${boss.path}/orders`)
    expect(await page.content()).not.toContain(secret)
    await page
      .getByRole('button', { name: /Revoke/ })
      .first()
      .click()
    await page.getByRole('button', { name: 'Revoke' }).last().click()
    await page.getByText('The key no longer works').waitFor()
    tab.expectClean()
    await tab.close()
    const { data } = await boss.client.get<{ data: ApiKey[] }>(`${boss.path}/api-keys`)
    expect(data.filter(key => key.name === 'Website')).toEqual([])
    await expect(program.get(`${boss.path}/orders`)).rejects.toThrow()
  })

  test.each(['door', 'viewer', 'finance', 'support'] as const)(
    'a %s meets no page that breaks, and no dead end',
    async role => {
      const member = await invite(world, boss, role, role === 'support' ? [stage.event.id] : null)
      const tab = await openTab(browser, world, 'desktop')
      const page = await enterAs(tab, world, member)
      await page.goto(`${world.origin}/console/`)
      await page.getByRole('heading', { level: 1 }).waitFor()
      const links = await page.getByRole('navigation', { name: 'Areas' }).getByRole('link').all()
      const offered = await Promise.all(links.map(link => link.getAttribute('href')))
      for (const path of offered) {
        await page.goto(`${world.origin}${path}`)
        await page.getByRole('heading', { level: 1 }).waitFor()
        await page.waitForLoadState('networkidle')
        expect(await page.getByText('Your role does not allow this').count(), `${role} on ${path}`).toBe(0)
      }
      const event = `/console/events/${stage.event.id}`
      for (const part of ['', '/details', '/products', '/capacity', '/questions']) {
        await page.goto(`${world.origin}${event}${part}`)
        await page.getByRole('heading', { level: 1, name: 'Harbour Concert' }).waitFor()
        await page.waitForLoadState('networkidle')
      }
      tab.expectClean()
      // Pages that are not offered, for whoever types their address.
      const closed = ['team', 'payments', 'import', 'audit', 'orders', 'settings'].filter(
        part => !offered.includes(`/console/${part}`),
      )
      for (const part of closed) {
        await page.goto(`${world.origin}/console/${part}`)
        await page.getByText('Your role does not open this page').waitFor()
        expect(await page.getByRole('main').getByRole('button').count(), `${role} on ${part}`).toBe(0)
      }
      await tab.close()
    },
  )
})
