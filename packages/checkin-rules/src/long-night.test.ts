import { describe, expect, test } from 'vitest'
import type { CheckInList, CheckInTicket } from './check-in-list.ts'
import { decide } from './decide.ts'
import type { ScanFact } from './scan.ts'

/** A club night in Berlin through the hour that comes twice: seven hours by the clock that counts, six on the wall. */
const NIGHT = {
  id: 'night',
  startsAt: new Date('2026-10-24T22:00:00+02:00'),
  endsAt: new Date('2026-10-25T04:00:00+01:00'),
}
const list: CheckInList = {
  id: 'list',
  eventId: 'event',
  productIds: [],
  variantIds: [],
  dateIds: [],
  gateIds: [],
  dates: [NIGHT],
  window: { kind: 'relative', opensMinutesBeforeStart: 60, closesMinutesAfter: -90, closesRelativeTo: 'end' },
  reEntry: 'none',
  closed: false,
  test: false,
}
const ticket: CheckInTicket = {
  id: 'ticket',
  eventId: 'event',
  productId: 'product',
  variantId: null,
  dateId: null,
  admission: true,
  state: 'valid',
  paid: true,
  codeVersion: 1,
  test: false,
}
const entryAt = (at: string): ScanFact => ({
  nonce: 'entry',
  kind: 'entry',
  undoes: null,
  listId: 'list',
  ticketId: 'ticket',
  gateId: null,
  deviceId: 'device',
  deviceSequence: 1,
  scannedAt: new Date(at),
  clockOffsetMs: 0,
  reason: 'accepted',
  windowKey: 'night',
})
const reasonAt = (at: string, scans: ScanFact[] = []) => decide(list, ticket, scans, new Date(at)).reason

describe('a night that passes midnight and the change of clocks', () => {
  test.each([
    ['2026-10-24T20:59:59+02:00', 'too_early'],
    ['2026-10-24T21:00:00+02:00', 'accepted'],
    ['2026-10-25T00:00:00+02:00', 'accepted'],
    // Half past two comes twice: entry ends the second time.
    ['2026-10-25T02:30:00+02:00', 'accepted'],
    ['2026-10-25T02:29:59+01:00', 'accepted'],
    ['2026-10-25T02:30:00+01:00', 'too_late'],
  ])('at %s is %s', (at, reason) => {
    expect(reasonAt(at)).toBe(reason)
  })

  test('is one opening: who entered before midnight does not enter again after it', () => {
    expect(reasonAt('2026-10-25T01:00:00+02:00', [entryAt('2026-10-24T23:30:00+02:00')])).toBe('already_used')
  })

  test('gives a device in another zone, or with a clock an hour off, the same first entry', () => {
    const early = { ...entryAt('2026-10-25T00:30:00+02:00'), clockOffsetMs: -3_600_000 }
    const decision = decide(list, ticket, [early], new Date('2026-10-25T00:00:00+02:00'))
    expect(decision).toMatchObject({
      reason: 'already_used',
      firstEntry: { at: new Date('2026-10-24T23:30:00+02:00') },
    })
  })
})
