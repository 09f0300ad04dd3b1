import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'
import { build, type Rollup } from 'vite'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'

const apps = fileURLToPath(new URL('../../../apps/', import.meta.url))

async function output(app: string) {
  const root = `${apps}${app}`
  const built = await build({
    root,
    configFile: `${root}/vite.config.ts`,
    logLevel: 'error',
    mode: 'production',
    build: { write: false },
  })
  return (Array.isArray(built) ? built : [built]).flatMap(one => ('output' in one ? one.output : []))
}

type Chunk = Rollup.OutputChunk

function html(files: Awaited<ReturnType<typeof output>>): string {
  const page = files.find(file => file.fileName === 'index.html')
  return page?.type === 'asset' ? String(page.source) : ''
}

/** The chunks that must be there before this one can run. */
function withImports(chunks: Map<string, Chunk>, start: Chunk, seen = new Set<Chunk>()): Set<Chunk> {
  if (seen.has(start)) return seen
  seen.add(start)
  for (const name of start.imports) {
    const chunk = chunks.get(name)
    if (chunk) withImports(chunks, chunk, seen)
  }
  return seen
}

describe('the storefront as it is built', { timeout: 120_000 }, () => {
  let files: Awaited<ReturnType<typeof output>> = []
  beforeAll(async () => {
    vi.stubEnv('NODE_ENV', 'production') // or React comes with its warnings, at twice the weight
    files = await output('storefront')
  }, 120_000)
  afterAll(() => {
    vi.unstubAllEnvs()
  })

  test('no page asks a phone for more than 170 kB of script', () => {
    const chunks = new Map(files.filter(file => file.type === 'chunk').map(chunk => [chunk.fileName, chunk]))
    const all = [...chunks.values()]
    const entry = all.find(chunk => chunk.isEntry)!
    const texts = all.filter(chunk => chunk.facadeModuleId?.endsWith('/locales/de.json'))
    const pages = all.filter(chunk => chunk.isDynamicEntry && chunk.facadeModuleId?.includes('/src/routes/'))
    expect(texts.length).toBeGreaterThanOrEqual(2)
    expect(pages.length).toBeGreaterThanOrEqual(1)
    for (const page of pages) {
      const needed = new Set([entry, page, ...texts].flatMap(chunk => [...withImports(chunks, chunk)]))
      const bytes = [...needed].reduce((sum, chunk) => sum + gzipSync(chunk.code).length, 0)
      expect(bytes, page.facadeModuleId ?? '').toBeLessThanOrEqual(170_000)
    }
  })

  test('the page holds no script and no style of its own, so that the content policy can forbid both', () => {
    const page = html(files)
    expect(page).toContain('<div id="app">')
    expect(page.match(/<script(?![^>]*\ssrc=)/g)).toBeNull()
    expect(page).not.toMatch(/<style|\sstyle=|\son\w+=/)
  })

  test('everything that is fetched comes from the app itself under a name that changes with its content', () => {
    const page = html(files)
    const addresses = [...page.matchAll(/(?:src|href)="([^"]+)"/g)].map(match => match[1]!)
    expect(addresses.filter(address => !/^\/assets\/.+-[\w-]{8}\.(js|css)$/.test(address))).toEqual(['/icon.svg'])
  })
})
