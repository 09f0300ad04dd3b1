import { expect, test } from 'vitest'
import en from '../locales/en.json'
import { actionOf } from './audit-names.ts'

/** The server's own words: `audit(tx, { actor, action: 'events.published', … })`. */
const sources = Object.values(
  import.meta.glob<string>(['/apps/server/src/modules/**/*.ts', '!/apps/server/src/modules/**/*.test.ts'], {
    query: '?raw',
    import: 'default',
    eager: true,
  }),
)

test('every action that the server records as it stands has words in the console, and can be looked for', () => {
  const recorded = sources
    .flatMap(text => text.match(/\baction: [^,\n]*/g) ?? [])
    .flatMap(said => [...said.matchAll(/'([a-z_]+\.[a-z_]+)'/g)].map(([, code]) => code))
  expect(recorded.length).toBeGreaterThan(30)
  const known = new Set(Object.keys(en.audit_action).map(actionOf))
  expect([...new Set(recorded)].filter(action => !known.has(action!))).toEqual([])
})
