import { randomUUID } from 'node:crypto'
import { formatId, newTenantUuid } from '@tessera/kernel/ids'
import type { FastifyInstance } from 'fastify'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createI18n } from '../../../platform/i18n/i18n.ts'
import { type TestDatabase, testDatabase } from '../../../platform/testing/test-database.ts'
import type { RoleName } from '../../people/organizers/public.ts'
import { httpForTest, once } from '../../people/testing/http.ts'
import { createPeople, makeMember, type People, signedIn } from '../../people/testing/people.ts'
import { attendeesRoutes } from './attendees.routes.ts'
import { buyerOrdersRoutes } from './buyer-orders.routes.ts'
import { organizerOrdersRoutes } from './organizer-orders.routes.ts'
import { type SaleOnOffer, type SalesAtWork, salesAtWork } from './testing/sales-at-work.ts'

let database: TestDatabase
let sales: SalesAtWork
let people: People
let app: FastifyInstance
beforeAll(async () => {
  database = await testDatabase()
  sales = await salesAtWork(database)
  people = createPeople(database.db)
  app = await httpForTest(database.db, people.gatekeeper)
  const i18n = await createI18n({ folders: [{ namespace: 'orders', folder: new URL('./locales/', import.meta.url) }] })
  expect(i18n.missingKeys()).toEqual([])
  buyerOrdersRoutes(app, sales.orders)
  organizerOrdersRoutes(app, sales.orders)
  attendeesRoutes(app, sales.orders, i18n)
  await app.ready()
})
afterAll(async () => {
  await app.close()
  await sales[Symbol.asyncDispose]()
  await database[Symbol.asyncDispose]()
})

type Headers = Record<string, string>
const send = async (method: 'GET' | 'POST' | 'PATCH', url: string, headers: Headers = {}, body?: object) => {
  const answer = await app.inject({ method, url, headers, ...(body ? { payload: body } : {}) })
  const json = answer.headers['content-type']?.includes('json') ? answer.json() : null
  return { status: answer.statusCode, body: json, text: answer.payload, headers: answer.headers }
}
const as = async (organizerId: string, role: RoleName, eventIds: string[] | null = null): Promise<Headers> => {
  const { accountId } = await makeMember(database.db, people, organizerId, { role, eventIds })
  return signedIn(people, accountId)
}

const buyerWords = { name: 'Änne Weiß', email: 'aenne@example.org' }
const bodyFor = (holdId: string, over: object = {}) => ({
  hold_id: formatId('hld', holdId),
  buyer: buyerWords,
  locale: 'de',
  accept_terms: true,
  ...over,
})

async function placed(sale: SaleOnOffer, units = 1) {
  const { holdId, holdSecret } = await sales.hold(sale, units)
  const answer = await send('POST', '/v1/orders', { 'hold-secret': holdSecret, ...once() }, bodyFor(holdId))
  expect(answer.status).toBe(201)
  return { ...answer.body, own: { 'order-secret': answer.body.secret } as Headers }
}
async function paid(sale: SaleOnOffer, units = 1) {
  const order = await placed(sale, units)
  const found = (await sales.orders.list(sale.organizerId, everything)).find(row => row.code === order.code)!
  const full = await sales.read({ id: found.id, organizerId: sale.organizerId })
  await sales.bank.succeed(sale.organizerId, await sales.bank.attempt(full))
  return order
}
const everything = {
  eventId: null,
  eventIds: null,
  state: null,
  q: null,
  from: null,
  to: null,
  after: null,
  limit: 100,
}
const org = (sale: SaleOnOffer) => `/v1/organizers/${formatId('org', sale.organizerId)}`

