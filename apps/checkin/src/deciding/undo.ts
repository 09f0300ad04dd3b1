import type { DoorApi } from '../api.ts'
import { isFailure } from '../api-failure.ts'
import { clock } from '../door/door-state.ts'
import { newNonce, type ScanLog } from '../scans/scan-log.ts'
import type { ScanRecord } from '../scans/scan-record.ts'

export type UndoResult = 'undone' | 'waiting' | 'refused'

type Deps = { api: DoorApi; log: ScanLog; wake: () => void; onSignedOut: () => void }

/** Takes back what just happened: at the server if it can be reached, else as a further fact that is sent later. */
export async function undoScan({ api, log, wake, onSignedOut }: Deps, record: ScanRecord): Promise<UndoResult> {
  const nonce = newNonce()
  if (record.scanId !== null) {
    try {
      await api.undo(record.scanId, nonce)
      await log.put({ ...record, undone: true })
      wake()
      return 'undone'
    } catch (error) {
      if (isFailure(error, 'signed_out')) onSignedOut()
      if (!isFailure(error, 'unreachable')) return 'refused'
    }
  }
  const undo: ScanRecord = {
    ...record,
    nonce,
    kind: 'undo',
    undoes: record.nonce,
    method: 'manual',
    deviceSequence: log.nextSequence(),
    scannedAt: new Date(),
    clockOffsetMs: Math.round(clock.get()?.offsetMs ?? 0),
    verdict: { ...record.verdict, outcome: 'accepted', reason: 'accepted', windowKey: null },
    decidedBy: 'device',
    state: 'waiting',
    scanId: null,
    conflict: null,
  }
  await log.put({ ...record, undone: true }, undo)
  wake()
  return 'waiting'
}
