import type { ReasonCode } from '@tessera/checkin-rules/reasons'
import type { ScanRecord } from '../scans/scan-record.ts'

/** Four results that a steward must tell apart at a glance, in the dark and with gloves. */
export type ResultTone = 'accepted' | 'left' | 'refused' | 'attention'

export type ResultSymbol = 'check' | 'out' | 'cross' | 'again' | 'clock' | 'ban' | 'person'

type Judged = Pick<ScanRecord, 'kind' | 'verdict'>

export function toneOf({ kind, verdict }: Judged): ResultTone {
  if (verdict.outcome === 'accepted') return kind === 'exit' ? 'left' : 'accepted'
  return verdict.genuineButUnknown ? 'attention' : 'refused'
}

const SYMBOLS: Partial<Record<ReasonCode, ResultSymbol>> = {
  already_used: 'again',
  too_early: 'clock',
  too_late: 'clock',
  void: 'ban',
  list_closed: 'ban',
  device_revoked: 'ban',
}

export function symbolOf(record: Judged): ResultSymbol {
  const tone = toneOf(record)
  if (tone === 'accepted') return 'check'
  if (tone === 'left') return 'out'
  if (tone === 'attention') return 'person'
  return SYMBOLS[record.verdict.reason] ?? 'cross'
}

/** Long enough to act on: a welcome is quick, a refusal has to be explained to somebody. */
export function staysForMs(tone: ResultTone): number {
  return { accepted: 2_200, left: 1_800, refused: 9_000, attention: 15_000 }[tone]
}

/** While it says no, the next code in front of the camera must not wipe it away. */
export function blocksCamera(tone: ResultTone): boolean {
  return tone === 'refused' || tone === 'attention'
}
