import { expect, it } from 'vitest'
import type { ScanFact } from './scan.ts'
import { decideUndo } from './undo.ts'

const entry: ScanFact = {
  nonce: 'entry',
  kind: 'entry',
  undoes: null,
  listId: 'list',
  ticketId: 'ticket',
  gateId: null,
  deviceId: 'device',
  deviceSequence: 1,
  scannedAt: new Date('2027-03-14T18:00:00Z'),
  clockOffsetMs: 0,
  reason: 'accepted',
  windowKey: 'all',
}
const undo: ScanFact = { ...entry, nonce: 'undo', kind: 'undo', undoes: 'entry', deviceSequence: 2, windowKey: null }

it('an accepted entry or exit can be taken back once', () => {
  expect(decideUndo('entry', [entry])).toMatchObject({ ok: true })
  expect(decideUndo('entry', [{ ...entry, kind: 'exit', windowKey: null }])).toMatchObject({ ok: true })
  expect(decideUndo('entry', [undo, entry])).toEqual({ ok: false, reason: 'already_undone' })
})

it('a refused scan, an undo and an unknown scan cannot be taken back', () => {
  expect(decideUndo('entry', [{ ...entry, reason: 'already_used' }])).toEqual({ ok: false, reason: 'not_accepted' })
  expect(decideUndo('undo', [entry, undo])).toEqual({ ok: false, reason: 'not_accepted' })
  expect(decideUndo('other', [entry])).toEqual({ ok: false, reason: 'unknown_scan' })
})

it('every telling of a scan is taken back with it', () => {
  const toldAgain = { ...entry, clockOffsetMs: 1000 }
  expect(decideUndo('entry', [entry, toldAgain, undo])).toEqual({ ok: false, reason: 'already_undone' })
})

it('what was taken back for one ticket can still be for another that came in under the same nonce', () => {
  expect(decideUndo('entry', [entry, { ...entry, ticketId: 'other' }, undo])).toMatchObject({ ok: true })
})
