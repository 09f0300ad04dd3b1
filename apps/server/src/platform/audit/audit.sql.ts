import { sql } from 'kysely'
import type { Tx } from '../db/db.ts'
import type { AuditRecord } from './audit.ts'

export async function appendAuditRecord(
  tx: Tx,
  { actor, action, subject, changes, reason }: AuditRecord,
): Promise<void> {
  const json = changes
    ? JSON.stringify(changes, (_key, value) => (typeof value === 'bigint' ? value.toString() : value))
    : null
  await sql`select append_audit(${actor.kind}, ${actor.id}, ${action}, ${subject.kind}, ${subject.id}::uuid, ${json}::jsonb, ${reason ?? null}, ${actor.requestId})`.execute(
    tx,
  )
}

export type AuditRow = {
  seq: bigint
  at: Date
  actorKind: string
  actorId: string | null
  action: string
  subjectKind: string
  subjectId: string | null
  changes: { before?: Record<string, unknown>; after?: Record<string, unknown> } | null
  reason: string | null
  requestId: string | null
}

/** Newest first; `before` is the number of the last record already seen. */
export async function listAuditRecords(
  tx: Tx,
  filter: { before?: number; subjectId?: string; action?: string; limit: number },
): Promise<AuditRow[]> {
  const { rows } = await sql<AuditRow>`
    select seq, at, actor_kind, actor_id, action, subject_kind, subject_id, changes, reason, request_id from audit_records
     where (${filter.before ?? null}::bigint is null or seq < ${filter.before ?? null})
       and (${filter.subjectId ?? null}::uuid is null or subject_id = ${filter.subjectId ?? null})
       and (${filter.action ?? null}::text is null or action like ${`${filter.action ?? ''}%`})
     order by seq desc limit ${filter.limit}
  `.execute(tx)
  return rows
}

/** Recomputes the chain in the database; the numbers of records that do not fit are returned, none when it is whole. */
export async function brokenLinks(tx: Tx): Promise<bigint[]> {
  const { rows } = await sql<{ seq: bigint }>`
    with chain as (
      select *, lag(hash, 1, decode('00', 'hex')) over (order by seq) as expected_prev, row_number() over (order by seq) as expected_seq from audit_records
    )
    select seq from chain
     where seq <> expected_seq or prev_hash <> expected_prev
        or hash <> audit_link(prev_hash, seq, at, actor_kind, actor_id, action, subject_kind, subject_id, changes_digest, request_id)
        or changes is not null and changes_digest <> sha256(convert_to(changes::text, 'UTF8'))
    union all
    select h.seq from audit_heads h where h.seq <> coalesce((select max(seq) from audit_records), 0)
    order by 1
  `.execute(tx)
  return rows.map(row => row.seq)
}
