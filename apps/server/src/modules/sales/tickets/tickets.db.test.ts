import { newUuid } from '@tessera/kernel/ids'
import { verifyTicketCode } from '@tessera/ticket-code/ticket-code'
import { importKeyRing } from '@tessera/ticket-code/ticket-keys'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type TestDatabase, testDatabase } from '../../../platform/testing/test-database.ts'
import { createCatalog } from '../../catalog/events/module.ts'
import type { Ticket } from './public.ts'
import { type InsertedOrder, insertOrder, insertSoldEvent, type SoldEvent } from './testing/sold-event.sql.ts'
import { ticketsAtWork } from './testing/tickets-at-work.ts'

let base: TestDatabase
let tickets: Awaited<ReturnType<typeof ticketsAtWork>>
let event: SoldEvent
const now = new Date()

beforeAll(async () => {
  base = await testDatabase()
  tickets = await ticketsAtWork(base.db, createCatalog({ db: base.db }))
  event = await insertSoldEvent(base.db)
})
afterAll(async () => {
  await tickets[Symbol.asyncDispose]()
  await base[Symbol.asyncDispose]()
})

const inTenant = <T>(work: Parameters<typeof base.db.tenant<T>>[1]) => base.db.tenant(event.organizerId, work)
const issue = (order: InsertedOrder) => inTenant(tx => tickets.issue(tx, order))
const topics = async (subject: string) =>
  (
    await base.asSuperuser<{ topic: string }>('select topic from outbox where subject_id = $1 order by id', [subject])
  ).map(row => row.topic)
const verdict = async (code: string, organizerId = event.organizerId) =>
  verifyTicketCode(code, await importKeyRing(await tickets.keyRing(organizerId)), { now })

async function issued(): Promise<{ order: InsertedOrder; ticket: Ticket }> {
  const order = await insertOrder(base.db, event)
  const [ticket] = await issue(order)
  return { order, ticket: ticket! }
}

describe('issuing', () => {
  test('gives each unit one ticket, in the order of the page, and repeating it changes and tells nothing', async () => {
    const order = await insertOrder(base.db, event, [{ name: 'A' }, { name: 'B' }, { name: 'C' }])
    const first = await issue(order)
    expect(first.map(ticket => ticket.attendeeName)).toEqual(['A', 'B', 'C'])
    expect(await issue(order)).toEqual(first)
    expect(await topics(order.orderId)).toEqual(['tickets.issued'])
  })

  test('issued by many at once, there is still one ticket a unit', async () => {
    const order = await insertOrder(base.db, event, [{}, {}])
    const all = await Promise.all(Array.from({ length: 8 }, () => issue(order)))
    expect(new Set(all.flat().map(ticket => ticket.id)).size).toBe(2)
  })

  test('a ticket belongs to its organizer by its id, and no other organizer sees it', async () => {
    const { ticket } = await issued()
    expect(ticket.id.slice(-8)).toBe(event.organizerId.slice(-8))
    const other = await insertSoldEvent(base.db)
    expect(await base.db.tenant(other.organizerId, tx => tickets.byId(tx, ticket.id))).toBeNull()
  })
})

describe('codes', () => {
  test('a code verifies offline with the public ring alone and is the same text each time', async () => {
    const { ticket } = await issued()
    const code = await tickets.codeOf(ticket)
    expect(await tickets.codeOf(ticket)).toBe(code)
    const { keys } = await tickets.keyRing(event.organizerId)
    expect(JSON.stringify(keys)).not.toContain('"d"')
    expect(await verdict(code)).toMatchObject({ ok: true, content: { ticketId: ticket.id, codeVersion: 1 } })
  })

  test('processes that need the first key at the same moment sign with the same one', async () => {
    const fresh = await insertSoldEvent(base.db)
    const rings = await Promise.all(
      Array.from({ length: 4 }, async () => {
        await using process = await ticketsAtWork(base.db, createCatalog({ db: base.db }), tickets.masterKeys)
        return process.keyRing(fresh.organizerId)
      }),
    )
    expect(new Set(rings.map(ring => JSON.stringify(ring))).size).toBe(1)
    expect(rings[0]!.keys).toHaveLength(1)
  })

  test('the private key is stored sealed', async () => {
    await tickets.keyRing(event.organizerId)
    const rows = await base.asSuperuser<{ sealed: Buffer }>('select private_jwk as sealed from ticket_keys')
    for (const { sealed } of rows) expect(sealed.toString('latin1')).not.toMatch(/"d"|OKP/)
  })

  test("another organizer's ring does not know the code", async () => {
    const { ticket } = await issued()
    const other = await insertSoldEvent(base.db)
    expect(await verdict(await tickets.codeOf(ticket), other.organizerId)).toEqual({ ok: false, reason: 'unknown_key' })
  })
})

