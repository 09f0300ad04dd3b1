import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { ReEntryPolicy } from './check-in-list.ts'
import { mergeScans } from './merge-scans.ts'
import { correctedTime, type ScanFact } from './scan.ts'

const START = Date.UTC(2027, 2, 14, 18)
const DAY_MS = 86_400_000

/** Few values of everything, so that nonces, tickets, times and sequences collide all the time. */
const facts: fc.Arbitrary<ScanFact> = fc.record({
  nonce: fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'),
  kind: fc.constantFrom('entry', 'entry', 'entry', 'exit', 'undo'),
  undoes: fc.constantFrom(null, 'a', 'b', 'c'),
  listId: fc.constantFrom('list-1', 'list-2'),
  ticketId: fc.constantFrom('ticket-1', 'ticket-2', null),
  gateId: fc.constantFrom('gate-1', null),
  deviceId: fc.constantFrom('device-1', 'device-2', 'device-3'),
  deviceSequence: fc.integer({ min: 1, max: 4 }),
  scannedAt: fc.integer({ min: 0, max: 3 }).map(minutes => new Date(START + minutes * 60_000)),
  clockOffsetMs: fc.constantFrom(0, 0, 60_000, -DAY_MS),
  reason: fc.constantFrom('accepted', 'accepted', 'accepted', 'already_used'),
  windowKey: fc.constantFrom('all', 'date-1', 'date-2', null),
})
const logs = fc.array(facts, { maxLength: 24 })
const policies = fc.constantFrom<ReEntryPolicy>('none', 'after_exit', 'unlimited')
const shuffled = (log: readonly ScanFact[]) => fc.shuffledSubarray([...log], { minLength: log.length })

/** A log, and the same facts in another order with some of them repeated. */
const disturbed = logs.chain(log =>
  fc.tuple(
    fc.constant(log),
    fc.subarray(log).chain(repeated => shuffled([...log, ...repeated])),
  ),
)
const RUNS = { numRuns: 1000 }

describe('mergeScans', () => {
  it('gives the same whatever the order and however often a fact arrives', () => {
    fc.assert(
      fc.property(disturbed, policies, ([log, again], policy) => {
        expect(mergeScans(again, () => policy)).toEqual(mergeScans(log, () => policy))
      }),
      RUNS,
    )
  })

  it('gives the same however the facts were grouped and merged on the way', () => {
    fc.assert(
      fc.property(logs, logs, logs, policies, (a, b, c, policy) => {
        const merge = (scans: ScanFact[]) => mergeScans(scans, () => policy)
        const whole = merge([...a, ...b, ...c])
        expect(merge([...merge([...merge(a), ...merge(b)]), ...merge(c)])).toEqual(whole)
        expect(merge([...merge(a), ...merge([...merge(b), ...merge(c)])])).toEqual(whole)
        expect(merge([...merge(b), ...merge(a), ...merge(c)])).toEqual(whole)
        expect(merge(whole)).toEqual(whole)
      }),
      RUNS,
    )
  })

  it('drops nothing and invents nothing', () => {
    fc.assert(
      fc.property(logs, log => {
        const said = (scans: readonly ScanFact[]) =>
          new Set(
            scans.map(({ scannedAt, nonce, kind, undoes, listId, ticketId, gateId, deviceId, ...rest }) => {
              const { deviceSequence, clockOffsetMs, reason, windowKey } = rest
              const when = [scannedAt.getTime(), clockOffsetMs, deviceSequence]
              return JSON.stringify([nonce, kind, undoes, listId, ticketId, gateId, deviceId, when, reason, windowKey])
            }),
          )
        const merged = mergeScans(log)
        expect(said(merged)).toEqual(said(log))
        expect(merged.length).toBe(said(log).size)
      }),
      RUNS,
    )
  })

  it('without re-entry, one entry of a ticket stands in an opening and every other is flagged with the first', () => {
    fc.assert(
      fc.property(logs, log => {
        const entries = mergeScans(log).filter(
          scan => scan.counts && scan.kind === 'entry' && scan.windowKey === 'date-1',
        )
        for (const [index, entry] of entries.entries()) {
          const earlier = entries.slice(0, index).find(e => e.ticketId === entry.ticketId && e.listId === entry.listId)
          if (earlier) expect(entry.conflict?.kind).toBe('double_entry')
          if (entry.conflict?.kind === 'double_entry') {
            expect(entry.conflict.first.at.getTime()).toBeLessThanOrEqual(correctedTime(entry).getTime())
          }
        }
      }),
      RUNS,
    )
  })

  it('finds the same winner when the clocks of the devices are wrong by up to a day, as long as the offset is known', () => {
    // Facts of one nonce are left out: which of them counts may hang on their text, and that does change here.
    const ofOneNonceEach = fc.uniqueArray(facts, { selector: scan => scan.nonce, maxLength: 8 })
    const error = fc.integer({ min: -DAY_MS, max: DAY_MS })
    fc.assert(
      fc.property(ofOneNonceEach, error, error, error, policies, (log, one, two, three, policy) => {
        const errors = new Map([
          ['device-1', one],
          ['device-2', two],
          ['device-3', three],
        ])
        const wrong = log.map(scan => {
          const wrongBy = errors.get(scan.deviceId) ?? 0
          const scannedAt = new Date(scan.scannedAt.getTime() + wrongBy)
          return { ...scan, scannedAt, clockOffsetMs: scan.clockOffsetMs - wrongBy }
        })
        const verdicts = (scans: ScanFact[]) =>
          mergeScans(scans, () => policy)
            .filter(scan => scan.counts)
            .map(({ nonce, correctedAt, deviceId, conflict }) => ({ nonce, correctedAt, deviceId, conflict }))
        expect(verdicts(wrong)).toEqual(verdicts(log))
      }),
      RUNS,
    )
  })
})
