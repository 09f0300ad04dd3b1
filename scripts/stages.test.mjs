import { expect, test } from 'vitest'
import config from '../vitest.config.ts'
import { MUST_NOT_BE_EMPTY, stages } from './stages.mjs'

const projects = config.test.projects.map(project => project.test.name)

test('npm test runs every vitest project', () => {
  const run = stages.filter(stage => stage.kind === 'tests').map(stage => stage.name)
  expect(new Set(run)).toEqual(new Set(projects))
})

test('a stage that must not be empty exists', () => {
  const names = stages.map(stage => stage.name)
  expect(MUST_NOT_BE_EMPTY.filter(name => !names.includes(name))).toEqual([])
})