describe('replacing', () => {
  test('another attendee gets another version; the same one again does not', async () => {
    const { order, ticket } = await issued()
    const lineId = order.lines[0]!.lineId
    const rename = (name: string) => inTenant(tx => tickets.rename(tx, lineId, { name, email: 'x@example.org' }))
    expect(await rename('Neue Gästin')).toMatchObject({ codeVersion: 2, attendeeName: 'Neue Gästin' })
    expect(await rename('Neue Gästin')).toMatchObject({ codeVersion: 2 })
    expect(await topics(ticket.id)).toEqual(['tickets.replaced'])
  })

  test('reissues at the same time each count: no two of them make the same version', async () => {
    const { ticket } = await issued()
    const versions = await Promise.all(
      Array.from({ length: 6 }, async () => (await inTenant(tx => tickets.reissue(tx, ticket.id))).codeVersion),
    )
    expect(versions.toSorted((a, b) => a - b)).toEqual([2, 3, 4, 5, 6, 7])
  })

  test('a void ticket is neither renamed nor reissued', async () => {
    const { order, ticket } = await issued()
    const lineIds = order.lines.map(line => line.lineId)
    await inTenant(tx => tickets.voidLines(tx, lineIds, 'refunded'))
    expect(await inTenant(tx => tickets.rename(tx, lineIds[0]!, { name: 'X', email: null }))).toBeNull()
    await expect(inTenant(tx => tickets.reissue(tx, ticket.id))).rejects.toMatchObject({ code: 'tickets.void' })
    await expect(inTenant(tx => tickets.reissue(tx, newUuid()))).rejects.toMatchObject({ code: 'request.not_found' })
  })

  test('voiding names its reason once, tells it once, and issuing again revives nothing', async () => {
    const { order, ticket } = await issued()
    const lineIds = order.lines.map(line => line.lineId)
    await inTenant(tx => tickets.voidLines(tx, lineIds, 'refunded'))
    await inTenant(tx => tickets.voidLines(tx, lineIds, 'cancelled'))
    await issue(order)
    expect(await inTenant(tx => tickets.byId(tx, ticket.id))).toMatchObject({ state: 'void', voidReason: 'refunded' })
    expect(await topics(order.orderId)).toEqual(['tickets.issued', 'tickets.voided'])
  })

  test('reaches the tickets of the lines that are named and of the event that is asked for, and no others', async () => {
    const here = await insertSoldEvent(base.db)
    const there = await insertSoldEvent(base.db, { organizerId: here.organizerId })
    const orders = [
      await insertOrder(base.db, here, [{}, {}]),
      await insertOrder(base.db, here),
      await insertOrder(base.db, there),
    ]
    const stand = await base.db.tenant(here.organizerId, async tx => {
      for (const order of orders) await tickets.issue(tx, order)
      await tickets.voidLines(tx, [orders[0]!.lines[0]!.lineId], 'refunded')
      return [await tickets.ofEvent(tx, here.eventId), await tickets.ofEvent(tx, there.eventId)]
    })
    expect(stand.map(of => of.map(ticket => ticket.state))).toEqual([['void', 'valid', 'valid'], ['valid']])
  })
})
