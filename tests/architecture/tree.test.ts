import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { beforeAll, expect, test } from 'vitest'
import { cruiseTree, explain } from './cruise.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))
/** A little under the present count: a check that reads nothing, or only a part, falls below it. Raise it as we grow. */
const AT_LEAST = 1150

let cruised: Awaited<ReturnType<typeof cruiseTree>>
beforeAll(async () => {
  cruised = await cruiseTree(root, ['apps', 'packages'])
}, 120_000)

test('no file of ours breaks a wall', () => {
  expect(explain(cruised.violations)).toEqual([])
})

test(`the walls are checked on at least ${AT_LEAST} files`, () => {
  expect(cruised.read).toBeGreaterThanOrEqual(AT_LEAST)
})

test('every module, adapter, package and app says what it is in a README of one screen', () => {
  const shelves = ['apps', 'packages', 'apps/server/src/platform']
  for (const area of readdirSync(`${root}/apps/server/src/modules`)) shelves.push(`apps/server/src/modules/${area}`)
  for (const kind of readdirSync(`${root}/apps/server/src/adapters`)) shelves.push(`apps/server/src/adapters/${kind}`)
  const folders = shelves.flatMap(shelf =>
    readdirSync(`${root}/${shelf}`, { withFileTypes: true })
      .filter(entry => entry.isDirectory() && !(entry.name === 'testing' && shelf.includes('/modules/')))
      .map(entry => `${shelf}/${entry.name}`),
  )
  expect(folders.length).toBeGreaterThan(40)
  const wanting = folders.filter(folder => {
    const file = `${root}/${folder}/README.md`
    return !existsSync(file) || readFileSync(file, 'utf8').split('\n').length > 80
  })
  expect(wanting).toEqual([])
})
