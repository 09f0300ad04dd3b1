import type { Event } from '@tessera/sdk/types'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { Buyer, type MyOrder } from '../world/buyer.ts'
import { daysFromNow, publishedEvent } from '../world/event.ts'
import { type Organiser, signUpOrganizer } from '../world/organizer.ts'
import { startWorld, type World } from '../world/world.ts'

describe('what happens to an event after it was sold', () => {
  let world: World
  let boss: Organiser

  beforeAll(async () => {
    world = await startWorld()
    boss = await signUpOrganizer(world)
  })
  afterAll(async () => {
    await world.audit()
    await world[Symbol.asyncDispose]()
  })

  const told = (order: MyOrder, subject: RegExp) =>
    world.inbox.of(order.buyer.email).filter(mail => subject.test(mail.subject))

  const calendarOf = (mail: { attachments: { contentType: string; content: Buffer }[] }) =>
    mail.attachments.find(file => file.contentType === 'text/calendar')?.content.toString() ?? ''

  test('a call-off is told to everybody who has paid, with the organizer’s words, once for each order', async () => {
    const stage = await publishedEvent(boss, { title: 'Roof Garden' })
    const wish = [{ product_id: stage.product.id, quantity: 1 }]
    const ada = new Buyer(world, 'Ada')
    const orders = [await ada.buys(stage.event.id, wish), await ada.buys(stage.event.id, wish)]
    const unpaid = await new Buyer(world, 'Ulf').order(stage.event.id, wish)
    await boss.client.post(`${stage.path}/cancel`, { reason: 'The roof <leaks>.' })
    await world.settle()
    const mails = told(orders[0]!, /Roof Garden is called off/)
    expect(mails).toHaveLength(2)
    for (const mail of mails) expect(mail.text).toContain('The organizer writes:\nThe roof <leaks>.')
    expect(mails.map(mail => orders.filter(order => mail.text.includes(order.placed.code)).length)).toEqual([1, 1])
    expect(told(unpaid, /called off/)).toEqual([])
    // Who put the tickets' file into a calendar is rid of the day by the same name and a later sequence.
    const uids = (subject: RegExp) => told(orders[0]!, subject).map(mail => /UID:(\S+)/.exec(calendarOf(mail))?.[1])
    expect(new Set(uids(/called off/))).toEqual(new Set(uids(/^Your tickets/)))
    // Asked for again, tickets are not sent as if nothing had happened.
    await boss.client.post(`${boss.path}/orders/${orders[0]!.id}/resend`, {})
    await world.settle()
    expect(told(orders[0]!, /^Your tickets/)).toHaveLength(2)
    expect(told(orders[0]!, /called off/)).toHaveLength(3)
    for (const mail of mails) expect(calendarOf(mail)).toMatch(/METHOD:CANCEL[\s\S]+SEQUENCE:1[\s\S]+STATUS:CANCELLED/)
  })

  test('a postponed event sells nothing, keeps its tickets, and is on sale again with its new date', async () => {
    const stage = await publishedEvent(boss, { title: 'Open Air' })
    const wish = [{ product_id: stage.product.id, quantity: 1 }]
    const order = await new Buyer(world, 'Ben').buys(stage.event.id, wish)
    const postponed = await boss.client.post<Event>(`${stage.path}/postpone`, { reason: 'Storm.' })
    expect(postponed.state).toBe('postponed')
    await world.settle()
    const [mail] = told(order, /Open Air is postponed/)
    expect(mail?.text).toContain('When: A new date follows')
    expect(mail?.text).toContain('Storm.')
    expect(calendarOf(mail!)).toMatch(/SEQUENCE:1[\s\S]+SUMMARY:Postponed: Open Air[\s\S]+STATUS:TENTATIVE/)
    await expect(new Buyer(world).hold(stage.event.id, wish)).rejects.toThrow()

    const [date] = postponed.dates
    const starts = daysFromNow(90)
    const move = { dates: [{ id: date!.id, starts_at: starts }], reason: 'The storm is over.' }
    const version = { headers: { 'if-match': `"v${postponed.version}"` } }
    const back = await boss.client.post<Event>(`${stage.path}/reschedule`, move, version)
    expect(back).toMatchObject({ state: 'published', dates: [{ starts_at: starts.replace('Z', '.000Z') }] })
    await world.settle()
    const [news] = told(order, /New date: Open Air/)
    expect(news?.text).toContain('The storm is over.')
    expect(news?.attachments.map(file => file.contentType)).toEqual(['application/pdf', 'text/calendar'])
    const calendar = news?.attachments[1]?.content.toString() ?? ''
    expect(calendar).toContain(`DTSTART;TZID=Europe/Berlin:`)
    expect(Number(/SEQUENCE:(\d+)/.exec(calendar)?.[1])).toBeGreaterThan(1)
    expect((await new Buyer(world, 'Cleo').buys(stage.event.id, wish)).placed.total.amount_minor).toBe('2500')
    // Moved by somebody who had not seen the last change: nothing happens, and nobody is told.
    await expect(boss.client.post(`${stage.path}/reschedule`, move, version)).rejects.toThrow()
    await world.settle()
    expect(told(order, /New date/)).toHaveLength(1)
  })

  test('calendars doubt each date of a postponed event, and each one that stays is certain again', async () => {
    const stage = await publishedEvent(boss, { title: 'Three Nights' })
    await boss.client.post(`${stage.path}/dates`, { starts_at: daysFromNow(31) })
    const postponed = await boss.client.post<Event>(`${stage.path}/postpone`, { reason: 'Storm.' })
    const told = async () => {
      const ics = await (await fetch(`${world.origin}/v1/events/${stage.event.slug}/calendar.ics`)).text()
      return [...ics.matchAll(/SEQUENCE:(\d+)[\s\S]+?STATUS:(\w+)/g)].map(([, sequence, status]) => [
        status,
        Number(sequence),
      ])
    }
    expect(await told()).toEqual([
      ['TENTATIVE', 1],
      ['TENTATIVE', 1],
    ])
    const move = { dates: [{ id: postponed.dates[0]!.id, starts_at: daysFromNow(90) }] }
    await boss.client.post(`${stage.path}/reschedule`, move, { headers: { 'if-match': `"v${postponed.version}"` } })
    expect(await told()).toEqual([
      ['CONFIRMED', 2],
      ['CONFIRMED', 3],
    ])
  })

  test('a date is moved or called off in silence, or told to whoever has a ticket for it and to nobody else', async () => {
    const stage = await publishedEvent(boss, { title: 'Two Evenings' })
    const [first] = stage.event.dates
    const second = await boss.client.post<Event['dates'][number]>(`${stage.path}/dates`, { starts_at: daysFromNow(31) })
    const path = `${stage.path}/products/${stage.product.id}`
    await boss.client.patch(path, 1, { date_ids: [first!.id, second.id] })
    const buys = (name: string, date: string) =>
      new Buyer(world, name).buys(stage.event.id, [{ product_id: stage.product.id, quantity: 1, date_id: date }])
    const [one, two] = [await buys('Dora', first!.id), await buys('Emil', second.id)]

    const change = (body: object, version: number) =>
      boss.client.patch(`${stage.path}/dates/${second.id}`, version, body)
    await change({ starts_at: daysFromNow(32) }, 1)
    await world.settle()
    expect(told(two, /New date/)).toHaveLength(0)
    await change({ starts_at: daysFromNow(33), tell_buyers: true }, 2)
    await world.settle()
    expect(told(two, /New date: Two Evenings/)).toHaveLength(1)
    await change({ state: 'cancelled', tell_buyers: true }, 3)
    await world.settle()
    expect(told(two, /A date of Two Evenings is called off/)).toHaveLength(1)
    expect(told(one, /New date|called off/)).toEqual([])
  })
})
