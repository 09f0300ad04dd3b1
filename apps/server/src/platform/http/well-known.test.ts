import fastify from 'fastify'
import { expect, test } from 'vitest'
import { wellKnownRoutes } from './well-known.ts'

const ask = async (securityContact: string | undefined, url: string) => {
  const app = fastify()
  wellKnownRoutes(app, {
    origin: 'https://tickets.example',
    securityContact,
    passwordPage: '/console/account',
  })
  const answer = await app.inject({ url: `/.well-known/${url}` })
  await app.close()
  return answer
}

test('whoever finds a weakness is told where to write, for less than a year', async () => {
  const { body, headers } = await ask('mailto:security@tickets.example', 'security.txt')
  expect(headers['content-type']).toBe('text/plain; charset=utf-8')
  expect(body).toMatch(/^Contact: mailto:security@tickets\.example\n/)
  expect(body).toContain('\nCanonical: https://tickets.example/.well-known/security.txt\n')
  const days = (Date.parse(/Expires: (\S+)/.exec(body)![1]!) - Date.now()) / 86_400_000
  expect(days).toBeGreaterThan(100)
  expect(days).toBeLessThan(365)
})

test('an installation that names nobody has no such file', async () => {
  expect((await ask(undefined, 'security.txt')).statusCode).not.toBe(200)
})

test('a password manager is led to the page that changes the password', async () => {
  expect((await ask(undefined, 'change-password')).headers.location).toBe('/console/account')
})
