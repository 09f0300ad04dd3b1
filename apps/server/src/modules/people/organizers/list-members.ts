import type { OrganizersDeps } from './deps.ts'
import type { MemberRow } from './members.sql.ts'
import type { Member } from './team.ts'

/** Names and addresses belong to accounts; a member whose account is gone keeps its row. */
export async function withNames({ accounts }: OrganizersDeps, rows: MemberRow[]): Promise<Member[]> {
  const known = new Map((await accounts.accounts(rows.map(row => row.accountId))).map(account => [account.id, account]))
  return rows.map(row => ({
    ...row,
    name: known.get(row.accountId)?.name ?? '',
    email: known.get(row.accountId)?.email ?? '',
  }))
}
