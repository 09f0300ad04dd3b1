import type { FastifyInstance } from 'fastify'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { type TestDatabase, testDatabase } from '../../../platform/testing/test-database.ts'
import { httpForTest } from '../testing/http.ts'
import {
  cookieOf,
  createPeople,
  makeAccount,
  type People,
  signedIn,
  TEST_ORIGIN,
  TEST_PASSWORD,
} from '../testing/people.ts'
import { identityRoutes } from './identity.routes.ts'

let database: TestDatabase
let people: People
let app: FastifyInstance

beforeAll(async () => {
  database = await testDatabase()
  people = createPeople(database.db)
  app = await httpForTest(database.db, people.gatekeeper)
  identityRoutes(app, people.identity, people.organizers)
})
afterAll(async () => {
  await people.identity.settled()
  await app.close()
  await database[Symbol.asyncDispose]()
})
beforeEach(() => {
  people.mails.sent.length = 0
})

type Answer = Awaited<ReturnType<typeof post>>

async function post(url: string, payload: object, headers: Record<string, string> = {}) {
  const answer = await app.inject({ method: 'POST', url, payload, headers })
  await people.identity.settled()
  return answer
}
const get = (url: string, headers: Record<string, string> = {}) => app.inject({ method: 'GET', url, headers })
const cookieFrom = (answer: Answer) => ({ cookie: cookieOf(answer.headers['set-cookie']), origin: TEST_ORIGIN })
const account = (headers: Record<string, string>) => get('/v1/account', headers)
const tokenOf = (kind: 'verify_email' | 'magic_link' | 'reset_password', email: string) =>
  people.mails.newest(kind, email).token ?? ''

let n = 0
const newEmail = () => `someone-${++n}@example.org`
const signUp = (email: string, more: object = {}) =>
  post('/v1/auth/sign-up', { email, password: TEST_PASSWORD, name: 'Some One', ...more })
const signIn = (email: string, password = TEST_PASSWORD, headers = {}) =>
  post('/v1/auth/sign-in', { email, password }, headers)

/** An answer without what differs by nature. */
const visible = (answer: Answer) => ({
  status: answer.statusCode,
  body: { ...answer.json(), request_id: null },
  cookies: answer.headers['set-cookie'],
})

describe('sign-up', () => {
  test('leads by the mailed link into a session, and the link works once', async () => {
    const email = newEmail()
    expect((await signUp(email, { locale: 'de' })).statusCode).toBe(202)
    const mail = people.mails.newest('verify_email', email)
    expect(mail.locale).toBe('de')
    expect(mail.url).toContain('/console/verify-email#token=')
    const verified = await post('/v1/auth/verify-email', { token: mail.token })
    expect(verified.statusCode).toBe(200)
    const me = await account(cookieFrom(verified))
    expect(me.json()).toMatchObject({
      email,
      email_verified: true,
      name: 'Some One',
      locale: 'de',
      operator: false,
      organizers: [],
    })
    expect((await post('/v1/auth/verify-email', { token: mail.token })).json().code).toBe('identity.token_dead')
    expect((await signIn(email)).statusCode).toBe(200)
  })

  test('of a known address answers as for an unknown one, changes nothing and tells the owner', async () => {
    const owner = await makeAccount(people)
    const other = await signUp(newEmail())
    const taken = await signUp(owner.email, { password: 'another password for the same address', name: 'Mallory' })
    expect(visible(taken)).toEqual(visible(other))
    expect(people.mails.to(owner.email).map(mail => mail.kind)).toEqual(['already_registered'])
    expect((await signIn(owner.email, 'another password for the same address')).statusCode).toBe(401)
    expect((await signIn(owner.email)).statusCode).toBe(200)
    expect((await people.identity.account(owner.id))?.name).toBe(owner.name)
  })

  test('refuses a weak password before anything else, with the reason', async () => {
    const answer = await signUp(newEmail(), { password: 'passwordpassword' })
    expect(answer.statusCode).toBe(422)
    expect(answer.json()).toMatchObject({
      code: 'identity.password_unacceptable',
      errors: [{ path: 'password', code: 'too_common' }],
    })
    expect(people.mails.sent).toEqual([])
  })

  test('by two people with one address, before it is proven, brings neither password to life: the link signs in, no more', async () => {
    for (const passwords of [
      ['the password of a squatter', undefined],
      [undefined, 'the password of a squatter'],
    ]) {
      const email = newEmail()
      for (const password of passwords) await signUp(email, password ? { password } : {})
      const proven = await post('/v1/auth/verify-email', { token: tokenOf('verify_email', email) })
      expect(proven.statusCode).toBe(200)
      expect((await signIn(email, 'the password of a squatter')).statusCode).toBe(401)
      expect((await signIn(email)).statusCode).toBe(401)
    }
  })

  test('takes passwords of any script as they are, in composed and decomposed form alike', async () => {
    const email = newEmail()
    const password = 'Über­all ist Wald, é voilà 林'
    await signUp(email, { password: password.normalize('NFD') })
    await post('/v1/auth/verify-email', { token: tokenOf('verify_email', email) })
    expect((await signIn(email, password.normalize('NFC'))).statusCode).toBe(200)
  })
})

