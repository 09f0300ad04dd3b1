import { describe, expect, test } from 'vitest'
import { readConfig, settings } from './config.ts'
import { misspelt } from './misspelt.ts'

const production = {
  HOST: '0.0.0.0',
  ORIGIN: 'https://tickets.example',
  DATABASE_URL: 'postgres://tessera_server:x@postgres:5432/tessera',
  SECRET_KEYS: `main:${Buffer.alloc(32, 7).toString('base64')}`,
  SMTP_URL: 'smtps://user:password@mail.example',
  MAIL_FROM: 'Tickets <tickets@tickets.example>',
  TRUSTED_PROXIES: '172.30.7.0/24, 10.0.0.2',
}
const refusal = (environment: Record<string, string>) => {
  try {
    return readConfig(environment) && 'starts'
  } catch (error) {
    return (error as Error).message
  }
}

test('a public installation is not started without a mail server: its links to sign in would be on a public page', () => {
  expect(readConfig(production).mail).toEqual({ kind: 'smtp', url: production.SMTP_URL })
  expect(refusal({ ...production, SMTP_URL: '' })).toContain('needs SMTP_URL')
})

describe('without a mail server', () => {
  test.each([
    { HOST: '0.0.0.0' },
    { HOST: '::' },
    { HOST: '192.168.1.5' },
    { ORIGIN: 'http://127.example.org' },
    { HOST: '127.0.0.1', ORIGIN: 'http://tickets.example' },
    { HOST: '127.0.0.1', ORIGIN: 'https://tickets.example', TRUSTED_PROXIES: 'loopback' },
  ] as Array<Record<string, string>>)('the mailbox page is on no network: %j', environment => {
    expect(refusal(environment)).toContain('needs SMTP_URL')
  })

  test.each([
    {},
    { ORIGIN: 'http://localhost:8080' },
    { HOST: '::1', ORIGIN: 'http://[::1]:3000/' },
    { DEMO: 'true', HOST: '0.0.0.0' },
    { DEMO: 'true', HOST: '0.0.0.0', ORIGIN: 'http://show.example' },
  ] as Array<Record<string, string>>)('one machine, or a demo, has its mailbox page: %j', environment => {
    expect(readConfig(environment).mail).toEqual({ kind: 'mailbox' })
  })
})

test.each([
  [{ ORIGIN: 'http://tickets.example' }, 'put a proxy with TLS in front'],
  [{ ORIGIN: 'ftp://tickets.example' }, 'ORIGIN must be http or https'],
  [{ ORIGIN: 'https://tickets.example/shop' }, 'ORIGIN must be http or https'],
  [{ ORIGIN: 'https://user:x@tickets.example' }, 'ORIGIN must be http or https'],
  [{ CORS_ORIGINS: '*' }, 'CORS_ORIGINS must list sites'],
  [{ CORS_ORIGINS: 'https://www.example/page' }, 'CORS_ORIGINS must list sites'],
  [{ TRUSTED_PROXIES: '' }, 'needs TRUSTED_PROXIES'],
  [{ TRUSTED_PROXIES: 'true' }, 'TRUSTED_PROXIES must list addresses'],
  [{ TRUSTED_PROXIES: 'proxy.internal' }, 'TRUSTED_PROXIES must list addresses'],
  [{ TRUSTED_PROXIES: '0.0.0.0/0' }, 'must not trust everybody'],
  [{ TRUSTED_PROXIES: '::/0' }, 'must not trust everybody'],
  [{ DEMO: 'true' }, 'DEMO prints its passwords'],
  [{ SANDBOX_URL: 'http://127.0.0.1:4000' }, 'SANDBOX_URL lets everybody pay without money'],
  [{ SECRET_KEYS: '' }, 'DATABASE_URL needs SECRET_KEYS'],
  [{ SECRET_KEYS: 'correct horse' }, 'openssl rand'],
  [{ SECRET_KEYS: 'main:c2hvcnQ=' }, 'openssl rand'],
  [{ DATABASE_URL: '', DATABASE_POOLER: 'transaction' }, 'DATABASE_POOLER needs DATABASE_URL'],
  [{ MAIL_FROM: '' }, 'MAIL_FROM must be an address of yours'],
  [{ MAIL_FROM: 'Tickets' }, 'MAIL_FROM must be an address such as'],
  [{ S3_ENDPOINT: 'https://s3.example' }, 'go together'],
  [{ PORT: 'web' }, 'PORT must be a whole number from 0 to 65535'],
  [{ DATABASE_URL: 'mysql://x/y' }, 'DATABASE_URL must be an address such as postgres://'],
  [{ REDIS_URL: 'cache:6379' }, 'REDIS_URL must be an address such as redis://'],
  [{ LOG_LEVEL: 'loud' }, 'LOG_LEVEL must be trace, debug'],
  [{ DEMO: 'yes' }, 'DEMO must be true or false'],
] as Array<[Record<string, string>, string]>)('%j is refused with what to do about it', (change, words) => {
  expect(refusal({ ...production, ...change })).toContain(words)
})

test('the origin is what browsers send, however it was written', () => {
  expect(readConfig({ ...production, ORIGIN: 'https://Tickets.Example:443/' }).ORIGIN).toBe('https://tickets.example')
})

describe('a name that is nearly a setting', () => {
  test.each([
    ['REDIS_URI', 'REDIS_URL'],
    ['DATABSE_URL', 'DATABASE_URL'],
    ['SECRET_KEY', 'SECRET_KEYS'],
    ['KEEP_MAIL_DAYS', 'KEEP_MAILS_DAYS'],
    ['DATABASE_ONWER_URL', 'DATABASE_OWNER_URL'],
  ])('%s is pointed out: a default in its place is nobody’s choice', (name, meant) => {
    expect(misspelt({ [name]: 'x' }, Object.keys(settings))).toEqual([{ name, meant }])
  })

  test('is left alone where the setting itself is there, and so are the names of others', () => {
    const others = ['PATH', 'PORTS', 'DATABASE_PORT', 'DATABASE_USER', 'SMTP_HOST', 'AWS_ACCESS_KEY_ID', 'AWS_REGION']
    const environment = Object.fromEntries([...others, 'REDIS_URI', 'REDIS_URL'].map(name => [name, 'x']))
    expect(misspelt(environment, Object.keys(settings))).toEqual([])
  })
})
