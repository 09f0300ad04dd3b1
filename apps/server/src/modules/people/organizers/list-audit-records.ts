import { listAuditRecords } from '../../../platform/audit/audit.sql.ts'
import type { OrganizersDeps } from './deps.ts'
import type { Team } from './team.ts'

export async function auditRecords(
  { db, accounts }: OrganizersDeps,
  organizerId: string,
  filter: Parameters<Team['auditRecords']>[1],
): ReturnType<Team['auditRecords']> {
  const rows = await db.tenant(organizerId, tx => listAuditRecords(tx, filter))
  const ids = new Set(rows.flatMap(row => (row.actorKind === 'account' && row.actorId ? [row.actorId] : [])))
  const names = new Map((await accounts.accounts([...ids])).map(account => [account.id, account.name]))
  return rows.map(row => ({ ...row, actorName: (row.actorId && names.get(row.actorId)) || null }))
}