describe('POST /v1/orders', () => {
  test('answers 201 with the order and its secret, and the same bytes for the same key', async () => {
    const sale = await sales.offer(5)
    const { holdId, holdSecret } = await sales.hold(sale, 2)
    const headers = { 'hold-secret': holdSecret, 'idempotency-key': randomUUID() }
    const first = await send('POST', '/v1/orders', headers, bodyFor(holdId))
    expect(first).toMatchObject({
      status: 201,
      body: {
        state: 'awaiting_payment',
        total: { amount_minor: '5000', currency: 'EUR' },
        buyer: buyerWords,
        tickets: [],
        gateways: [{ gateway: 'test' }],
      },
    })
    expect(first.body.path).toBe(`/orders/${first.body.code}#${first.body.id}.${first.body.secret}`)
    expect((await send('POST', '/v1/orders', headers, bodyFor(holdId))).text).toBe(first.text)
  })

  test('takes no price, no fee and no organizer from a client', async () => {
    const sale = await sales.offer(5)
    const { holdId, holdSecret } = await sales.hold(sale)
    for (const tampered of ['total', 'price_minor', 'fee', 'currency', 'organizer_id', 'discount']) {
      const headers = { 'hold-secret': holdSecret, ...once() }
      expect(await send('POST', '/v1/orders', headers, bodyFor(holdId, { [tampered]: '1' }))).toMatchObject({
        status: 400,
        body: { code: 'request.invalid' },
      })
    }
  })

  test.each([
    ['without accepted terms', { accept_terms: false }],
    ['with an address that is none', { buyer: { name: 'A', email: 'nowhere' } }],
    ['with an empty name', { buyer: { name: ' ', email: 'a@example.org' } }],
    ['with a name of control characters', { buyer: { name: 'a\u0007', email: 'a@example.org' } }],
  ])('is refused %s', async (_, wrong) => {
    const sale = await sales.offer(5)
    const { holdId, holdSecret } = await sales.hold(sale)
    const answer = await send('POST', '/v1/orders', { 'hold-secret': holdSecret, ...once() }, bodyFor(holdId, wrong))
    expect(answer).toMatchObject({ status: 400, body: { code: 'request.invalid' } })
  })

  test('is 404 with the secret of another hold, and 409 when the hold is over', async () => {
    const sale = await sales.offer(5)
    const { holdId, holdSecret } = await sales.hold(sale)
    const other = await sales.hold(sale)
    const wrong = await send('POST', '/v1/orders', { 'hold-secret': other.holdSecret, ...once() }, bodyFor(holdId))
    expect(wrong.status).toBe(404)
    await sales.timePasses(sale.organizerId)
    const late = await send('POST', '/v1/orders', { 'hold-secret': holdSecret, ...once() }, bodyFor(holdId))
    expect(late).toMatchObject({ status: 409, body: { code: 'inventory.hold_expired' } })
  })

  test('names each answer that is missing or wrong by its place in the request', async () => {
    const sale = await sales.offer(5)
    const question = newTenantUuid(sale.organizerId)
    await database.asSuperuser(
      `insert into questions (organizer_id, id, event_id, asked_of, label, kind, required) values ($1, $2, $3, 'attendee', '{"en": "Age"}', 'number', true)`,
      [sale.organizerId, question, sale.id],
    )
    const { holdId, holdSecret } = await sales.hold(sale)
    const asked = formatId('que', question)
    const ask = (answers: object) => {
      const attendees = [{ line_key: 'l1', unit: 0, name: 'Jo', answers }]
      return send('POST', '/v1/orders', { 'hold-secret': holdSecret, ...once() }, bodyFor(holdId, { attendees }))
    }
    expect(await ask({ [asked]: 'old' })).toMatchObject({
      status: 422,
      body: { code: 'orders.invalid_answers', errors: [{ path: `attendees.0.answers.${asked}`, code: 'invalid' }] },
    })
    expect((await ask({ [asked]: 40 })).body.lines).toMatchObject([{ attendee_name: 'Jo', answers: { [asked]: 40 } }])
  })
})