describe('sign-in', () => {
  test('answers a wrong password and an unknown address alike', async () => {
    const known = await makeAccount(people)
    const wrong = await signIn(known.email, 'not the password of anybody')
    const unknown = await signIn('nobody@example.org')
    expect(visible(wrong)).toEqual(visible(unknown))
    expect(wrong.json().code).toBe('identity.wrong_credentials')
  })

  test('with the right password of an unproven address says what is missing, a wrong one learns nothing', async () => {
    const email = newEmail()
    await signUp(email.toUpperCase())
    expect((await signIn(email)).json().code).toBe('identity.email_unverified')
    expect((await signIn(email, 'not the password of anybody')).json().code).toBe('identity.wrong_credentials')
  })

  test('gives a new session each time and ends the one that the browser brought (fixation)', async () => {
    const victim = await makeAccount(people)
    const planted = await signedIn(people, (await makeAccount(people)).id)
    const answer = await signIn(victim.email, TEST_PASSWORD, planted)
    const cookie = cookieFrom(answer)
    expect(cookie.cookie).not.toBe(planted.cookie)
    expect((await account(cookie)).json().email).toBe(victim.email)
    expect((await account(planted)).statusCode).toBe(401)
  })

  test('does not take a session cookie that we have not signed', async () => {
    const own = await signedIn(people, (await makeAccount(people)).id)
    const [name, value = ''] = own.cookie.split('=')
    const token = decodeURIComponent(value).split('.')[0]
    for (const forged of [token, `${token}.`, `${token}.${'A'.repeat(43)}=`, 'x'.repeat(32)]) {
      expect((await account({ cookie: `${name}=${encodeURIComponent(forged ?? '')}` })).statusCode).toBe(401)
    }
  })

  test('sets a cookie that scripts cannot read and other sites do not send', async () => {
    const { email } = await makeAccount(people)
    const [cookie] = [(await signIn(email)).headers['set-cookie'] ?? []].flat()
    expect(cookie).toMatch(/^tessera\.session_token=.+; Max-Age=1209600; Path=\/; HttpOnly; SameSite=Lax$/)
  })
})

describe('under https', () => {
  test('the cookie is bound to the host and to TLS', async () => {
    const secure = createPeople(database.db, { origin: 'https://tickets.example.org' })
    const { email } = await makeAccount(secure)
    const result = await secure.identity.signIn({ email, password: TEST_PASSWORD }, { headers: {}, ip: '192.0.2.1' })
    const cookies = result.kind === 'signed_in' ? result.signedIn.setCookies : []
    expect(cookies).toHaveLength(1)
    expect(cookies[0]).toMatch(/^__Host-tessera\.session_token=.+; Path=\/; HttpOnly; Secure; SameSite=Lax$/)
    expect(cookies[0]).not.toMatch(/domain/i)
    expect(await secure.identity.principalOf({ cookie: cookieOf(cookies) })).toMatchObject({ email })
  })
})

