import type { Needs, OrderDetail, OrderRow } from '@tessera/sdk/types'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { Buyer, type MyOrder } from '../world/buyer.ts'
import { type OnStage, publishedEvent } from '../world/event.ts'
import { invite, type Organiser, type Person, signUpOrganizer } from '../world/organizer.ts'
import { startWorld, type World } from '../world/world.ts'

describe('buyers who ask their bank for the money', () => {
  let world: World
  let boss: Organiser & { person: Person }
  let stage: OnStage

  beforeAll(async () => {
    world = await startWorld()
    boss = await signUpOrganizer(world)
    stage = await publishedEvent(boss, { capacity: 100 })
  })
  afterAll(async () => {
    await world?.[Symbol.asyncDispose]()
  })

  type Sold = { order: MyOrder; page: string; total: bigint }
  const sold = async (quantity = 1, on = stage): Promise<Sold> => {
    const order = await new Buyer(world).order(on.event.id, [{ product_id: on.product.id, quantity }])
    const page = await order.paymentPage()
    await world.bank.buyer(page, 'pay')
    await order.check()
    await world.settle()
    return { order, page, total: BigInt((await order.now()).total.amount_minor) }
  }
  const pathOf = ({ order }: Sold) => `${boss.path}/orders/${order.id}`
  const detail = (one: Sold) => boss.client.get<OrderDetail>(pathOf(one))
  const refund = (one: Sold, body: object = { all: true, cancel_lines: true, reason: 'Asked for' }) =>
    boss.client.send('POST', `${pathOf(one)}/refunds`, { body })
  const needs = async (who: Organiser = boss) => (await who.client.get<Needs>(`${boss.path}/needs`)).data
  const listed = async (filter: string) =>
    (await boss.client.get<{ data: OrderRow[] }>(`${boss.path}/orders?limit=100&${filter}`)).data
  const dispute = async (one: Sold, state: 'open' | 'won' | 'lost', amountMinor?: string) => {
    await world.bank.dispute(one.page, state, amountMinor)
    await tell(one)
  }
  /** The bank's messages about it, all of them once more: what is new among them takes effect. */
  const tell = async (one: Sold) => {
    await world.bank.deliver(one.page, boss.organizer.id, world.origin)
    await world.settle()
    await world.app.jobs.runNow('payments.handle-gateway-events')
    await world.settle()
  }
  const accountsOf = async (one: Sold) => {
    const lines = (await detail(one)).journal.flatMap(entry => entry.lines)
    const sums = new Map<string, bigint>()
    for (const { account, amount } of lines) sums.set(account, (sums.get(account) ?? 0n) + BigInt(amount.amount_minor))
    return Object.fromEntries([...sums].filter(([, sum]) => sum !== 0n))
  }
  const ourHoldings = async () => {
    const [row] = await world.database.asSuperuser<{ held: string | null }>(
      "select sum(amount_minor)::text as held from journal_lines where account = 'gateway:sandbox'",
    )
    return BigInt(row?.held ?? '0')
  }
  const agreesWithBank = async () => {
    await world.audit()
    expect(await ourHoldings()).toBe(await world.bank.merchantsHold('EUR'))
  }

  test('the money is away until it is decided: seen, booked with its fee, and none of it can be given back', async () => {
    const one = await sold()
    await dispute(one, 'open')
    const now = await detail(one)
    expect(now.disputes).toMatchObject([
      {
        id: expect.stringMatching(/^dsp_/),
        payment_id: one.order.paymentId,
        state: 'open',
        amount: { amount_minor: String(one.total) },
        withdrawn: { amount_minor: String(one.total) },
        fee: { amount_minor: '1500' },
        closed_at: null,
      },
    ])
    expect(now.timeline.at(-1)).toMatchObject({ kind: 'payment_disputed', data: { state: 'open' } })
    expect(await accountsOf(one)).toMatchObject({
      'disputed:sandbox': one.total,
      dispute_fees: 1_500n,
      'gateway:sandbox': -1_500n,
    })
    expect(await refund(one)).toMatchObject({ status: 409, body: { code: 'payments.disputed' } })
    expect(now.tickets.map(({ state }) => state)).toEqual(['valid'])
    await agreesWithBank()
  })

  test('who looks after the money is told once that a dispute is open and once how it ended, and nobody else', async () => {
    const elsewhere = await publishedEvent(boss, { capacity: 5 })
    const accountant = await invite(world, boss, 'finance', [stage.event.id])
    const stranger = await invite(world, boss, 'finance', [elsewhere.event.id])
    const manager = await invite(world, boss, 'manager')
    await accountant.client.send('PATCH', '/v1/account', { body: { locale: 'de' } })
    const one = await sold()
    const { code, buyer } = await detail(one)
    const told = (email: string) => world.inbox.of(email).filter(mail => mail.subject.includes(code))
    await dispute(one, 'open')
    await tell(one)
    expect(told(boss.person.email).map(mail => mail.subject)).toEqual([expect.stringMatching(/^Dispute: €/)])
    const [german] = told(accountant.person.email)
    expect(german?.subject).toMatch(/^Zahlung angefochten: .*€ aus Bestellung/)
    expect(german?.text).toContain(`${world.origin}/console/orders/${one.order.id}`)
    expect(`${german?.text}${german?.html}`).not.toContain(buyer.email)
    expect(`${german?.text}${german?.html}`).not.toContain(buyer.name)
    await dispute(one, 'won')
    await tell(one)
    expect(
      told(boss.person.email)
        .map(mail => mail.subject)
        .at(-1),
    ).toBe(`Dispute won: order ${code}`)
    expect([boss, accountant, stranger, manager].map(({ person }) => told(person.email).length)).toEqual([2, 2, 0, 0])
  })

  test('an open dispute waits for everybody who may see its order, until it is decided', async () => {
    const elsewhere = await publishedEvent(boss, { capacity: 5 })
    const stranger = await invite(world, boss, 'support', [elsewhere.event.id])
    const one = await sold()
    const mine = async (who?: Organiser) => (await needs(who)).filter(({ order }) => order?.id === one.order.id)
    await dispute(one, 'open')
    expect(await mine()).toEqual([
      {
        kind: 'dispute_open',
        event_id: stage.event.id,
        order: { id: one.order.id, code: one.order.placed.code },
        orders: 1,
        amount: { amount_minor: String(one.total), currency: 'EUR' },
        since: expect.any(String),
      },
    ])
    expect(await mine(stranger)).toEqual([])
    expect((await listed('alert=disputed')).find(({ id }) => id === one.order.id)).toMatchObject({
      state: 'paid',
      alert: 'dispute_open',
    })
    await dispute(one, 'won')
    expect(await mine()).toEqual([])
    await world.database.asSuperuser("update mails set state = 'failed' where template = 'order.paid'")
    expect(await mine()).toMatchObject([{ kind: 'tickets_undelivered', amount: null }])
    expect(await boss.client.send('POST', `${pathOf(one)}/resend`, { body: {} })).toMatchObject({ status: 202 })
    await world.settle()
    expect(await mine()).toEqual([])
    await world.database.asSuperuser("update mails set state = 'sent' where template = 'order.paid'")
    expect((await listed('alert=disputed')).find(({ id }) => id === one.order.id)?.alert).toBe('dispute_won')
  })

  test('the explanation of a price is in the language of whoever reads the order', async () => {
    const one = await sold()
    const first = async (language: string) => {
      const { body } = await boss.client.send('GET', pathOf(one), { headers: { 'accept-language': language } })
      return (body as OrderDetail).quote.explanation.map(({ label }) => label).join(' ')
    }
    expect(await first('de')).not.toBe(await first('en'))
  })

  test('who wins has the money and the fee back, and can give it back', async () => {
    const one = await sold()
    await dispute(one, 'open')
    await dispute(one, 'won')
    expect((await detail(one)).disputes).toMatchObject([{ state: 'won', withdrawn: { amount_minor: '0' } }])
    expect(await accountsOf(one)).toMatchObject({ 'gateway:sandbox': one.total })
    expect(await refund(one)).toMatchObject({ status: 200 })
    await world.settle()
    expect(await one.order.now()).toMatchObject({ state: 'refunded' })
    await agreesWithBank()
  })

  test('what is lost is a refund by force: sale and tax are taken back, the tickets enter nowhere, the place is free', async () => {
    const one = await sold(2)
    await dispute(one, 'open')
    await dispute(one, 'lost')
    const now = await detail(one)
    expect(now).toMatchObject({
      state: 'refunded',
      refunds: [{ cause: 'dispute', state: 'succeeded', amount: { amount_minor: String(one.total) } }],
      disputes: [{ state: 'lost' }],
    })
    expect(now.tickets.map(({ state }) => state)).toEqual(['void', 'void'])
    // No mail of ours says that we refund: the bank did. What it means at the door is said.
    const mails = world.inbox.of(now.buyer.email).map(mail => mail.subject)
    expect(mails.filter(subject => /refund/i.test(subject))).toEqual([])
    expect(mails.at(-1)).toMatch(/no longer valid$/)
    expect(await accountsOf(one)).toEqual({ dispute_fees: 1_500n, 'gateway:sandbox': -1_500n })
    expect(await refund(one)).toMatchObject({ status: 409, body: { code: 'orders.nothing_to_refund' } })
    await agreesWithBank()
  })

  test('a part that is lost leaves the rest sold, and that much can still be given back', async () => {
    const one = await sold(2)
    await dispute(one, 'open', '1001')
    await dispute(one, 'lost')
    expect(await detail(one)).toMatchObject({ state: 'partly_refunded', refunded: { amount_minor: '1001' } })
    expect(await one.order.codes()).toHaveLength(2)
    const told = world.inbox.of((await detail(one)).buyer.email)
    expect(told.filter(mail => /refund|no longer valid/i.test(mail.subject))).toEqual([])
    expect(await refund(one)).toMatchObject({ status: 200 })
    await world.settle()
    expect(await detail(one)).toMatchObject({ state: 'refunded', refunded: { amount_minor: String(one.total) } })
    await agreesWithBank()
  })

  test('a refund that the dispute overtook is refused by the bank and stands in no book once the dispute is lost', async () => {
    const one = await sold()
    expect(await refund(one)).toMatchObject({ status: 200 })
    await world.bank.dispute(one.page, 'open')
    await world.settle()
    const waiting = async () =>
      (await needs()).filter(({ order }) => order?.id === one.order.id).map(({ kind }) => kind)
    expect(await waiting()).toContain('refund_failed')
    await dispute(one, 'lost')
    expect(await waiting()).toEqual([])
    const now = await detail(one)
    expect(now.refunds.map(({ cause, state }) => [cause, state])).toEqual([
      ['organizer', 'failed'],
      ['dispute', 'succeeded'],
    ])
    expect(await accountsOf(one)).toEqual({ dispute_fees: 1_500n, 'gateway:sandbox': -1_500n })
    await agreesWithBank()
  })

  test('a dispute whose messages are all lost is found by asking, and told once', async () => {
    const one = await sold()
    await dispute(one, 'open')
    await world.bank.fault({ on: 'webhook', kind: 'drop', times: 1 })
    await world.bank.dispute(one.page, 'won')
    await world.bank.clearFaults()
    await world.database.asSuperuser("update payments set checked_at = clock_timestamp() - interval '7 hours'")
    await world.app.jobs.runNow('payments.poll-unsettled')
    expect((await detail(one)).disputes).toMatchObject([{ state: 'won' }])
    await tell(one)
    const kinds = (await detail(one)).timeline.filter(({ kind }) => kind === 'payment_disputed')
    expect(kinds.map(({ data }) => data.state)).toEqual(['open', 'won'])
    await agreesWithBank()
  })

  test('an event that is called off refunds everybody but those whose bank has the money, and says so', async () => {
    const gone = await publishedEvent(boss, { capacity: 10 })
    const [held, free] = [await sold(1, gone), await sold(1, gone)]
    await dispute(held, 'open')
    const path = `${boss.path}/events/${gone.event.id}`
    await boss.client.send('POST', `${path}/cancel`, { body: { reason: 'Storm' } })
    await world.settle()
    const answer = await boss.client.send('POST', `${path}/refunds`, { body: { reason: 'Storm' } })
    expect(answer.status).toBe(202)
    await world.settle()
    expect(await detail(free)).toMatchObject({ state: 'refunded' })
    expect((await needs()).filter(({ kind }) => kind === 'event_refunds_due')).toEqual([])
    const now = await detail(held)
    expect(now).toMatchObject({ state: 'paid', refunds: [] })
    expect(now.timeline.map(({ kind }) => kind)).toContain('refund_withheld')
    await dispute(held, 'won')
    expect((await needs()).filter(({ kind }) => kind === 'event_refunds_due')).toMatchObject([
      { event_id: gone.event.id, order: null, orders: 1, amount: { amount_minor: String(held.total) } },
    ])
    await boss.client.send('POST', `${path}/refunds`, { body: { reason: 'Storm' } })
    await world.settle()
    expect((await needs()).filter(({ kind }) => kind === 'event_refunds_due')).toEqual([])
    expect(await detail(held)).toMatchObject({ state: 'refunded' })
    await agreesWithBank()
  })

  // Last of all: what the bank holds of it stands in none of our books.
  test('a payment that is not what was asked for waits, is mailed, and is put away by whoever has looked', async () => {
    const order = await new Buyer(world).order(stage.event.id, [{ product_id: stage.product.id, quantity: 1 }])
    const page = await order.paymentPage()
    await world.bank.fault({ on: 'payment.pay', kind: 'amount_mismatch', times: 1, add_minor: '-100' })
    await world.bank.buyer(page, 'pay')
    await world.bank.clearFaults()
    await order.check()
    await world.settle()
    const { code } = order.placed
    const waiting = async () => (await needs()).filter(need => need.order?.id === order.id).map(({ kind }) => kind)
    expect(await waiting()).toEqual(['payment_suspicious'])
    expect((await listed('alert=suspicious')).map(row => [row.code, row.alert])).toEqual([[code, 'payment_suspicious']])
    const mails = () => world.inbox.of(boss.person.email).filter(mail => mail.subject.includes(code))
    expect(mails().map(mail => mail.subject)).toEqual([`Please look at a payment: order ${code}`])
    const path = `${boss.path}/orders/${order.id}/payments/${order.paymentId}/review`
    const manager = await invite(world, boss, 'manager')
    expect(await manager.client.send('POST', path)).toMatchObject({ status: 403 })
    for (let times = 0; times < 2; times++) expect(await boss.client.send('POST', path)).toMatchObject({ status: 200 })
    expect(await waiting()).toEqual([])
    expect(await listed('alert=suspicious')).toEqual([])
    const kinds = (await boss.client.get<OrderDetail>(`${boss.path}/orders/${order.id}`)).timeline.map(
      ({ kind }) => kind,
    )
    expect(kinds.filter(kind => kind === 'payment_reviewed')).toHaveLength(1)
    const fine = await sold()
    const other = `${pathOf(fine)}/payments/${fine.order.paymentId}/review`
    expect(await boss.client.send('POST', other)).toMatchObject({
      status: 409,
      body: { code: 'payments.not_suspicious' },
    })
  })
})
