import { Client, DatabaseError } from 'pg'
import { describe, expect, test } from 'vitest'
import { createLogger, type LoggerOptions } from './logger.ts'
import { isSecretName } from './redaction.ts'

function logging(options: Partial<LoggerOptions> = {}) {
  const lines: string[] = []
  const logger = createLogger({ level: 'trace', destination: { write: line => void lines.push(line) }, ...options })
  const entries = () => lines.map(line => JSON.parse(line) as Record<string, unknown>)
  return { logger, lines, entries }
}

const CANARIES = {
  email: 'zoë.canary+tag@mail.example.org',
  card: '4242 4242 4242 4242',
  bare: '5555555555554444',
  bearer: 'Bearer sk_live_canary0123456789',
  jwt: 'eyJhbGciOiJFZERTQSJ9.eyJzdWIiOiJjYW5hcnkifQ.c2lnbmF0dXJl',
  url: 'postgres://owner:canary-password@db.internal:5432/tessera',
  query: 'https://tessera.example/reset?token=canary-token&x=1',
  key: 'tsk_canarykey00000000',
}
const LEAKS = /canary|4242|5555555555554444/

describe('a line of the log', () => {
  test('holds no secret, whatever the way it came', () => {
    const { logger, lines } = logging({ secretPatterns: [/tsk_\w+/g] })
    for (const value of Object.values(CANARIES)) {
      logger.info(`in the message: ${value}`)
      logger.info('as an argument: %s', value)
      logger.info({ note: value, list: [{ deep: { deeper: value } }] }, 'in a field')
      logger.child({ bound: value }).info('bound before')
      logger.error({ err: new Error(value, { cause: new Error(value) }) }, 'in an error')
      logger.error(new AggregateError([new Error(value)], value))
    }
    expect(lines).toHaveLength(Object.keys(CANARIES).length * 6)
    for (const line of lines) {
      expect(line).not.toMatch(LEAKS)
      expect(() => JSON.parse(line)).not.toThrow()
    }
  })

  test('has secret fields blanked by their name, at any depth', () => {
    const { logger, lines } = logging()
    const secret = 'canary'
    logger.info({
      headers: { authorization: secret, cookie: secret, 'set-cookie': [secret], 'x-api-key': secret },
      user: { password: secret, newPassword: secret, Email: secret, phone_number: secret },
      gateway: { clientSecret: secret, access_token: secret, private_key: secret, webhookSignature: secret },
      card_number: 4242424242424242,
      cvc: 424,
    })
    logger.child({ authorization: secret, nested: { token: secret } }).info('x')
    for (const line of lines) expect(line).not.toMatch(LEAKS)
    expect(lines[0]).toContain('"cvc":"[redacted]"')
  })

  test('stays JSON when a number looks like a card, and leaves other numbers alone', () => {
    const { logger, entries, lines } = logging()
    logger.info({ amount_minor: 4242424242424242, list: [4242424242424242], at: 1_763_812_345_678, ms: 12.5, n: 10n })
    expect(entries()[0]).toMatchObject({ amount_minor: 0, list: [0], at: 1_763_812_345_678, ms: 12.5, n: '10' })
    expect(lines[0]).not.toMatch(LEAKS)
  })

  test('of a database error has the constraint, but neither client nor values', () => {
    const { logger, entries, lines } = logging()
    const error = new DatabaseError('duplicate key value violates unique constraint "orders_code"', 100, 'error')
    Object.assign(error, {
      code: '23505',
      constraint: 'orders_code',
      detail: 'Key (email)=(canary) already exists.',
      where: 'canary',
      parameters: ['canary'],
      client: new Client({ password: 'canary' }),
    })
    logger.error({ err: error }, 'failed')
    logger.error({ error }, 'failed')
    logger.error({ failure: error, client: new Client({ password: 'canary' }) }, 'failed')
    for (const line of lines) {
      expect(line).not.toMatch(LEAKS)
      expect(line.length).toBeLessThan(5_000)
    }
    expect(entries()[0]).toMatchObject({ err: { code: '23505', constraint: 'orders_code' } })
    expect(entries()[2]).toMatchObject({ client: '[Client]' })
  })

  test('survives what has no end', () => {
    const { logger, lines } = logging()
    const loop: Record<string, unknown> = { name: 'loop' }
    loop['self'] = loop
    const failing = new Error('x')
    failing.cause = failing
    logger.info({ loop, long: 'x'.repeat(100_000), many: Array.from({ length: 10_000 }, (_, index) => index) })
    logger.error({ err: failing })
    logger.info({ binary: Buffer.alloc(1_000_000), when: new Date(Number.NaN), fn: () => 1, map: new Map([['a', 1]]) })
    for (const line of lines) expect(line.length).toBeLessThan(30_000)
    expect(lines).toHaveLength(3)
  })

  test('is one line, also when somebody types line ends and control characters', () => {
    const { logger, lines } = logging()
    logger.info({ name: 'a\r\n{"level":"error"}\u001b[31m' }, 'x\ny')
    expect(lines[0]?.trimEnd()).not.toMatch(/\p{Cc}/u)
  })

  test('says who speaks, when, and nothing of a query', () => {
    const { logger, entries } = logging({ role: 'api', version: '1.2.3' })
    logger.info(
      {
        req: { method: 'GET', url: '/orders/K7?key=canary#x', headers: { cookie: 'canary' } },
        res: { statusCode: 200 },
      },
      'x',
    )
    expect(entries()[0]).toMatchObject({
      level: 'info',
      role: 'api',
      version: '1.2.3',
      time: expect.stringMatching(/^\d{4}-\d\d-\d\dT.*Z$/),
      req: { method: 'GET', path: '/orders/K7' },
      res: { status: 200 },
    })
    expect(JSON.stringify(entries())).not.toContain('canary')
  })
})

test('harmless names are not taken for secrets', () => {
  expect(['order_id', 'code', 'reason', 'key_id', 'count', 'status', 'name'].filter(isSecretName)).toEqual([])
})
