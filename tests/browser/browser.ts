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

/** A transition that is cut short has ended as well, and another may have taken its place. */
const COLORS_AT_REST = `(async () => {
  const moving = () => document.getAnimations().filter(({ playState }) => playState === 'running')
  while (moving().length > 0) await Promise.allSettled(moving().map(({ finished }) => finished))
})()`

/** A person's tab, and what a person would not see: errors, refused scripts, requests to strangers. */
export type Tab = {
  page: Page
  /** Nothing was wrong with the tab so far. */
  expectClean(): void
  /** An error that the test itself has brought about. */
  forgive(error: RegExp): void
  /** Nobody has to push the page sideways to read it. */
  expectToFit(): Promise<void>
  /** The page as a person sees it by day or by night, once its colors have stopped moving. */
  inColors(scheme: 'light' | 'dark'): Promise<void>
  /** Nothing serious or critical stands in the way of anybody on this page. */
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
    inColors: async scheme => {
      await page.emulateMedia({ colorScheme: scheme })
      await page.evaluate(COLORS_AT_REST)
    },
    expectAccessible: async () => {
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
