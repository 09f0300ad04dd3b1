import { readFileSync } from 'node:fs'
import { getMigrations } from 'better-auth/db/migration'
import { pino } from 'pino'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { AuthPort } from '../../../modules/people/identity/ports.ts'
import { type TestDatabase, testDatabase } from '../../../platform/testing/test-database.ts'
import { createBetterAuth } from './better-auth.ts'
import { betterAuthOptions } from './options.ts'
import { DEFAULT_COST, hashPassword, passwordMatches } from './password-hash.ts'

let database: TestDatabase
let auth: AuthPort
const visitor = { headers: { 'user-agent': 'test' }, ip: '192.0.2.1' }
const PASSWORD = 'eleven lamps beside a slow river'
const depsOf = ({ db }: TestDatabase, secret = 'a'.repeat(43)) => ({
  db,
  secret,
  origin: 'http://localhost:3000',
  log: pino({ level: 'silent' }),
  passwordCost: { ln: 10, r: 8, p: 1 },
})

beforeAll(async () => {
  database = await testDatabase()
  auth = createBetterAuth(depsOf(database))
})
afterAll(() => database[Symbol.asyncDispose]())

let n = 0
const makeAccount = () =>
  auth.createAccount({ email: `Person-${++n}@Example.org`, name: 'P', locale: 'de', password: PASSWORD })

describe('the tables of migration 0010', () => {
  test('are what the pinned better-auth expects: it would create and add nothing', async () => {
    const { toBeCreated, toBeAdded, toBeAddedIndexes } = await getMigrations(betterAuthOptions(depsOf(database)))
    expect({ toBeCreated, toBeAdded, toBeAddedIndexes }).toEqual({
      toBeCreated: [],
      toBeAdded: [],
      toBeAddedIndexes: [],
    })
  })

  test('keep no token and no password that could be used as it is', async () => {
    const { id, email } = await makeAccount()
    const [link] = await auth.requestMagicLink(email, 'en')
    const [reset] = await auth.requestPasswordReset(email)
    const rows = JSON.stringify([
      await database.asSuperuser('select * from auth.verifications'),
      await database.asSuperuser('select password from auth.credentials where account_id = $1', [id]),
    ])
    for (const letter of [link, reset])
      expect(rows).not.toContain(letter && 'token' in letter ? letter.token : 'missing')
    expect(rows).not.toContain(PASSWORD)
    expect(rows).toContain('$scrypt$')
  })

  test('read by a thief give no session: the cookie wants a signature, the links their tokens', async () => {
    const { email } = await makeAccount()
    const [link] = await auth.requestMagicLink(email, 'en')
    const [row] = await database.asSuperuser<{ identifier: string }>(
      "select identifier from auth.verifications where value like '%' || $1 || '%'",
      [email],
    )
    expect(await auth.redeemMagicLink(row?.identifier ?? '', visitor)).toBeNull()
    const signedIn = await auth.redeemMagicLink(link && 'token' in link ? link.token : '', visitor)
    expect(signedIn?.account.email).toBe(email)
    const [session] = await database.asSuperuser<{ token: string }>(
      'select token from auth.sessions order by created_at desc limit 1',
    )
    for (const value of [
      session?.token,
      `${session?.token}.x`,
      encodeURIComponent(`${session?.token}.${'A'.repeat(43)}=`),
    ]) {
      expect(await auth.session({ ...visitor, headers: { cookie: `tessera.session_token=${value}` } })).toBeNull()
    }
    const cookie = signedIn?.setCookies[0]?.split(';')[0]
    expect(await auth.session({ ...visitor, headers: { cookie } })).not.toBeNull()
    const rotated = createBetterAuth(depsOf(database, 'b'.repeat(43)))
    expect(await rotated.session({ ...visitor, headers: { cookie } })).toBeNull()
  })
})

