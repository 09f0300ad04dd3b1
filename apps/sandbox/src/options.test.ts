import { expect, test } from 'vitest'
import { createSandbox } from './app.ts'
import { defaultOptions, parseOptions } from './options.ts'

test('without arguments the bank is reachable from this machine only', () => {
  expect(parseOptions([])).toEqual(defaultOptions)
  expect(defaultOptions.host).toBe('127.0.0.1')
})

test('beyond loopback nobody moves money by the control API unless asked for', () => {
  expect(parseOptions(['--host', '0.0.0.0']).control).toBe(false)
  expect(parseOptions(['--host', '0.0.0.0', '--control']).control).toBe(true)
})

test('without control there is no control API, no back office and no books', async () => {
  const app = createSandbox({ ...defaultOptions, control: false })
  for (const url of ['/control/faults', '/office', '/books', '/control/webhooks']) {
    expect((await app.inject({ url, headers: { host: 'localhost' } })).statusCode, url).toBe(404)
  }
  await app.close()
})

test.each([['--port', 'http'], ['--colour']])('a wrong argument ends the start: %s', (...argv) => {
  expect(() => parseOptions(argv)).toThrow()
})

test('a request under a foreign host name is not answered', async () => {
  const app = createSandbox(defaultOptions)
  const answer = await app.inject({ url: '/books', headers: { host: 'rebound.example.org' } })
  expect(answer.statusCode).toBe(421)
  await app.close()
})
