import { existsSync, readdirSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { cruiseTree, rules } from './cruise.ts'

const fixtures = fileURLToPath(new URL('fixtures', import.meta.url))
const names = rules.map(rule => rule.name)

describe('each wall holds', () => {
  test.each(names)('%s fires on its fixture, and nothing else does', async name => {
    const tree = `${fixtures}/${name}`
    const folders = ['apps', 'packages'].filter(folder => existsSync(`${tree}/${folder}`))
    const { violations } = await cruiseTree(tree, folders)
    expect([...new Set(violations.map(violation => violation.rule))]).toEqual([name])
  })
})

test('every rule has one fixture and every fixture a rule', () => {
  expect(new Set(readdirSync(fixtures))).toEqual(new Set(names))
})

test('every rule says what to do instead', () => {
  expect(rules.filter(rule => rule.comment.length < 10)).toEqual([])
})
