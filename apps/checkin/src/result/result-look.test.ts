import { REASON_CODES } from '@tessera/checkin-rules/reasons'
import { expect, test } from 'vitest'
import type { Verdict } from '../door/door.ts'
import { blocksCamera, symbolOf, toneOf } from './result-look.ts'

const verdict = (more: Partial<Verdict>): Verdict => ({
  outcome: 'refused',
  reason: 'unknown_ticket',
  ticket: null,
  firstEntry: null,
  opensAt: null,
  closesAt: null,
  windowKey: null,
  genuineButUnknown: false,
  ...more,
})

test('only an accepted entry is green, and no refusal ever is', () => {
  expect(toneOf({ kind: 'entry', verdict: verdict({ outcome: 'accepted', reason: 'accepted' }) })).toBe('accepted')
  expect(toneOf({ kind: 'exit', verdict: verdict({ outcome: 'accepted', reason: 'accepted' }) })).toBe('left')
  for (const reason of REASON_CODES.filter(code => code !== 'accepted')) {
    const tone = toneOf({ kind: 'entry', verdict: verdict({ reason }) })
    expect(tone).toBe('refused')
    expect(blocksCamera(tone)).toBe(true)
  }
})

test('a genuine code that is in no copy asks for a supervisor instead of calling the guest a forger', () => {
  const record = { kind: 'entry' as const, verdict: verdict({ genuineButUnknown: true }) }
  expect(toneOf(record)).toBe('attention')
  expect(symbolOf(record)).toBe('person')
})
