import pg from 'pg'
import { CannotStart } from '../platform/db/cannot-start.ts'
import { postgresError, sqlState } from '../platform/db/postgres-errors.ts'
import { INVARIANTS } from './invariants.ts'

export type AuditResult = { id: string; says: string; ok: boolean; violations: number; sample: unknown[] }

const SAMPLE = 5

/** Checks every invariant on one snapshot, as a role that can read nothing but the auditor's views. Changes nothing. */
export async function runAudit(ownerUrl: string): Promise<AuditResult[]> {
  const client = new pg.Client({ connectionString: ownerUrl, application_name: 'tessera audit' })
  await client.connect()
  try {
    await client.query('begin transaction isolation level repeatable read read only')
    await client.query('set local role tessera_audit').catch(explain)
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

function explain(error: unknown): never {
  if (postgresError(error)?.code !== sqlState.insufficientPrivilege) throw error
  throw new CannotStart('This login may not audit. Name the one that owns the database with DATABASE_OWNER_URL.')
}