describe('the order of a buyer', () => {
  test('opens with its secret only', async () => {
    const sale = await sales.offer(5)
    const [mine, other] = [await placed(sale), await placed(sale)]
    expect((await send('GET', `/v1/orders/${mine.id}`, mine.own)).body).toMatchObject({ code: mine.code })
    expect((await send('GET', `/v1/orders/${mine.id}`, other.own)).status).toBe(404)
    expect((await send('GET', `/v1/orders/${mine.id}`)).status).toBe(404)
    for (const path of ['cancel', 'resend']) {
      const answer = await send('POST', `/v1/orders/${mine.id}/${path}`, { ...other.own, ...once() })
      expect(answer.status).toBe(404)
    }
  })

  test('shows and mails codes of tickets once it is paid and not before', async () => {
    const sale = await sales.offer(5)
    const waiting = await placed(sale)
    expect((await send('GET', `/v1/orders/${waiting.id}`, waiting.own)).body).toMatchObject({
      tickets: [],
      calendar_url: null,
    })
    const mailed = await send('POST', `/v1/orders/${waiting.id}/resend`, { ...waiting.own, ...once() })
    expect(mailed).toMatchObject({ status: 409, body: { code: 'orders.wrong_state' } })
    const order = await paid(sale)
    const { body } = await send('GET', `/v1/orders/${order.id}`, order.own)
    expect(body.tickets).toMatchObject([{ state: 'valid', code: expect.stringMatching(/.{40,}/) }])
    expect(body).toMatchObject({ state: 'paid', gateways: [], payments: [{ state: 'succeeded', next: null }] })
  })

  test('is given up while it is not paid', async () => {
    const sale = await sales.offer(1)
    const order = await placed(sale)
    expect((await send('POST', `/v1/orders/${order.id}/cancel`, { ...order.own, ...once() })).body).toMatchObject({
      state: 'cancelled',
    })
    expect((await send('POST', `/v1/orders/${order.id}/cancel`, { ...order.own, ...once() })).body).toMatchObject({
      code: 'orders.wrong_state',
    })
    expect((await placed(sale)).state).toBe('awaiting_payment')
  })

  test('cannot be paid when its time is over', async () => {
    const sale = await sales.offer(1)
    const order = await placed(sale)
    await sales.timePasses(sale.organizerId)
    const pay = await send('POST', `/v1/orders/${order.id}/payments`, { ...order.own, ...once() }, { gateway: 'test' })
    expect(pay).toMatchObject({ status: 409, body: { code: 'orders.not_payable' } })
    for (const path of ['//evil.example', 'https://evil.example', '/\\evil.example', '/a?b'])
      expect(
        await send(
          'POST',
          `/v1/orders/${order.id}/payments`,
          { ...order.own, ...once() },
          { gateway: 'test', return_path: path },
        ),
      ).toMatchObject({ status: 400 })
  })

  test('changes who comes: the old code dies; only in the version that was read, and until the event begins', async () => {
    const sale = await sales.offer(5)
    const order = await paid(sale)
    const before = (await send('GET', `/v1/orders/${order.id}`, order.own)).body
    const url = `/v1/orders/${order.id}/lines/${before.lines[0].id}`
    const change = { attendee_name: 'Jürgen', attendee_email: 'j@example.org' }
    expect((await send('PATCH', url, order.own, change)).status).toBe(428)
    const current = { ...order.own, 'if-match': `"v${before.version}"` }
    const { body: after } = await send('PATCH', url, current, change)
    expect(after.lines).toMatchObject([change])
    expect(after.tickets).toMatchObject([{ attendee_name: 'Jürgen', code_version: 2 }])
    expect(after.tickets[0].code).not.toBe(before.tickets[0].code)
    expect((await send('PATCH', url, current, change)).status).toBe(412)
    await database.asSuperuser("update event_dates set starts_at = now() - interval '1 minute' where event_id = $1", [
      sale.id,
    ])
    const late = await send('PATCH', url, { ...order.own, 'if-match': `"v${after.version}"` }, change)
    expect(late).toMatchObject({ status: 409, body: { code: 'orders.change_too_late' } })
  })

  test('is mailed again, once in a while', async () => {
    const sale = await sales.offer(5)
    const order = await paid(sale)
    for (const _ of [1, 2])
      expect((await send('POST', `/v1/orders/${order.id}/resend`, { ...order.own, ...once() })).status).toBe(202)
    const events = await database.asSuperuser<{ payload: { request_id: string } }>(
      "select payload from outbox where organizer_id = $1 and topic = 'orders.resend_requested'",
      [sale.organizerId],
    )
    expect(events).toHaveLength(1)
    const recipient = await sales.inTenant(sale.organizerId, tx =>
      sales.orders.resendRecipient(tx, events[0]!.payload.request_id),
    )
    expect(recipient).toBe(buyerWords.email)
  })
})

