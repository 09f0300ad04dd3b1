import { describe, expect, test } from 'vitest'
import { readConfig } from './config.ts'

const production = {
  HOST: '0.0.0.0',
  ORIGIN: 'https://tickets.example',
  DATABASE_URL: 'postgres://tessera_server:x@postgres:5432/tessera',
  SECRET_KEYS: `main:${Buffer.alloc(32, 7).toString('base64')}`,
  SMTP_URL: 'smtps://user:password@mail.example',
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
  [{ S3_ENDPOINT: 'https://s3.example' }, 'go together'],
] as Array<[Record<string, string>, string]>)('%j is refused with what to do about it', (change, words) => {
  expect(refusal({ ...production, ...change })).toContain(words)
})

test('the origin is what browsers send, however it was written', () => {
  expect(readConfig({ ...production, ORIGIN: 'https://Tickets.Example:443/' }).ORIGIN).toBe('https://tickets.example')
})
