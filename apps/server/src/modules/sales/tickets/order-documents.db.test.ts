import { formatId } from '@tessera/kernel/ids'
import { convertIcsCalendar } from 'ts-ics'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type TestDatabase, testDatabase } from '../../../platform/testing/test-database.ts'
import { createCatalog } from '../../catalog/events/module.ts'
import { charactersOf, pagesOf } from './testing/pdf-text.ts'
import { type InsertedOrder, insertOrder, insertSoldEvent, type SoldEvent } from './testing/sold-event.sql.ts'
import { ticketsAtWork } from './testing/tickets-at-work.ts'

let base: TestDatabase
let tickets: Awaited<ReturnType<typeof ticketsAtWork>>
let event: SoldEvent
let order: InsertedOrder
const startsAt = new Date('2027-03-28T17:30:00Z')

beforeAll(async () => {
  base = await testDatabase()
  tickets = await ticketsAtWork(base.db, createCatalog({ db: base.db }))
  event = await insertSoldEvent(base.db, { dates: [{ startsAt, endsAt: new Date('2027-03-28T20:30:00Z') }] })
  order = await insertOrder(base.db, event, [
    { name: 'Jürgen Größer-Öztürk', variantId: event.variantId },
    { name: null },
  ])
  await base.db.tenant(event.organizerId, tx => tickets.issue(tx, order))
})
afterAll(async () => {
  await tickets[Symbol.asyncDispose]()
  await base[Symbol.asyncDispose]()
})

describe('the PDF', () => {
  test('has a page for each ticket, tagged, with every umlaut and the code to be scanned', async () => {
    const pdf = await tickets.pdfOfOrder(event.organizerId, order.orderId, 'de')
    expect(pagesOf(pdf)).toBe(2)
    const characters = charactersOf(pdf)
    for (const character of Array.from('üößÄÖ')) expect(characters).toContain(character)
    expect(pdf.toString('latin1')).toMatch(/\/StructTreeRoot/)
  })

  test('is the same bytes for the same tickets, and others for a new code', async () => {
    const first = await tickets.pdfOfOrder(event.organizerId, order.orderId, 'en')
    expect((await tickets.pdfOfOrder(event.organizerId, order.orderId, 'en')).equals(first)).toBe(true)
    const [ticket] = await base.db.tenant(event.organizerId, tx => tickets.ofOrder(tx, order.orderId))
    await base.db.tenant(event.organizerId, tx => tickets.reissue(tx, ticket!.id))
    expect((await tickets.pdfOfOrder(event.organizerId, order.orderId, 'en')).equals(first)).toBe(false)
  })
})

describe('the calendar', () => {
  const read = async (locale = 'de') => {
    const text = await tickets.calendarOfOrder(event.organizerId, order.orderId, locale)
    return { text, events: convertIcsCalendar(undefined, text).events ?? [] }
  }

  test('holds one entry a date at its wall time, and none of the codes', async () => {
    const { text, events } = await read()
    expect(events).toHaveLength(1)
    expect(events[0]).toMatchObject({ summary: 'Die Zauberflöte' })
    expect(text).toContain('SEQUENCE:0')
    expect(events[0]!.start.date).toEqual(startsAt)
    expect(text).toContain('DTSTART;TZID=Europe/Berlin:20270328T193000')
    const [ticket] = await base.db.tenant(event.organizerId, tx => tickets.ofOrder(tx, order.orderId))
    expect(text.replaceAll(/\r\n /g, '')).not.toContain(await tickets.codeOf(ticket!))
    expect(text).not.toContain('@example.org')
  })

  test('a moved date keeps its UID and raises SEQUENCE, so that it moves in the calendars', async () => {
    const before = (await read()).events[0]!
    await base.asSuperuser(
      `update event_dates set starts_at = starts_at + interval '1 day', ends_at = ends_at + interval '1 day', sequence = sequence + 1 where id = '${event.dateIds[0]}'`,
    )
    const after = (await read()).events[0]!
    expect(after.uid).toBe(before.uid)
    expect(after.sequence).toBe(1)
    expect(after.start.date).toEqual(new Date(startsAt.getTime() + 86_400_000))
  })
})

test('the wallet pass carries the code, the place and what the front shows', async () => {
  const [ticket] = await base.db.tenant(event.organizerId, tx => tickets.ofOrder(tx, order.orderId))
  const pass = await tickets.documentsOf.wallet(event.organizerId, order.orderId, ticket!.id, 'de')
  expect(pass).toMatchObject({
    serialNumber: formatId('tkt', ticket!.id),
    version: ticket!.codeVersion,
    title: 'Die Zauberflöte',
    venue: { name: 'Grüne Bühne am Fluß', latitude: 51.05 },
    barcode: { message: await tickets.codeOf(ticket!), altText: order.code },
  })
  expect(pass.fields.map(field => field.key)).toEqual(['date', 'place', 'attendee', 'product', 'order'])
  expect(JSON.stringify(pass)).not.toContain('@example.org')
})