describe('sessions', () => {
  const signIn = async (email: string) => {
    const result = await auth.signIn({ email, password: PASSWORD }, visitor)
    if (result.kind !== 'signed_in') throw new Error(result.reason)
    return { ...visitor, headers: { cookie: result.signedIn.setCookies.map(text => text.split(';')[0]).join('; ') } }
  }

  test('are one cookie without a copy of the session in it, so that nothing outlives the row', async () => {
    const { email } = await makeAccount()
    const browser = await signIn(email)
    expect(browser.headers.cookie).not.toContain('session_data')
    await database.asSuperuser('delete from auth.sessions')
    expect(await auth.session(browser)).toBeNull()
  })

  test('end when their time is over, by the row', async () => {
    const { email } = await makeAccount()
    const browser = await signIn(email)
    await database.asSuperuser("update auth.sessions set expires_at = now() - interval '1 second'")
    expect(await auth.session(browser)).toBeNull()
  })

  test('are prolonged once a day, with a cookie that says so', async () => {
    const { id, email } = await makeAccount()
    const browser = await signIn(email)
    expect(await auth.refreshSession(browser)).toEqual([])
    await database.asSuperuser(
      "update auth.sessions set expires_at = expires_at - interval '2 days' where account_id = $1",
      [id],
    )
    expect((await auth.refreshSession(browser)).join()).toContain('tessera.session_token=')
    const [session] = await auth.sessionsOf(id)
    expect((session?.expiresAt.getTime() ?? 0) - Date.now()).toBeGreaterThan(13.9 * 86_400_000)
  })

  test('and links that ran out are swept', async () => {
    const { email } = await makeAccount()
    await signIn(email)
    await auth.requestMagicLink(email, 'en')
    await database.asSuperuser("update auth.sessions set expires_at = now() - interval '1 second'")
    await database.asSuperuser("update auth.verifications set expires_at = now() - interval '1 second'")
    expect(await auth.sweep()).toBeGreaterThanOrEqual(2)
    expect(
      await database.asSuperuser('select 1 from auth.sessions union all select 1 from auth.verifications'),
    ).toEqual([])
  })
})

describe('an account', () => {
  test('is found by its address in any case, once', async () => {
    const { id, email } = await makeAccount()
    expect(email).toBe(email.toLowerCase())
    expect((await auth.accountByEmail(email.toUpperCase()))?.id).toBe(id)
    await expect(auth.createAccount({ email: email.toUpperCase(), name: 'P', locale: 'en' })).rejects.toMatchObject({
      code: '23505',
    })
  })

  test('signing up at the same moment from many browsers is one account', async () => {
    const input = { email: 'rush@example.org', password: PASSWORD, name: 'R', locale: 'en' }
    const letters = await Promise.all(Array.from({ length: 4 }, () => auth.signUp(input)))
    expect(letters.flat().every(letter => letter.kind === 'verify_email')).toBe(true)
    expect(await database.asSuperuser("select id from auth.accounts where email = 'rush@example.org'")).toHaveLength(1)
  })

  test('made by a magic link has no password to guess', async () => {
    const [letter] = await auth.requestMagicLink('linker@example.org', 'de')
    await auth.redeemMagicLink(letter && 'token' in letter ? letter.token : '', visitor)
    const result = await auth.signIn({ email: 'linker@example.org', password: '' }, visitor)
    expect(result).toEqual({ kind: 'refused', reason: 'wrong_credentials' })
  })

  test('cannot be given fields that nobody may set', async () => {
    const input = {
      email: 'sly@example.org',
      password: PASSWORD,
      name: 'S',
      locale: 'en',
      emailVerified: true,
      id: 'x',
    }
    await auth.signUp(input)
    expect(await auth.accountByEmail('sly@example.org')).toMatchObject({ emailVerified: false })
  })
})

describe('password hashes', () => {
  test('differ for the same password, carry their cost, and match only it', async () => {
    const cost = { ln: 10, r: 8, p: 1 }
    const [a, b] = await Promise.all([hashPassword(PASSWORD, cost), hashPassword(PASSWORD, cost)])
    expect(a).not.toBe(b)
    expect(await passwordMatches(PASSWORD, a)).toBe(true)
    expect(await passwordMatches(`${PASSWORD} `, a)).toBe(false)
    expect(await passwordMatches(PASSWORD, '')).toBe(false)
    expect(a).toMatch(/^\$scrypt\$ln=10,r=8,p=1\$/)
  })

  test('cost at least what OWASP asks of scrypt', () => {
    expect(2 ** DEFAULT_COST.ln * DEFAULT_COST.r * DEFAULT_COST.p).toBeGreaterThanOrEqual(2 ** 15 * 8 * 3)
  })
})

test('better-auth stays at the exact version that was looked at', () => {
  const manifest = JSON.parse(readFileSync(new URL('../../../../package.json', import.meta.url), 'utf8'))
  expect(manifest.dependencies['better-auth']).toMatch(/^\d+\.\d+\.\d+$/)
})
