import { sql } from 'kysely'
import type { Account, Session } from '../../../modules/people/identity/ports.ts'
import type { Db } from '../../../platform/db/db.ts'

/** Reads and the few writes that the library has no call for. No tenant is involved, so no transaction scope either. */

const ACCOUNT = sql`id, email, email_verified, name, coalesce(locale, 'en') as locale, created_at`

export async function accountsById(db: Db, ids: readonly string[]): Promise<Account[]> {
  const { rows } = await sql<Account>`select ${ACCOUNT} from auth.accounts where id = any(${[...ids]}::uuid[])`.execute(
    db.kysely,
  )
  return rows
}

export async function accountByEmail(db: Db, email: string): Promise<Account | null> {
  const { rows } =
    await sql<Account>`select ${ACCOUNT} from auth.accounts where email = ${email.toLowerCase()}`.execute(db.kysely)
  return rows[0] ?? null
}

export async function updateAccount(
  db: Db,
  id: string,
  change: { name?: string; locale?: string },
): Promise<Account | null> {
  const { rows } = await sql<Account>`
    update auth.accounts
       set name = coalesce(${change.name ?? null}, name), locale = coalesce(${change.locale ?? null}, locale), updated_at = clock_timestamp()
     where id = ${id}
     returning ${ACCOUNT}
  `.execute(db.kysely)
  return rows[0] ?? null
}

export async function markVerified(db: Db, id: string): Promise<void> {
  await sql`update auth.accounts set email_verified = true, updated_at = clock_timestamp() where id = ${id} and not email_verified`.execute(
    db.kysely,
  )
}

/**
 * Two have asked for an account of this address, and nobody has proven it: neither's password may come to life with the
 * link, since it may be a stranger's. Its owner signs in by the link and sets one.
 */
export async function dropUnprovenPassword(db: Db, email: string): Promise<void> {
  await sql`
    delete from auth.credentials c using auth.accounts a
     where a.id = c.account_id and c.provider_id = 'credential' and a.email = ${email.toLowerCase()} and not a.email_verified
  `.execute(db.kysely)
}

export async function insertAccount(
  db: Db,
  account: { id: string; email: string; name: string; locale: string; passwordHash: string | null },
): Promise<Account> {
  return db.global(async tx => {
    const { rows } = await sql<Account>`
      insert into auth.accounts (id, email, email_verified, name, locale)
      values (${account.id}, ${account.email.toLowerCase()}, true, ${account.name}, ${account.locale})
      returning ${ACCOUNT}
    `.execute(tx)
    if (account.passwordHash) {
      await sql`
        insert into auth.credentials (account_id, provider_id, provider_account_id, password, updated_at)
        values (${account.id}, 'credential', ${account.id}, ${account.passwordHash}, clock_timestamp())
      `.execute(tx)
    }
    return rows[0]!
  })
}

export async function liveSessions(db: Db, accountId: string): Promise<Session[]> {
  const { rows } = await sql<Session>`
    select id, account_id, created_at, updated_at as last_seen_at, expires_at, nullif(ip_address, '') as ip, nullif(user_agent, '') as user_agent
      from auth.sessions
     where account_id = ${accountId} and expires_at > clock_timestamp()
     order by updated_at desc, id
  `.execute(db.kysely)
  return rows
}

export async function deleteSession(db: Db, accountId: string, sessionId: string): Promise<boolean> {
  const { rows } =
    await sql`delete from auth.sessions where id = ${sessionId} and account_id = ${accountId} returning id`.execute(
      db.kysely,
    )
  return rows.length > 0
}

export async function deleteExpired(db: Db): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    with s as (delete from auth.sessions where expires_at <= clock_timestamp() returning 1),
         v as (delete from auth.verifications where expires_at <= clock_timestamp() returning 1)
    select ((select count(*) from s) + (select count(*) from v))::int as n
  `.execute(db.kysely)
  return rows[0]?.n ?? 0
}