describe('a magic link', () => {
  test('signs in once, for a known address', async () => {
    const { email } = await makeAccount(people)
    await post('/v1/auth/magic-links', { email, return_path: '/console/events' })
    const { url, token } = people.mails.newest('magic_link', email)
    expect(url).toContain('return_path=%2Fconsole%2Fevents')
    const redeemed = await post('/v1/auth/magic-links/redeem', { token })
    expect((await account(cookieFrom(redeemed))).json().email).toBe(email)
    expect((await post('/v1/auth/magic-links/redeem', { token })).statusCode).toBe(410)
  })

  test('two browsers that redeem it at once get one session between them', async () => {
    const { email } = await makeAccount(people)
    await post('/v1/auth/magic-links', { email })
    const token = tokenOf('magic_link', email)
    const answers = await Promise.all([1, 2, 3, 4].map(() => post('/v1/auth/magic-links/redeem', { token })))
    expect(answers.map(answer => answer.statusCode).sort((a, b) => a - b)).toEqual([200, 410, 410, 410])
  })

  test('is answered alike for known and unknown addresses; an unknown one becomes an account when it is redeemed', async () => {
    const known = await makeAccount(people)
    const email = newEmail()
    const answers = [
      await post('/v1/auth/magic-links', { email: known.email }),
      await post('/v1/auth/magic-links', { email: email.toUpperCase() }),
    ]
    expect(visible(answers[0]!)).toEqual(visible(answers[1]!))
    expect(await people.identity.accountByEmail(email)).toBeNull()
    const redeemed = await post('/v1/auth/magic-links/redeem', { token: tokenOf('magic_link', email) })
    expect((await account(cookieFrom(redeemed))).json()).toMatchObject({
      email,
      email_verified: true,
      name: email.split('@')[0],
    })
  })

  test('on an unproven address throws out the password that somebody had set there before (pre-hijacking)', async () => {
    const email = newEmail()
    await signUp(email, { password: 'the password of a squatter' })
    await post('/v1/auth/magic-links', { email })
    expect((await post('/v1/auth/magic-links/redeem', { token: tokenOf('magic_link', email) })).statusCode).toBe(200)
    expect((await signIn(email, 'the password of a squatter')).statusCode).toBe(401)
  })

  test.each(['https://evil.example', '//evil.example', '/\\evil.example', 'javascript:alert(1)', '/a\\b'])(
    'never leads to another site: %s',
    async path => {
      const { email } = await makeAccount(people)
      await post('/v1/auth/magic-links', { email, return_path: path })
      expect(people.mails.newest('magic_link', email).url).not.toContain('return_path')
    },
  )
})

describe('a password reset', () => {
  const reset = (token: string, password: string) => post('/v1/auth/password-resets/redeem', { token, password })

  test('is answered alike for known and unknown addresses, and writes to the known one only', async () => {
    const { email } = await makeAccount(people)
    const answers = [
      await post('/v1/auth/password-resets', { email }),
      await post('/v1/auth/password-resets', { email: 'nobody@example.org' }),
    ]
    expect(visible(answers[0]!)).toEqual(visible(answers[1]!))
    expect(people.mails.sent.map(mail => mail.to)).toEqual([email])
  })

  test('sets the password once, ends every session, and the old password is dead', async () => {
    const { id, email } = await makeAccount(people)
    const session = await signedIn(people, id)
    await post('/v1/auth/password-resets', { email })
    const token = tokenOf('reset_password', email)
    expect((await reset(token, 'short')).statusCode).toBe(422)
    expect((await reset(token, 'a newer password than before')).statusCode).toBe(204)
    expect((await account(session)).statusCode).toBe(401)
    expect((await signIn(email)).statusCode).toBe(401)
    expect((await signIn(email, 'a newer password than before')).statusCode).toBe(200)
    expect((await reset(token, 'yet another password of mine')).json().code).toBe('identity.token_dead')
  })

  test('proves the address, because the link came by mail', async () => {
    const email = newEmail()
    await signUp(email, { password: 'the password of a squatter' })
    await post('/v1/auth/password-resets', { email })
    await reset(tokenOf('reset_password', email), 'the password of the owner')
    expect((await signIn(email, 'the password of a squatter')).statusCode).toBe(401)
    expect((await signIn(email, 'the password of the owner')).statusCode).toBe(200)
  })
})

