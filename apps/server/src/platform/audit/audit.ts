import type { Tx } from '../db/db.ts'
import type { Actor } from '../http/access.ts'
import { appendAuditRecord } from './audit.sql.ts'

export type AuditRecord = {
  actor: Actor
  /** `members.invited` and the like: module, dot, what happened. */
  action: string
  subject: { kind: string; id: string | null }
  /** Before and after of what changed; only the fields that did. */
  changes?: { before?: Record<string, unknown>; after?: Record<string, unknown> }
  reason?: string
}

/** Writes the record in the transaction of the change itself: no privileged change without its trace, and no trace without its change. */
export async function audit(tx: Tx, record: AuditRecord): Promise<void> {
  await appendAuditRecord(tx, record)
}

/** The fields that differ, for `changes`. */
export function difference(
  before: Record<string, unknown>,
  after: Record<string, unknown>,
): NonNullable<AuditRecord['changes']> {
  const changed = Object.keys(after).filter(
    name => JSON.stringify(plain(before[name])) !== JSON.stringify(plain(after[name])),
  )
  const pick = (from: Record<string, unknown>) => Object.fromEntries(changed.map(name => [name, plain(from[name])]))
  return { before: pick(before), after: pick(after) }
}

function plain(value: unknown): unknown {
  return typeof value === 'bigint' ? value.toString() : value
}
