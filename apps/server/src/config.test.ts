import { expect, test } from 'vitest'
import { readConfig } from './config.ts'

const production = {
  ORIGIN: 'https://tickets.example',
  DATABASE_URL: 'postgres://tessera_server:x@postgres:5432/tessera',
  SECRET_KEYS: `main:${Buffer.alloc(32, 7).toString('base64')}`,
  SMTP_URL: 'smtps://user:password@mail.example',
}

test('a public installation is not started without a mail server: its links to sign in would be on a public page', () => {
  expect(readConfig(production).mail).toEqual({ kind: 'smtp', url: production.SMTP_URL })
  expect(() => readConfig({ ...production, SMTP_URL: '' })).toThrow(/SMTP_URL/)
})
