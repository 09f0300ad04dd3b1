import { AxeBuilder } from '@axe-core/playwright'
import { type Browser, chromium, type Page } from 'playwright-core'
import { expect } from 'vitest'
import type { World } from '../world/world.ts'

export const WIDTHS = { phone: { width: 390, height: 844 }, desktop: { width: 1280, height: 860 } } as const
export type Width = keyof typeof WIDTHS

/** The Chromium that comes as a package, unpacked where its own unpacker finds it again. */
export async function openBrowser(): Promise<Browser> {
  // The unpacker adds the libraries that a bare machine lacks only where it believes to be in such a place.
  process.env.AWS_LAMBDA_JS_RUNTIME ??= 'nodejs24.x'
  const { default: packed } = await import('@sparticuz/chromium')
  return chromium.launch({
    executablePath: process.env.TEST_CHROMIUM ?? (await packed.executablePath()),
    args: [
      '--no-sandbox',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--no-first-run',
      '--no-default-browser-check',
    ],
  })
}

/** A transition that is cut short has ended as well, and another may have taken its place; what turns forever does not count. */
const AT_REST = `(async () => {
  const ends = ({ effect }) => effect.getComputedTiming().endTime !== Infinity
  const moving = () => document.getAnimations().filter(each => each.playState === 'running' && ends(each))
  for (let rounds = 10; rounds > 0 && moving().length > 0; rounds--)
    await Promise.allSettled(moving().map(({ finished }) => finished))
})()`

/** What is half faded in is nothing to judge by. */
export const atRest = (page: Page) => page.evaluate(AT_REST)

/** A person's tab, and what a person would not see: errors, refused scripts, requests to strangers. */
export type Tab = {
  page: Page
  /** Nothing was wrong with the tab so far. */
  expectClean(): void
  /** An error that the test itself has brought about. */
  forgive(error: RegExp): void
  /** Nobody has to push the page sideways to read it. */
  expectToFit(): Promise<void>
  /** Nothing serious or critical stands in the way of anybody on this page, once nothing on it moves any more. */
  expectAccessible(): Promise<void>
  close(): Promise<void>
}

/** `strangers`: origins beyond the installation that this tab may ask. */
export type TabOptions = { strangers?: readonly string[] }

export async function openTab(
  browser: Browser,
  world: World,
  width: Width,
  { strangers = [] }: TabOptions = {},
): Promise<Tab> {
  const phone = width === 'phone'
  const context = await browser.newContext({
    viewport: WIDTHS[width],
    isMobile: phone,
    hasTouch: phone,
    locale: 'en-GB',
    timezoneId: 'Europe/Berlin',
    reducedMotion: 'reduce',
  })
  const page = await context.newPage()
  page.setDefaultTimeout(30_000)
  let wrong: string[] = []
  const home = [world.origin, world.bank.baseUrl, ...strangers]
  page.on('pageerror', error => wrong.push(`error: ${error.message}`))
  page.on('console', message => {
    if (message.type() === 'error') wrong.push(`console on ${page.url()}: ${message.text()}`)
  })
  page.on('request', request => {
    const { origin, protocol } = new URL(request.url())
    if (protocol.startsWith('http') && !home.includes(origin)) wrong.push(`a request to ${request.url()}`)
  })
  return {
    page,
    expectClean: () => expect(wrong).toEqual([]),
    forgive: error => {
      wrong = wrong.filter(each => !error.test(each))
    },
    expectToFit: async () => {
      const overflow = await page.evaluate<number>('document.documentElement.scrollWidth - window.innerWidth')
      expect(overflow, `${page.url()} is wider than the screen`).toBeLessThanOrEqual(0)
    },
    expectAccessible: async () => {
      await atRest(page)
      // What Base UI lays around a popup to keep the focus in is not for people.
      const { violations } = await new AxeBuilder({ page })
        .exclude('[data-base-ui-focus-guard]')
        .options({ resultTypes: ['violations'] })
        .analyze()
      const grave = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical')
      expect(
        grave.map(({ id, nodes }) => `${id}: ${nodes.map(node => node.html).join(' ')}`),
        page.url(),
      ).toEqual([])
    },
    close: () => context.close(),
  }
}
