import { formatId, newTenantUuid } from '@tessera/kernel/ids'
import type { FastifyInstance } from 'fastify'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type TestDatabase, testDatabase } from '../../../platform/testing/test-database.ts'
import { createCatalog } from '../../catalog/events/module.ts'
import { httpForTest, once } from '../../people/testing/http.ts'
import { createPeople, makeApiKey } from '../../people/testing/people.ts'
import type { Ticket } from './public.ts'
import { type InsertedOrder, insertOrder, insertSoldEvent, type SoldEvent } from './testing/sold-event.sql.ts'
import { ticketsAtWork } from './testing/tickets-at-work.ts'
import { ticketsRoutes } from './tickets.routes.ts'

const SECRET = 'the-secret-of-the-order'
let base: TestDatabase
let tickets: Awaited<ReturnType<typeof ticketsAtWork>>
let app: FastifyInstance
let event: SoldEvent
let order: InsertedOrder
let ticket: Ticket

beforeAll(async () => {
  base = await testDatabase()
  tickets = await ticketsAtWork(base.db, createCatalog({ db: base.db }))
  event = await insertSoldEvent(base.db)
  order = await insertOrder(base.db, event)
  const issued = await base.db.tenant(event.organizerId, tx => tickets.issue(tx, order))
  ticket = issued[0]!
  app = await httpForTest(base.db, createPeople(base.db).gatekeeper)
  ticketsRoutes(app, tickets, async (_orderId, secret) =>
    secret === SECRET ? { organizerId: event.organizerId, locale: 'de' } : null,
  )
})
afterAll(async () => {
  await app.close()
  await tickets[Symbol.asyncDispose]()
  await base[Symbol.asyncDispose]()
})

const artefacts = (orderId: string, ticketId: string) => [
  `/v1/orders/${formatId('ord', orderId)}/tickets.pdf`,
  `/v1/orders/${formatId('ord', orderId)}/calendar.ics`,
  `/v1/orders/${formatId('ord', orderId)}/tickets/${formatId('tkt', ticketId)}/wallet`,
]

describe('what a buyer fetches', () => {
  test('comes with the secret, as the file it is', async () => {
    const headers = { 'order-secret': SECRET }
    const [pdf, calendar, wallet] = await Promise.all(
      artefacts(order.orderId, ticket.id).map(url => app.inject({ url, headers })),
    )
    expect(pdf!.statusCode).toBe(200)
    expect(pdf!.headers).toMatchObject({ 'content-type': 'application/pdf', 'cache-control': 'private, no-store' })
    expect(pdf!.rawPayload.subarray(0, 5).toString()).toBe('%PDF-')
    expect(calendar!.headers['content-type']).toBe('text/calendar; charset=utf-8')
    expect(calendar!.body).toMatch(/^BEGIN:VCALENDAR\r\n/)
    expect(wallet!.json()).toMatchObject({ serial_number: formatId('tkt', ticket.id), locale: 'de' })
  })

  test.each([{}, { 'order-secret': 'wrong' }])('is not there with %j', async headers => {
    for (const url of artefacts(order.orderId, ticket.id)) {
      const answer = await app.inject({ url, headers })
      expect(answer.statusCode).toBe(404)
      expect(answer.json().code).toBe('request.not_found')
    }
  })

  test('is not there before the order is paid', async () => {
    const unpaid = await insertOrder(base.db, event, [{}], 'awaiting_payment')
    for (const url of artefacts(unpaid.orderId, ticket.id)) {
      const answer = await app.inject({ url, headers: { 'order-secret': SECRET } })
      expect(answer.json()).toMatchObject({ status: 409, code: 'tickets.none' })
    }
  })
})

describe('reissue by a member', () => {
  const reissue = (ticketId: string, headers: Record<string, string>, organizerId = event.organizerId) =>
    app.inject({
      method: 'POST',
      url: `/v1/organizers/${formatId('org', organizerId)}/tickets/${formatId('tkt', ticketId)}/reissue`,
      headers: { ...once(), ...headers },
    })

  test('makes the next version and leaves its trace', async () => {
    const { headers } = await makeApiKey(base.db, event.organizerId, { permissions: ['orders.edit'] })
    const answer = await reissue(ticket.id, headers)
    expect(answer.json()).toMatchObject({ id: formatId('tkt', ticket.id), code_version: 2, state: 'valid' })
    const traces = await base.asSuperuser<{ action: string }>(
      'select action from audit_records where subject_id = $1',
      [ticket.id],
    )
    expect(traces).toEqual([{ action: 'tickets.reissued' }])
  })

  test('needs the permission, the event and the organizer', async () => {
    const { organizerId, eventId } = event
    const viewer = await makeApiKey(base.db, organizerId, { permissions: ['orders.view'] })
    expect((await reissue(ticket.id, viewer.headers)).statusCode).toBe(403)
    const elsewhere = await makeApiKey(base.db, organizerId, {
      permissions: ['orders.edit'],
      eventIds: [newTenantUuid(organizerId)],
    })
    expect((await reissue(ticket.id, elsewhere.headers)).statusCode).toBe(404)
    const here = await makeApiKey(base.db, organizerId, { permissions: ['orders.edit'], eventIds: [eventId] })
    expect((await reissue(ticket.id, here.headers)).statusCode).toBe(200)
    const other = await insertSoldEvent(base.db)
    const stranger = await makeApiKey(base.db, other.organizerId, { permissions: ['orders.edit'] })
    expect((await reissue(ticket.id, stranger.headers, other.organizerId)).statusCode).toBe(404)
    expect((await reissue(newTenantUuid(organizerId), here.headers)).statusCode).toBe(404)
    expect((await reissue(ticket.id, {})).statusCode).toBe(401)
  })

  test('refuses a void ticket with its code', async () => {
    const { headers } = await makeApiKey(base.db, event.organizerId, { permissions: ['orders.edit'] })
    const refunded = await insertOrder(base.db, event)
    const id = await base.db.tenant(event.organizerId, async tx => {
      const [one] = await tickets.issue(tx, refunded)
      await tickets.voidLines(tx, [one!.orderLineId], 'refunded')
      return one!.id
    })
    expect((await reissue(id, headers)).json()).toMatchObject({ status: 409, code: 'tickets.void' })
  })
})
