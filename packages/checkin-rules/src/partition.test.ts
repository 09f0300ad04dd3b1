import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { CheckInList, CheckInTicket, ReEntryPolicy } from './check-in-list.ts'
import { decide } from './decide.ts'
import { mergeScans } from './merge-scans.ts'
import type { ScanFact } from './scan.ts'

const START = Date.UTC(2027, 2, 14, 18)

const listWith = (reEntry: ReEntryPolicy): CheckInList => ({
  id: 'list',
  eventId: 'event',
  productIds: [],
  variantIds: [],
  dateIds: [],
  gateIds: [],
  dates: [],
  window: { kind: 'fixed', opensAt: null, closesAt: null },
  reEntry,
  closed: false,
  test: false,
})

const ticketWith = (id: string): CheckInTicket => ({
  id,
  eventId: 'event',
  productId: 'product',
  variantId: null,
  dateId: 'date',
  admission: true,
  state: 'valid',
  paid: true,
  codeVersion: 1,
  test: false,
})

interface Attempt {
  device: number
  ticket: number
  direction: 'entry' | 'exit'
  minutes: number
}

const attempts = (devices: number) =>
  fc.array(
    fc.record({
      device: fc.integer({ min: 0, max: devices - 1 }),
      ticket: fc.integer({ min: 0, max: 2 }),
      direction: fc.constantFrom<Attempt['direction']>('entry', 'entry', 'exit'),
      minutes: fc.integer({ min: 1, max: 5 }),
    }),
    { maxLength: 30 },
  )

/** Scans at a door, one after the other; each device decides by `known(log)`, the part of the log that it has heard of. */
function scanAll(
  list: CheckInList,
  made: readonly Attempt[],
  known: (log: readonly ScanFact[], deviceId: string) => readonly ScanFact[],
): ScanFact[] {
  const log: ScanFact[] = []
  let minutes = 0
  for (const [index, { device, ticket, direction, minutes: later }] of made.entries()) {
    minutes += later
    const now = new Date(START + minutes * 60_000)
    const deviceId = `device-${device}`
    const ticketId = `ticket-${ticket}`
    const decision = decide(list, ticketWith(ticketId), known(log, deviceId), now, { direction, codeVersion: 1 })
    log.push({
      nonce: `scan-${index}`,
      kind: direction,
      undoes: null,
      listId: list.id,
      ticketId,
      gateId: `gate-${device}`,
      deviceId,
      deviceSequence: index,
      scannedAt: now,
      clockOffsetMs: 0,
      reason: decision.reason,
      windowKey: decision.outcome === 'accepted' ? decision.windowKey : null,
    })
  }
  return log
}

describe('devices at the doors', () => {
  const policies = fc.constantFrom<ReEntryPolicy>('none', 'after_exit', 'unlimited')

  it('that hear each other never let in twice: what decide accepts, mergeScans does not flag', () => {
    fc.assert(
      fc.property(attempts(3), policies, (made, policy) => {
        const log = scanAll(listWith(policy), made, heard => heard)
        expect(mergeScans(log, () => policy).filter(scan => scan.conflict !== null)).toEqual([])
      }),
      { numRuns: 500 },
    )
  })

  it('that hear nothing let a ticket in at most once each, and every entry but the first is flagged with both places', () => {
    fc.assert(
      fc.property(attempts(4), made => {
        const log = scanAll(listWith('none'), made, (heard, deviceId) =>
          heard.filter(scan => scan.deviceId === deviceId),
        )
        const merged = mergeScans(log)
        for (const ticketId of new Set(log.map(scan => scan.ticketId))) {
          const entries = merged.filter(scan => scan.ticketId === ticketId && scan.kind === 'entry' && scan.counts)
          expect(entries.length).toBeLessThanOrEqual(new Set(entries.map(scan => scan.deviceId)).size)
          const [first, ...excess] = entries
          expect(first?.conflict ?? null).toBeNull()
          for (const entry of excess) {
            expect(entry.conflict).toEqual({
              kind: 'double_entry',
              first: { nonce: first!.nonce, at: first!.correctedAt, gateId: first!.gateId, deviceId: first!.deviceId },
            })
            expect(entry.gateId).not.toBe(first!.gateId)
          }
        }
      }),
      { numRuns: 500 },
    )
  })

  it('that have merged refuse what any of them has let in', () => {
    fc.assert(
      fc.property(attempts(3), made => {
        const list = listWith('none')
        const log = scanAll(list, made, (heard, deviceId) => heard.filter(scan => scan.deviceId === deviceId))
        const merged = mergeScans(log)
        for (const scan of merged.filter(({ counts, kind }) => counts && kind === 'entry')) {
          const decision = decide(list, ticketWith(scan.ticketId!), merged, new Date(START + 1e9), { codeVersion: 1 })
          expect(decision.reason).toBe('already_used')
        }
      }),
      { numRuns: 200 },
    )
  })
})
