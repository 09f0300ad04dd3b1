import pg from 'pg'
import { INVARIANTS } from './invariants.ts'

export type AuditResult = { id: string; says: string; ok: boolean; violations: number; sample: unknown[] }

const SAMPLE = 5

/** Checks every invariant on one snapshot, as a role that can read nothing but the auditor's views. Changes nothing. */
export async function runAudit(ownerUrl: string): Promise<AuditResult[]> {
  const client = new pg.Client({ connectionString: ownerUrl, application_name: 'tessera audit' })
  await client.connect()
  try {
    await client.query('begin transaction isolation level repeatable read read only; set local role tessera_audit')
    const results: AuditResult[] = []
    for (const { id, says, sql } of INVARIANTS) {
      const { rows } = await client.query(sql)
      results.push({ id, says, ok: rows.length === 0, violations: rows.length, sample: rows.slice(0, SAMPLE) })
    }
    await client.query('rollback')
    return results
  } finally {
    await client.end()
  }
}