test('a lookup answers everybody the same', async () => {
  const sale = await sales.offer(5)
  await paid(sale)
  const look = (email: string) => send('POST', '/v1/orders/lookup', {}, { email, event_id: formatId('evt', sale.id) })
  const [known, unknown, again] = [
    await look('AENNE@example.org'),
    await look('nobody@example.org'),
    await look(buyerWords.email),
  ]
  expect([known.status, unknown.status, again.status]).toEqual([202, 202, 202])
  expect([unknown.text, again.text]).toEqual([known.text, known.text])
  expect((await send('POST', '/v1/orders/lookup', {}, { email: buyerWords.email })).status).toBe(400)
})

describe('the orders of an organizer', () => {
  test('are found by code, address, buyer and attendee, and page without gaps', async () => {
    const sale = await sales.offer(20)
    const orders = [await paid(sale), await placed(sale), await placed(sale)]
    const line = (await send('GET', `/v1/orders/${orders[0].id}`, orders[0].own)).body.lines[0]
    await database.asSuperuser(
      "update order_lines set attendee_name = 'Zoë 100%' where id = (select order_line_id from tickets where organizer_id = $1)",
      [sale.organizerId],
    )
    expect(line.attendee_name).toBeNull()
    const support = await as(sale.organizerId, 'support')
    const codes = async (query: string) => {
      const { body } = await send('GET', `${org(sale)}/orders?${query}`, support)
      return body.data.map((row: { code: string }) => row.code)
    }
    expect(await codes('')).toEqual(orders.map(order => order.code).reverse())
    expect(await codes(`q=${orders[1].code.slice(0, 6).toLowerCase()}`)).toEqual([orders[1].code])
    expect(await codes('q=AENNE@')).toHaveLength(3)
    expect(await codes('q=weiss')).toHaveLength(3)
    expect(await codes('q=zoe')).toEqual([orders[0].code])
    expect(await codes('q=100%25')).toEqual([orders[0].code])
    expect(await codes('q=1%25%25')).toEqual([])
    expect(await codes('state=paid')).toEqual([orders[0].code])
    const first = await send('GET', `${org(sale)}/orders?limit=2`, support)
    const rest = await send('GET', `${org(sale)}/orders?limit=2&cursor=${first.body.next_cursor}`, support)
    expect([first.body.data.length, rest.body.data.length, rest.body.next_cursor]).toEqual([2, 1, null])
  })

  test('do not exist for other organizers, nor for members of other events', async () => {
    const [sale, foreign] = [await sales.offer(5), await sales.offer(5)]
    const order = await paid(sale)
    const limited = await as(sale.organizerId, 'support', [newTenantUuid(sale.organizerId)])
    const stranger = await as(foreign.organizerId, 'owner')
    for (const headers of [limited, stranger]) {
      expect((await send('GET', `${org(sale)}/orders/${order.id}`, headers)).status).toBe(404)
      const refund = await send('POST', `${org(sale)}/orders/${order.id}/resend`, { ...headers, ...once() }, {})
      expect(refund.status).toBe(404)
    }
    expect((await send('GET', `${org(foreign)}/orders/${order.id}`, stranger)).status).toBe(404)
    expect((await send('GET', `${org(sale)}/orders`, limited)).body.data).toEqual([])
  })

  test('show what happened, what moved and what was mailed, but no code of a ticket', async () => {
    const sale = await sales.offer(5)
    const order = await paid(sale)
    const finance = await as(sale.organizerId, 'finance')
    const ask = (key: Headers, body: object) =>
      send('POST', `${org(sale)}/orders/${order.id}/refunds`, { ...finance, ...key }, body)
    const key = once()
    const refund = await ask(key, { all: true, reason: 'Ill' })
    expect(refund).toMatchObject({
      status: 200,
      body: {
        state: 'paid',
        timeline: [{ kind: 'placed' }, { kind: 'paid' }, { kind: 'refund_requested' }, { kind: 'lines_cancelled' }],
        refunds: [{ amount: { amount_minor: '2500' }, reason: 'Ill' }],
        journal: [{ kind: 'sale' }, { kind: 'refund' }],
        tickets: [{ state: 'void', code: null }],
      },
    })
    // The process died before it could keep its answer: the same request gets it all the same.
    await database.asSuperuser('delete from idempotency_keys where key = $1', [key['idempotency-key']])
    expect(await ask(key, { all: true, reason: 'Ill' })).toMatchObject({ status: 200, body: { id: order.id } })
    const again = await ask(once(), { all: true })
    expect(again).toMatchObject({ status: 409, body: { code: 'orders.nothing_to_refund' } })
  })

  test('are refunded by whom the policy lets, and cancelled when paid by nobody else', async () => {
    const sale = await sales.offer(5)
    const order = await paid(sale)
    const support = await as(sale.organizerId, 'support')
    for (const path of ['refunds', 'cancel']) {
      const body = path === 'refunds' ? { all: true } : { reason: 'x' }
      const answer = await send('POST', `${org(sale)}/orders/${order.id}/${path}`, { ...support, ...once() }, body)
      expect(answer).toMatchObject({ status: 403, body: { code: 'access.permission_missing' } })
    }
    const owner = await as(sale.organizerId, 'owner')
    const cancelled = await send('POST', `${org(sale)}/orders/${order.id}/cancel`, { ...owner, ...once() }, {})
    expect(cancelled.body).toMatchObject({ state: 'cancelled' })
  })

  test('of a cancelled event are refunded all at once; of any other not', async () => {
    const sale = await sales.offer(5)
    const owner = await as(sale.organizerId, 'owner')
    const url = `${org(sale)}/events/${formatId('evt', sale.id)}/refunds`
    const ask = () => send('POST', url, { ...owner, ...once() }, { reason: 'Called off' })
    expect(await ask()).toMatchObject({ status: 409, body: { code: 'orders.event_not_cancelled' } })
    await database.asSuperuser("update events set state = 'cancelled' where id = $1", [sale.id])
    expect((await ask()).status).toBe(202)
  })
})

