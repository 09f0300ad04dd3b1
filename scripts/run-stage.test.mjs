import { expect, test } from 'vitest'
import { countTests, isSilent } from './run-stage.mjs'

const file = (status, ...tests) => ({ status, assertionResults: tests.map(status => ({ status })) })
const report = more => ({
  success: true,
  numPassedTests: 0,
  numFailedTests: 0,
  numPendingTests: 0,
  numTodoTests: 0,
  testResults: [],
  ...more,
})

test('tests are counted as vitest reports them', () => {
  const given = report({ numPassedTests: 3, numPendingTests: 1, numTodoTests: 1 })
  expect(countTests(given, 0)).toEqual({ passed: 3, failed: 0, skipped: 2 })
})

test('a test file that cannot be loaded counts as a failure', () => {
  const given = report({ success: false, numPassedTests: 2, testResults: [file('failed'), file('passed', 'passed')] })
  expect(countTests(given, 1)).toEqual({ passed: 2, failed: 1, skipped: 0 })
})

test('a file with a failed test is not counted twice', () => {
  const given = report({ success: false, numFailedTests: 1, testResults: [file('failed', 'failed', 'passed')] })
  expect(countTests(given, 1).failed).toBe(1)
})

test('a run that ends badly without a failed test is a failure', () => {
  expect(countTests(report({ numPassedTests: 5 }), 1).failed).toBe(1)
})

test('a run that leaves no report is a failure', () => {
  expect(countTests(undefined, 0)).toEqual({ passed: 0, failed: 1, skipped: 0 })
})

test('a suite whose servers are missing is skipped on a person’s machine, and silent in CI', () => {
  const skipped = { passed: 0, failed: 0, skipped: 8 }
  expect([isSilent(skipped, false), isSilent(skipped, true)]).toEqual([false, true])
  expect(isSilent({ passed: 0, failed: 0, skipped: 0 }, false)).toBe(true)
})
