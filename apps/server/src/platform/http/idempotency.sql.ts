import type { Db } from '../db/db.ts'

type KeyRow = {
  claimed: boolean
  requestHash: Buffer
  status: number | null
  headers: Record<string, string> | null
  body: Buffer | null
}

/**
 * Takes the key for this request, or reads what is known of it. One statement: a new key is inserted, an abandoned one
 * (its lock ran out without an answer) is taken over by the same request only.
 */
export async function claimKey(
  db: Db,
  principal: string,
  key: string,
  requestHash: Buffer,
  lockSeconds: number,
): Promise<KeyRow> {
  const [taken] = await db.call<{ request_hash: Buffer }>(
    'idempotency-claim',
    `insert into idempotency_keys (principal, key, request_hash, locked_until)
     values ($1, $2, $3, clock_timestamp() + make_interval(secs => $4))
     on conflict (principal, key) do update set locked_until = excluded.locked_until
       where idempotency_keys.status is null and idempotency_keys.locked_until < clock_timestamp() and idempotency_keys.request_hash = excluded.request_hash
     returning request_hash`,
    [principal, key, requestHash, lockSeconds],
  )
  if (taken) return { claimed: true, requestHash, status: null, headers: null, body: null }
  const [row] = await db.call<{
    request_hash: Buffer
    status: number | null
    headers: Record<string, string> | null
    body: Buffer | null
  }>(
    'idempotency-read',
    'select request_hash, status, headers, body from idempotency_keys where principal = $1 and key = $2',
    [principal, key],
  )
  // Released between the two statements: whoever released it will not answer, so this request is told to come again.
  if (!row) return { claimed: false, requestHash, status: null, headers: null, body: null }
  return { claimed: false, requestHash: row.request_hash, status: row.status, headers: row.headers, body: row.body }
}

export async function keepAnswer(
  db: Db,
  principal: string,
  key: string,
  status: number,
  headers: Record<string, string>,
  body: Buffer,
): Promise<void> {
  await db.call(
    'idempotency-keep',
    'update idempotency_keys set status = $3, headers = $4, body = $5, locked_until = null where principal = $1 and key = $2',
    [principal, key, status, JSON.stringify(headers), body],
  )
}

export async function releaseKey(db: Db, principal: string, key: string): Promise<void> {
  await db.call(
    'idempotency-release',
    'delete from idempotency_keys where principal = $1 and key = $2 and status is null',
    [principal, key],
  )
}

/** Answers how many it forgot, at most `most`: each is a sealed body, and an hour of a sale has very many. */
export async function forgetOldKeys(db: Db, hours: number, most: number): Promise<number> {
  const [row] = await db.call<{ forgotten: number }>(
    'idempotency-forget',
    `with old as (
       delete from idempotency_keys where (principal, key) in (
         select principal, key from idempotency_keys where created_at < now() - make_interval(hours => $1) limit $2)
       returning 1)
     select count(*)::int as forgotten from old`,
    [hours, most],
  )
  return row?.forgotten ?? 0
}
