import { fileURLToPath } from 'node:url'
import { beforeAll, expect, test } from 'vitest'
import { cruiseTree, explain } from './cruise.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))
/** Far under the present count, so that only a check that reads (nearly) nothing falls below it. */
const AT_LEAST = 60

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