describe('attendees', () => {
  test('are listed once they are paid for, and exported with their answers by whom the policy lets', async () => {
    const sale = await sales.offer(5)
    await placed(sale)
    const order = await paid(sale, 2)
    await database.asSuperuser("update order_lines set attendee_name = '=HYPERLINK(1)' where organizer_id = $1", [
      sale.organizerId,
    ])
    const url = `${org(sale)}/events/${formatId('evt', sale.id)}`
    const manager = await as(sale.organizerId, 'manager')
    const list = await send('GET', `${url}/attendees`, manager)
    expect(list.body.data).toMatchObject([{ order_code: order.code }, { order_code: order.code }])
    const file = await send('GET', `${url}/attendees.csv?locale=de`, manager)
    expect(file.headers['content-type']).toBe('text/csv; charset=utf-8')
    const rows = file.text.split('\r\n')
    expect(rows[0]).toContain('"Bestellung","Gast"')
    expect(rows.slice(1, 3)).toEqual(
      Array.from({ length: 2 }, () => expect.stringContaining(`"${order.code}","'=HYPERLINK(1)"`)),
    )
    expect(rows).toHaveLength(4)
    const support = await as(sale.organizerId, 'support')
    expect((await send('GET', `${url}/attendees.csv`, support)).status).toBe(403)
    const foreign = await sales.offer(1)
    for (const path of ['attendees', 'attendees.csv'])
      expect((await send('GET', `${org(sale)}/events/${formatId('evt', foreign.id)}/${path}`, manager)).status).toBe(
        404,
      )
    const taken = await database.asSuperuser(
      "select 1 from audit_records where organizer_id = $1 and action = 'attendees.exported'",
      [sale.organizerId],
    )
    expect(taken).toHaveLength(1)
  })
})
