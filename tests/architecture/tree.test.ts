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
