import type { Dashboard, OrderDetail } from '@tessera/sdk/types'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { needs } from '../needs.ts'
import { Buyer, type MyOrder } from '../world/buyer.ts'
import { type Door, openDoor } from '../world/door.ts'
import { type OnStage, publishedEvent } from '../world/event.ts'
import { type Organiser, signUpOrganizer } from '../world/organizer.ts'
import { codesOn, wordsOf } from '../world/ticket-pdf.ts'
import { startWorld, type World } from '../world/world.ts'

/** The whole main job, once, in its order: each step stands on the one before. */
describe('a newcomer sells and scans tickets', () => {
  let world: World
  let boss: Organiser
  let stage: OnStage
  let door: Door
  let order: MyOrder

  beforeAll(async () => {
    world = await startWorld()
  })
  afterAll(async () => {
    await world?.[Symbol.asyncDispose]()
  })

  const detail = () => boss.client.get<OrderDetail>(`${boss.path}/orders/${order.id}`)

  const pdfOfMail = () =>
    world.inbox.newest(order.buyer.email).attachments.find(({ contentType }) => contentType === 'application/pdf')!
      .content

  test('an organizer signs up by the link of a mail and publishes an event', async () => {
    boss = await signUpOrganizer(world)
    stage = await publishedEvent(boss, {
      capacity: 10,
      products: [{ name: 'Seat', priceMinor: '2500' }],
      fee: { fixed_minor: '50', percent_ppm: 20_000, payer: 'buyer' },
    })
    expect(stage.event.state).toBe('published')
    await world.audit()
  })

  test('a guest buys two tickets on the bank’s page and has them at once', async () => {
    const ada = new Buyer(world)
    order = await ada.order(stage.event.id, [{ product_id: stage.product.id, quantity: 2 }])
    expect(order.placed.state).toBe('awaiting_payment')
    expect(order.placed.tickets, 'no ticket before the money').toEqual([])
    await world.bank.buyer(await order.paymentPage(), 'pay')
    expect(await order.check()).toMatchObject({ state: 'succeeded' })
    const paid = await order.now()
    expect(paid.state).toBe('paid')
    expect(paid.tickets.filter(ticket => ticket.state === 'valid')).toHaveLength(2)
    // 2 × 25.00, and of each 0.50 and 2 %.
    expect(paid.total).toEqual({ amount_minor: '5200', currency: 'EUR' })
    await world.audit()
  })

  test('the tickets come by mail, once, with a PDF and a calendar entry', async () => {
    await world.settle()
    const mails = world.inbox.of(order.buyer.email).filter(mail => mail.attachments.length > 0)
    expect(mails).toHaveLength(1)
    const types = mails[0]!.attachments.map(({ contentType }) => contentType)
    expect(types).toContain('application/pdf')
    expect(types).toContain('text/calendar')
    const calendar = mails[0]!.attachments.find(({ contentType }) => contentType === 'text/calendar')!
    expect(calendar.content.toString()).toMatch(/BEGIN:VTIMEZONE[\s\S]+TZID:Europe\/Berlin/)
  })

  needs('pdftotext')('the PDF names the event and each attendee', () => {
    const words = wordsOf(pdfOfMail())
    for (const word of ['Night of the Long Table', 'Ada Buyer 1', 'Ada Buyer 2']) expect(words).toContain(word)
  })

  needs('pdftoppm')('a camera reads from the printed PDF the codes that the order shows', async () => {
    expect((await codesOn(pdfOfMail())).sort()).toEqual((await order.codes()).sort())
  })

  test('at the door each ticket is let in once; a second scan shows the first entry', async () => {
    door = await openDoor(world, boss, stage.path)
    const [first = ''] = await order.codes()
    const entry = await door.scan(first)
    expect(entry).toMatchObject({ result: 'accepted', ticket: { attendee_name: 'Ada Buyer 1' } })
    const again = await door.scan(first)
    expect(again.result).toBe('refused')
    expect(again.first_entry?.at).toBe(entry.at)
    await world.audit()
  })

  test('a refunded ticket is dead and its seat is free again', async () => {
    const [, second = ''] = await order.codes()
    const { lines, tickets } = await order.now()
    const line = lines.find(({ ticket_id: id }) => id === tickets.find(ticket => ticket.code === second)?.id)!
    await boss.client.post(`${boss.path}/orders/${order.id}/refunds`, {
      lines: [{ line_id: line.id }],
      reason: 'A friend fell ill',
      cancel_lines: true,
    })
    await world.settle()
    const after = await order.now()
    expect(after.state).toBe('partly_refunded')
    expect(after.refunded).toEqual(line.total)
    const scan = await door.scan(second)
    expect(scan.result).toBe('refused')
    const { data } = await boss.client.get<{ data: Array<{ available: number }> }>(`${stage.path}/pools`)
    expect(data[0]?.available).toBe(9)
    await world.audit()
  })

  test('dashboard, journal, bank and order agree to the cent', async () => {
    const { total, refunded } = await order.now()
    const dashboard = await boss.client.get<Dashboard>(`${boss.path}/dashboard`)
    const [totals] = dashboard.totals
    expect(totals).toMatchObject({ currency: 'EUR', orders: 1, units: 2, gross: total, refunded })
    const { journal } = await detail()
    const gateway = journal
      .flatMap(entry => entry.lines)
      .filter(line => line.account.startsWith('gateway:'))
      .reduce((sum, line) => sum + BigInt(line.amount.amount_minor), 0n)
    const kept = BigInt(total.amount_minor) - BigInt(refunded.amount_minor)
    expect(gateway).toBe(kept)
    expect(await world.bank.merchantsHold('EUR')).toBe(kept)
    await world.audit()
  })

  test('the organizer sees in the order all that happened to it', async () => {
    const { timeline, mails, refunds } = await detail()
    expect(timeline.length).toBeGreaterThanOrEqual(4)
    expect(mails.length).toBeGreaterThanOrEqual(1)
    expect(refunds).toMatchObject([{ state: 'succeeded', reason: 'A friend fell ill' }])
  })
})
