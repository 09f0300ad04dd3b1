import { extendTailwindMerge } from 'tailwind-merge'
import { expect, test } from 'vitest'
import { cn } from './cn.ts'

const sources = import.meta.glob<string>(
  [
    '/packages/ui/src/*.{ts,tsx}',
    '!**/class-groups.ts',
    '!**/*.test.*',
    '/apps/{storefront,console,checkin}/src/**/*.tsx',
  ],
  { eager: true, query: '?raw', import: 'default' },
)

const whole = extendTailwindMerge({
  extend: { classGroups: { 'font-size': [{ text: ['poster'] }], shadow: [{ shadow: ['lift'] }] } },
})

/** Words of our code that look like classes and are none. */
const others = new Set(['font-size', 'ring'])

/** Every class of our code that Tailwind's own table knows, without what stands before its colon. */
function classesInUse(): string[] {
  const found = new Set<string>()
  for (const source of Object.values(sources)) {
    for (const [, text] of source.matchAll(/['"`]([^'"`\n]{2,600})['"`]/g)) {
      for (const word of text!.split(/\s+/)) {
        const bare = word.replaceAll('!', '').replace(/^(?:[^\s:[\]]*(?:\[[^\]]*\])?[^\s:[\]]*:)+/, '')
        if (/^-?[a-z]/.test(bare) && !others.has(bare) && whole(`${bare} x-other ${bare}`) === `x-other ${bare}`)
          found.add(bare)
      }
    }
  }
  return [...found].sort()
}

const colours =
  /-(?:(?:on-)?(?:accent|success|warning|danger|info|solid)(?:-text|-soft|-hover)?|paper|raised|mist|line|edge|quiet|ink|white|black|veil|current)(?:\/\d+)?$/

/** Of classes that differ only in a number, a measure or a colour, one stands for all. */
function representatives(classes: string[]): string[] {
  const kinds = Map.groupBy(classes, name =>
    name
      .replace(/\[.*\]|\(.*\)/, '[]')
      .replace(colours, '-colour')
      .replaceAll(/\d+(?:\.\d+)?/g, '#'),
  )
  return [...kinds.values()].flatMap(kind => kind.slice(0, 1))
}

test('any two classes of our code contradict each other here exactly if they do in the whole table', {
  timeout: 60_000,
}, () => {
  const names = representatives(classesInUse())
  expect(names.length).toBeGreaterThan(150)
  const differing: string[] = []
  for (const first of names) {
    for (const second of names) {
      const pair = `${first} ${second}`
      if (cn(pair) !== whole(pair)) differing.push(`${pair}: ${cn(pair)} instead of ${whole(pair)}`)
    }
  }
  expect(differing).toEqual([])
})

test('the later of two that contradict each other wins, state by state', () => {
  expect(cn('p-4 hover:bg-mist text-sm', false, 'px-2 hover:bg-line text-accent-text')).toBe(
    'p-4 text-sm px-2 hover:bg-line text-accent-text',
  )
  expect(cn('rounded-lg text-lg leading-6', 'rounded-none text-sm')).toBe('rounded-none text-sm')
})
