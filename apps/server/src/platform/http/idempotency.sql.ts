import type { Db } from '../db/db.ts'

export type KeyClaim = { principal: string; key: string; requestHash: Buffer }

/** What is known of a key; `claimed` when this request may go on. */
export type KeyRow = {
  claimed: boolean
  requestHash: Buffer
  status: number | null
  headers: Record<string, string> | null
  body: Buffer | null
}

/** Takes keys for these requests, none of which may be there twice; see migration 0151. */
export async function claimKeys(db: Db, claims: KeyClaim[], lockSeconds: number): Promise<KeyRow[]> {
  const rows = await db.call<Omit<KeyRow, 'requestHash'> & { request_hash: Buffer }>(
    'idempotency-claim',
    'select * from claim_idempotency_keys($1, $2, $3, $4)',
    [
      claims.map(claim => claim.principal),
      claims.map(claim => claim.key),
      claims.map(claim => claim.requestHash),
      lockSeconds,
    ],
  )
  return rows.map(({ request_hash: requestHash, ...row }) => ({ ...row, requestHash }))
}

export type KeptAnswer = {
  principal: string
  key: string
  status: number
  headers: Record<string, string>
  body: Buffer
}

export async function keepAnswers(db: Db, answers: KeptAnswer[]): Promise<void> {
  await db.call('idempotency-keep', 'select keep_idempotent_answers($1, $2, $3, $4, $5)', [
    answers.map(answer => answer.principal),
    answers.map(answer => answer.key),
    answers.map(answer => answer.status),
    answers.map(answer => JSON.stringify(answer.headers)),
    answers.map(answer => answer.body),
  ])
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
