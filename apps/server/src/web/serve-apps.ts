import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import path from 'node:path'
import fastifyStatic from '@fastify/static'
import type { FastifyInstance, FastifyReply } from 'fastify'
import { type PageHead, renderHead } from './page-head.ts'
import { type PayPage, payPage } from './pay-page.ts'
import { needsScript, type Reader } from './readable-page.ts'
import { type RobotDeps, robotRoutes } from './site-map.ts'

/** Finds what a page of the storefront says of itself to search engines and messengers; `languages` is as HTTP says it. */
export type PageHeads = {
  event(slug: string, languages: string | undefined): Promise<PageHead | null>
  organizer(slug: string, languages: string | undefined): Promise<PageHead | null>
  home(languages: string | undefined): Promise<PageHead>
  reader(languages: string | undefined): Reader
  robots: RobotDeps
}

type App = { name: 'storefront' | 'console' | 'checkin'; base: string }

const APPS: App[] = [
  { name: 'console', base: '/console/' },
  { name: 'checkin', base: '/checkin/' },
  { name: 'storefront', base: '/' },
]
const APPS_DIR = path.resolve(import.meta.dirname, '../../..')
const IMMUTABLE = 'public, max-age=31536000, immutable'

/** Serves the three web apps from one origin. Every address of an app answers its page; the app's own router does the rest. */
export async function serveApps(app: FastifyInstance, heads: PageHeads, pay: PayPage): Promise<void> {
  for (const { name, base } of APPS) {
    const dist = path.join(APPS_DIR, name, 'dist')
    if (!existsSync(path.join(dist, 'index.html'))) {
      app.log.warn(`${name} is not built; run npm run build`)
      continue
    }
    await app.register(fastifyStatic, {
      root: dist,
      prefix: base,
      index: false,
      wildcard: false,
      decorateReply: false,
      cacheControl: false,
      setHeaders: (response, file) => {
        response.header(
          'cache-control',
          file.includes(`${path.sep}assets${path.sep}`) ? IMMUTABLE : 'public, max-age=0, must-revalidate',
        )
        if (file.endsWith('sw.js')) response.header('service-worker-allowed', base)
      },
    })
    const page = await readFile(path.join(dist, 'index.html'), 'utf8')
    if (name === 'storefront') {
      storefrontPages(app, page, heads)
      payPage(app, reply => html(reply, page), pay)
    } else appPages(app, base, page)
  }
}

function appPages(app: FastifyInstance, base: string, page: string) {
  const config = { page: true }
  app.get(base.slice(0, -1), { config, schema: { hide: true } }, (_request, reply) => reply.redirect(base))
  app.get(base, { config, schema: { hide: true } }, (_request, reply) => html(reply, page))
  app.get(`${base}*`, { config, schema: { hide: true } }, (_request, reply) => html(reply, page))
}

function storefrontPages(app: FastifyInstance, page: string, heads: PageHeads) {
  app.notFoundPage.html = page
  const options = { config: { page: true }, schema: { hide: true } }
  const bare = (reply: FastifyReply) => {
    const reader = heads.reader(reply.request.headers['accept-language'])
    return html(reply.header('vary', 'accept-language'), needsScript(page, reader))
  }
  const found = (reply: FastifyReply, head: PageHead | null) =>
    head ? html(reply.header('vary', 'accept-language'), renderHead(page, head)) : bare(reply.code(404))
  app.get('/', options, async ({ headers }, reply) => found(reply, await heads.home(headers['accept-language'])))
  robotRoutes(app, heads.robots)
  app.get<{ Params: { slug: string } }>('/e/:slug', options, async ({ headers, params }, reply) =>
    found(reply, await heads.event(params.slug, headers['accept-language'])),
  )
  app.get<{ Params: { slug: string } }>('/o/:slug', options, async ({ headers, params }, reply) =>
    found(reply, await heads.organizer(params.slug, headers['accept-language'])),
  )
  // Not a catch-all: an address under /v1 that does not exist must stay a problem, not a page.
  for (const url of ['/orders/*', '/checkout', '/checkout/*', '/find-orders', '/mailbox', '/mailbox/*']) {
    app.get(url, options, (_request, reply) => bare(reply.header('x-robots-tag', 'noindex')))
  }
}

function html(reply: FastifyReply, page: string) {
  return reply.type('text/html; charset=utf-8').header('cache-control', 'no-cache').send(page)
}