describe('the calendar of what is over', () => {
  const buyer = { name: 'Änne Weiß', email: 'aenne@example.org', locale: 'de' }
  const entries = (text: string) => convertIcsCalendar(undefined, text).events ?? []

  async function soldDates() {
    const at = (day: number) => new Date(Date.UTC(2027, 5, 1) + day * 86_400_000)
    const dates = [1, 2].map(day => ({ startsAt: at(day), endsAt: at(day + 0.1) }))
    const sold = await insertSoldEvent(base.db, { dates })
    const bought = await insertOrder(base.db, sold, [
      { dateId: sold.dateIds[0]! },
      { dateId: sold.dateIds[0]! },
      { dateId: sold.dateIds[1]! },
    ])
    const issued = await base.db.tenant(sold.organizerId, tx => tickets.issue(tx, bought))
    const read = async () => entries(await tickets.calendarOfOrder(sold.organizerId, bought.orderId, 'de'))
    const cancellation = () => tickets.cancellationOfOrder(sold.organizerId, bought.orderId, buyer)
    const refund = (...which: number[]) =>
      base.db.tenant(sold.organizerId, tx =>
        tickets.voidLines(
          tx,
          which.map(index => issued[index]!.orderLineId),
          'refunded',
        ),
      )
    return { sold, orderId: bought.orderId, read, cancellation, refund }
  }

  test('a date whose last ticket is void is struck, under its UID and a higher SEQUENCE; the others stay', async () => {
    const { read, cancellation, refund } = await soldDates()
    const before = await read()
    expect(await cancellation()).toBeNull()
    await refund(0)
    expect((await read()).map(({ status }) => status)).toEqual(['CONFIRMED', 'CONFIRMED'])
    await refund(1)
    const after = await read()
    expect(after.map(({ status }) => status)).toEqual(['CANCELLED', 'CONFIRMED'])
    expect(after.map(({ uid }) => uid)).toEqual(before.map(({ uid }) => uid))
    expect(after[0]!.sequence).toBe(2)
    expect(after[0]!.summary).toBe('Abgesagt: Die Zauberflöte')
  })

  test('the cancellation names only what is over, as mail programs need it to take it out', async () => {
    const { read, cancellation, refund } = await soldDates()
    await refund(2)
    const notice = (await cancellation())!
    expect(notice.contentType).toBe('text/calendar; charset=utf-8; method=CANCEL')
    expect(notice.text).toContain('METHOD:CANCEL')
    const [over, ...more] = entries(notice.text)
    expect(more).toEqual([])
    expect(over).toMatchObject({ status: 'CANCELLED', uid: (await read())[1]!.uid, sequence: 1 })
    expect(over!.organizer?.email).toBe('tickets@tickets.example.org')
    expect(over!.attendees?.map(({ email }) => email)).toEqual([buyer.email])
  })

  test('an event that is called off is struck on each date, a postponed one is no longer settled', async () => {
    const { sold, read, cancellation } = await soldDates()
    const into = (state: string) =>
      base.asSuperuser(`update events set state = '${state}' where id = '${sold.eventId}'`)
    await into('postponed')
    expect((await read()).map(({ status }) => status)).toEqual(['TENTATIVE', 'TENTATIVE'])
    expect((await read())[0]!.summary).toBe('Verschoben: Die Zauberflöte')
    await into('cancelled')
    expect((await read()).map(({ status }) => status)).toEqual(['CANCELLED', 'CANCELLED'])
    expect(entries((await cancellation())!.text)).toHaveLength(2)
  })

  test('no paper is printed for a date that is called off, and for the others it is', async () => {
    const { sold, orderId } = await soldDates()
    const off = (index: number) =>
      base.asSuperuser(`update event_dates set state = 'cancelled' where id = '${sold.dateIds[index]}'`)
    await off(0)
    expect(pagesOf(await tickets.pdfOfOrder(sold.organizerId, orderId, 'de'))).toBe(1)
    await off(1)
    await expect(tickets.pdfOfOrder(sold.organizerId, orderId, 'de')).rejects.toMatchObject({ code: 'tickets.none' })
  })
})

test('no page and no code exist for an order that is not paid, or whose tickets are void', async () => {
  const unpaid = await insertOrder(base.db, event, [{}], 'awaiting_payment')
  const refunded = await insertOrder(base.db, event)
  await base.db.tenant(event.organizerId, async tx => {
    // As if somebody had issued too early: the order's state decides, not the ticket's row alone.
    await tickets.issue(tx, unpaid)
    const [ticket] = await tickets.issue(tx, refunded)
    await tickets.voidLines(tx, [ticket!.orderLineId], 'refunded')
  })
  for (const { orderId } of [unpaid, refunded]) {
    const none = { code: 'tickets.none' }
    await expect(tickets.pdfOfOrder(event.organizerId, orderId, 'de')).rejects.toMatchObject(none)
    const [ticket] = await base.db.tenant(event.organizerId, tx => tickets.ofOrder(tx, orderId))
    const wallet = tickets.documentsOf.wallet(event.organizerId, orderId, ticket!.id, 'de')
    await expect(wallet).rejects.toMatchObject(none)
  }
  const calendar = tickets.calendarOfOrder(event.organizerId, unpaid.orderId, 'de')
  await expect(calendar).rejects.toMatchObject({ code: 'tickets.none' })
})