describe('sessions', () => {
  test('are listed with where they are; a revoked one is dead at once, and only the owner revokes it', async () => {
    const { id } = await makeAccount(people)
    const here = await signedIn(people, id)
    const there = await signedIn(people, id)
    const stranger = await signedIn(people, (await makeAccount(people)).id)
    const list = (await get('/v1/account/sessions', here)).json().data
    expect(list).toHaveLength(2)
    expect(list.filter((session: { current: boolean }) => session.current)).toHaveLength(1)
    expect(list[0]).toMatchObject({ ip: '127.0.0.1', user_agent: 'test' })
    const other = list.find((session: { current: boolean }) => !session.current)
    const remove = (headers: Record<string, string>) =>
      app.inject({ method: 'DELETE', url: `/v1/account/sessions/${other.id}`, headers })
    expect((await remove(stranger)).statusCode).toBe(404)
    expect((await account(there)).statusCode).toBe(200)
    expect((await remove(here)).statusCode).toBe(204)
    expect((await account(there)).statusCode).toBe(401)
    expect((await account(here)).statusCode).toBe(200)
  })

  test('end with sign-out, also for a copy of the cookie', async () => {
    const session = await signedIn(people, (await makeAccount(people)).id)
    const answer = await app.inject({ method: 'POST', url: '/v1/auth/sign-out', headers: session })
    expect(answer.statusCode).toBe(204)
    expect([answer.headers['set-cookie']].flat().join()).toMatch(/Max-Age=0/)
    expect((await account(session)).statusCode).toBe(401)
  })

  test('of other browsers end when the password changes; this one goes on under a new cookie', async () => {
    const { id, email } = await makeAccount(people)
    const here = await signedIn(people, id)
    const there = await signedIn(people, id)
    const change = (current: string, next: string) =>
      post('/v1/account/password', { current_password: current, new_password: next }, here)
    expect((await change('not my password at all', 'a newer password than before')).json().code).toBe(
      'identity.wrong_credentials',
    )
    expect((await change(TEST_PASSWORD, 'passwordpassword')).statusCode).toBe(422)
    const changed = await change(TEST_PASSWORD, 'a newer password than before')
    expect(changed.statusCode).toBe(200)
    expect((await account(there)).statusCode).toBe(401)
    expect((await account(here)).statusCode).toBe(401)
    expect((await account(cookieFrom(changed))).json().email).toBe(email)
  })

  test('record the address that the server believes in, not one that a header claims', async () => {
    const { email } = await makeAccount(people)
    const answer = await signIn(email, TEST_PASSWORD, {
      'x-forwarded-for': '203.0.113.9',
      'x-tessera-address': '203.0.113.9',
      'x-real-ip': '203.0.113.9',
    })
    expect((await get('/v1/account/sessions', cookieFrom(answer))).json().data[0].ip).toBe('127.0.0.1')
  })

  test('cannot be used from a page of another site', async () => {
    const session = await signedIn(people, (await makeAccount(people)).id)
    const answer = await app.inject({
      method: 'PATCH',
      url: '/v1/account',
      headers: { ...session, origin: 'https://evil.example' },
      payload: { name: 'X' },
    })
    expect(answer.json().code).toBe('access.origin_refused')
  })
})

test('name and language are changed by the owner', async () => {
  const session = await signedIn(people, (await makeAccount(people)).id)
  const answer = await app.inject({
    method: 'PATCH',
    url: '/v1/account',
    headers: session,
    payload: { name: 'Ada', locale: 'de' },
  })
  expect(answer.json()).toMatchObject({ name: 'Ada', locale: 'de' })
})

test('an operator is who stands in the table of operators', async () => {
  const { id } = await makeAccount(people)
  await database.asSuperuser('insert into operators (account_id) values ($1)', [id])
  expect((await account(await signedIn(people, id))).json().operator).toBe(true)
})

describe('guessing', () => {
  test('is stopped per account, for an unknown address alike, and the right password does not help any more', async () => {
    const limited = createPeople(database.db, { limitFactor: 0.3 })
    const { email } = await makeAccount(people)
    const visitor = { headers: {}, ip: '192.0.2.7' }
    for (const address of [email, 'nobody-there@example.org']) {
      const attempt = (password: string) => limited.identity.signIn({ email: address, password }, visitor)
      for (let i = 0; i < 3; i++) expect((await attempt(`wrong password ${i}`)).kind).toBe('refused')
      await expect(attempt(TEST_PASSWORD)).rejects.toMatchObject({ code: 'identity.too_many_attempts', status: 429 })
    }
  })

  test('counts one IPv6 network as one caller', async () => {
    const limited = createPeople(database.db, { limitFactor: 0.1 })
    const { email } = await makeAccount(people)
    const from = (ip: string) => limited.identity.signIn({ email, password: 'wrong, all of them' }, { headers: {}, ip })
    await from('2001:db8:1:2::1')
    await expect(from('2001:db8:1:2:ffff::2')).rejects.toMatchObject({ code: 'identity.too_many_attempts' })
  })

  test('a flood of letters to one address stops silently', async () => {
    const limited = createPeople(database.db, { limitFactor: 0.5 })
    const { email } = await makeAccount(people)
    for (let i = 0; i < 6; i++) await limited.identity.requestPasswordReset(email, { headers: {}, ip: `192.0.2.${i}` })
    await limited.identity.settled()
    expect(limited.mails.to(email)).toHaveLength(3)
  })
})

test.each([
  '/v1/auth/get-session',
  '/v1/auth/ok',
  '/v1/auth/list-sessions',
  '/v1/auth/sign-up/email',
  '/v1/auth/magic-link/verify?token=x',
])("better-auth's own router is not there: %s", async url => {
  expect((await get(url)).statusCode).toBe(404)
  expect((await post(url, {})).statusCode).toBe(404)
})
