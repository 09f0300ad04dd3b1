import { expect, test } from 'vitest'
import { measure } from './budgets.ts'

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
