import type { Page } from 'playwright-core'
import type { Organiser } from '../world/organizer.ts'
import type { World } from '../world/world.ts'
import type { Tab } from './browser.ts'

/** The tab of somebody who is signed in already. */
export async function enterAs(tab: Tab, world: World, who: Pick<Organiser, 'client'>): Promise<Page> {
  const cookies = [...who.client.cookies].map(([name, value]) => ({ name, value, url: world.origin }))
  await tab.page.context().addCookies(cookies)
  return tab.page
}
