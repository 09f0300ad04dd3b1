import { describe, expect, test } from 'vitest'
import type { Verdict } from '../door/door.ts'
import { afterLateAnswer, countsWithOwn, nextBatch, type ServerScan, settled } from './scan-queue.ts'
import { factsOfTicket, type ScanRecord, standingOf } from './scan-record.ts'

const verdict = (more: Partial<Verdict> = {}): Verdict => ({
  outcome: 'accepted',
  reason: 'accepted',
  ticket: null,
  firstEntry: null,
  opensAt: null,
  closesAt: null,
  windowKey: 'all',
  genuineButUnknown: false,
  ...more,
})
const record = (sequence: number, more: Partial<ScanRecord> = {}): ScanRecord => ({
  nonce: `nonce-${sequence}`,
  kind: 'entry',
  undoes: null,
  listId: 'cil_1',
  ticketId: 'tkt_1',
  code: 'T1',
  method: 'code',
  gateId: null,
  deviceId: 'dev_1',
  deviceSequence: sequence,
  scannedAt: new Date(Date.UTC(2026, 10, 22, 19, 0, sequence)),
  clockOffsetMs: 0,
  verdict: verdict(),
  decidedBy: 'device',
  state: 'waiting',
  scanId: null,
  undone: false,
  conflict: null,
  ...more,
})
const answer = (more: Partial<ServerScan> = {}): ServerScan => ({
  scanId: 'scn_1',
  nonce: 'nonce-1',
  undone: false,
  conflict: null,
  verdict: verdict(),
  ...more,
})
const no = verdict({ outcome: 'refused', reason: 'already_used', windowKey: null })

describe('the queue', () => {
  test('sends oldest first, a hundred at a time, and nothing twice', () => {
    const records = Array.from({ length: 130 }, (_, index) => record(130 - index))
    const batch = nextBatch([record(0, { state: 'settled' }), record(-1, { state: 'local' }), ...records])
    expect(batch.map(({ deviceSequence }) => deviceSequence)).toEqual(Array.from({ length: 100 }, (_, i) => i + 1))
  })

  test('an answer never changes what was shown to the guest, but puts the conflict beside it', () => {
    const report = {
      nonce: 'nonce-1',
      outcome: 'stored' as const,
      scan: answer({ conflict: 'double_entry', verdict: no }),
    }
    const after = settled(record(1), report)
    expect(after).toMatchObject({ state: 'settled', scanId: 'scn_1', conflict: 'double_entry' })
    expect(after.verdict.outcome).toBe('accepted')
  })

  test('a list that is gone is told and not asked for ever', () => {
    const after = settled(record(1), { nonce: 'nonce-1', outcome: 'not_found', scan: null })
    expect(after).toMatchObject({ state: 'settled', conflict: 'not_found' })
  })
})

describe('an answer that comes after the device decided', () => {
  test('settles the scan when both say the same', () => {
    expect(afterLateAnswer(record(1), answer())).toMatchObject({ state: 'settled', scanId: 'scn_1', conflict: null })
  })

  test('still reports a guest whom only this device let in, and says so', () => {
    expect(afterLateAnswer(record(1), answer({ verdict: no }))).toMatchObject({
      state: 'waiting',
      conflict: 'already_used',
    })
  })
})

describe('counts with what waits', () => {
  const counts = { expected: 10, entered: 4, inside: 3, readAt: new Date(Date.UTC(2026, 10, 22, 20)) }

  test('an entry counts once, a coming back only as inside, an exit as out', () => {
    const back = record(2, { verdict: verdict({ firstEntry: { at: new Date(0), gateName: null } }) })
    const out = record(3, { kind: 'exit', verdict: verdict({ firstEntry: { at: new Date(0), gateName: null } }) })
    expect(countsWithOwn(counts, [record(1)])).toMatchObject({ entered: 5, inside: 4 })
    expect(countsWithOwn(counts, [back])).toMatchObject({ entered: 4, inside: 4 })
    expect(countsWithOwn(counts, [out])).toMatchObject({ entered: 4, inside: 2 })
  })

  test('an undo takes back exactly what its scan had added', () => {
    const undo = record(2, { kind: 'undo', undoes: 'nonce-1' })
    expect(countsWithOwn(counts, [record(1), undo])).toEqual(counts)
    expect(countsWithOwn(counts, [record(1, { state: 'settled' }), undo]).entered).toBe(3)
  })

  test('an entry that the server decided since it was asked is shown at once, and not twice', () => {
    const decided = record(1, { state: 'settled', decidedBy: 'server' })
    expect(countsWithOwn({ ...counts, readAt: new Date(0) }, [decided]).entered).toBe(5)
    expect(countsWithOwn(counts, [decided]).entered).toBe(4)
    expect(countsWithOwn({ ...counts, readAt: new Date(0) }, [{ ...decided, undone: true }]).entered).toBe(4)
  })

  test('a refusal counts nothing', () => {
    expect(countsWithOwn(counts, [record(1, { verdict: no })])).toEqual(counts)
  })
})

describe('where a guest stands', () => {
  test('a scan that the server tells too counts once', () => {
    const own = record(1, { state: 'settled' })
    const facts = factsOfTicket(factsOfTicket([], [own]), [own])
    expect(facts).toHaveLength(1)
    expect(standingOf(facts)).toEqual({ firstEnteredAt: own.scannedAt, inside: true })
  })

  test('a scan that was taken back here no longer keeps the guest out', () => {
    const own = record(1, { undone: true })
    const undo = record(2, { kind: 'undo', undoes: 'nonce-1' })
    expect(standingOf(factsOfTicket([], [own, undo]))).toEqual({ firstEnteredAt: null, inside: false })
  })

  test('who left is not inside', () => {
    const out = record(2, { kind: 'exit', verdict: verdict({ windowKey: null }) })
    expect(standingOf(factsOfTicket([], [record(1), out])).inside).toBe(false)
  })
})
