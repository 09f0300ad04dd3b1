import { afterEach, expect, test, vi } from 'vitest'
import { needs } from './needs.ts'

afterEach(() => {
  vi.unstubAllEnvs()
})

test('what is installed is tested', () => {
  expect(needs('node')).toBe(test)
})

test('what is missing is skipped in plain sight on a person’s machine', () => {
  vi.stubEnv('CI', '')
  expect(needs('no-such-program-here')).not.toBe(test)
})

test('in CI nothing is skipped for want of a program', () => {
  vi.stubEnv('CI', 'true')
  expect(() => needs('no-such-program-here')).toThrow('not installed')
})
