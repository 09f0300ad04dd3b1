import { describe, expect, it } from 'vitest'
import type { CheckInList, CheckInTicket } from './check-in-list.ts'
import { type DecideOptions, decide } from './decide.ts'
import { mergeScans } from './merge-scans.ts'
import { REASON_CODES } from './reasons.ts'
import type { ScanFact } from './scan.ts'
import decisions from './vectors/decisions.json' with { type: 'json' }
import merges from './vectors/merges.json' with { type: 'json' }

interface DecisionCase {
  about: string
  name: string
  list?: object
  ticket?: object | null
  scans?: object[]
  now?: string
  options?: object
  expected: { outcome: string; reason: string }
}

const INSTANT = /^\d{4}-\d{2}-\d{2}T[\d:.]+Z$/

/** JSON has no instants: every text that is one becomes a `Date`. */
function revived(json: object): unknown {
  return JSON.parse(JSON.stringify(json), (_key, value: unknown) =>
    typeof value === 'string' && INSTANT.test(value) ? new Date(value) : value,
  )
}

describe('decide', () => {
  const { base } = decisions
  const cases = decisions.cases as DecisionCase[]

  it.each(cases)('$about: $name', ({ list, ticket, scans = [], now = base.now, options, expected }) => {
    const decision = decide(
      revived({ ...base.list, ...list }) as CheckInList,
      ticket === null ? null : (revived({ ...base.ticket, ...ticket }) as CheckInTicket),
      scans.map(scan => revived({ ...base.scan, ...scan }) as ScanFact),
      new Date(now),
      { ...base.options, ...options } as DecideOptions,
    )
    expect(decision).toEqual(revived(expected))
  })

  it.each(REASON_CODES)('%s has a vector that gives it and, for a refusal, one beside it that is accepted', code => {
    const about = cases.filter(vector => vector.about === code).map(({ expected }) => expected.reason)
    expect(about).toContain(code)
    expect(about).toContain('accepted')
  })
})

describe('mergeScans', () => {
  it.each(merges.cases)('$name', ({ scans, reEntry, expected }) => {
    const facts = scans.map(scan => revived({ ...merges.base, ...scan }) as ScanFact)
    const merged = mergeScans(facts, () => reEntry as CheckInList['reEntry'])
    const seen = merged.map(({ nonce, counts, undone, conflict }) => ({
      nonce,
      counts,
      undone,
      conflict: conflict?.kind ?? null,
      first: conflict?.kind === 'double_entry' ? conflict.first.nonce : null,
    }))
    expect(seen).toEqual(expected)
  })
})
