import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { expect, test, vi } from 'vitest'
import { measure, report } from './budgets.ts'

const body = (lines: number) => Array.from({ length: lines }, (_, i) => `  work(${i})`).join('\n')

test('an `any` is found wherever a type can stand, and not in a word or a string', () => {
  const text = 'const a: any = 1\nconst b = a as Record<string, any>\nconst company = "any"\n'
  expect(measure('x.ts', text).anys.map(place => place.line)).toEqual([1, 2])
})

test('a function over sixty lines is named with its length', () => {
  const text = `export function tooLong() {\n${body(60)}\n}\nconst short = () => {\n${body(3)}\n}\n`
  expect(measure('x.ts', text).longFunctions).toEqual([{ file: 'x.ts', line: 1, what: 'tooLong: 62 lines' }])
})

test('the describe block of a test may be long', () => {
  expect(measure('x.test.ts', `describe('all', () => {\n${body(90)}\n})\n`).longFunctions).toEqual([])
})

test('a suppression without a reason is found, one with a reason is not', () => {
  const directive = ['@ts', 'expect-error'].join('-')
  const text = `// ${directive}\nx()\n// ${directive}: the vendor's type forgets this case\ny()\n`
  expect(measure('x.ts', text).bareSuppressions.map(place => place.line)).toEqual([1])
})

test('the last line break opens no line of its own', () => {
  expect(measure('x.ts', 'a\nb\n').lines).toBe(2)
  expect(measure('x.ts', 'a\nb').lines).toBe(2)
})

test.each([
  ['nothing over it', `export function long() {\n${body(58)}\n}\n`, true],
  ['one function over sixty lines', `export function tooLong() {\n${body(59)}\n}\n`, false],
  ['one file over four hundred lines', `${body(401)}\n`, false],
  ['one `any`', 'export const a: any = 1\n', false],
  ['one suppression without a reason', `// ${['@ts', 'expect-error'].join('-')}\nx()\n`, false],
])('the check fails over each budget, and only then: %s', (_, text, passes) => {
  const root = mkdtempSync(path.join(tmpdir(), 'budgets-'))
  const said = vi.spyOn(console, 'log').mockReturnValue()
  try {
    mkdirSync(path.join(root, 'scripts'))
    writeFileSync(path.join(root, 'scripts/work.ts'), text)
    expect(report(root)).toBe(passes)
  } finally {
    said.mockRestore()
    rmSync(root, { recursive: true })
  }
})
