import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { runAudit } from '../../../cli/audit.sql.ts'
import { Problem } from '../../../platform/errors/errors.ts'
import type { Delivered } from '../../../platform/outbox/outbox.ts'
import { type TestDatabase, testDatabase } from '../../../platform/testing/test-database.ts'
import { createOwnGateway, type OwnGateway } from '../payments/testing/own-gateway.ts'
import { ordersSubscribers } from './module.ts'
import type { Order, OrderState } from './public.ts'
import { whatIsWrong } from './testing/books.ts'
import { buyer, clerk, type SaleOnOffer, type SalesAtWork, salesAtWork, words } from './testing/sales-at-work.ts'

let database: TestDatabase
let sales: SalesAtWork
let gateway: OwnGateway
beforeAll(async () => {
  database = await testDatabase()
  gateway = createOwnGateway(database.db)
  sales = await salesAtWork(database, { bank: gateway })
})
afterAll(async () => {
  await sales[Symbol.asyncDispose]()
  await database[Symbol.asyncDispose]()
})

type ModelOrder = {
  id: string
  units: number
  live: number
  state: OrderState
  /** Its time to pay is over; the database may or may not have noticed. */
  lapsed: boolean
  payments: Array<{ id: string; settled: boolean }>
  paidBy: string | null
}

const CAPACITY = 6

/** What should be: as little as is needed to foretell each answer. */
class Model {
  holds: Array<{ holdId: string; holdSecret: string; units: number; live: boolean; order: boolean }> = []
  orders: ModelOrder[] = []
  calledOff = false
  readonly sale: SaleOnOffer
  constructor(sale: SaleOnOffer) {
    this.sale = sale
  }
  /** Expired claims count for nothing. */
  free(): number {
    const held = this.holds.filter(hold => hold.live).reduce((sum, hold) => sum + hold.units, 0)
    const waiting = this.orders
      .filter(order => order.state === 'awaiting_payment' && !order.lapsed)
      .reduce((sum, order) => sum + order.units, 0)
    const sold = this.orders.filter(order => order.paidBy !== null).reduce((sum, order) => sum + order.live, 0)
    return CAPACITY - held - waiting - sold
  }
}

type Step = (model: Model, pick: number, amount: number) => Promise<void>

const at = <T>(list: T[], pick: number): T | undefined => list[pick % Math.max(list.length, 1)]
const refusal = (error: unknown): string => {
  if (error instanceof Problem) return error.code
  throw error
}
const codeOf = (work: Promise<unknown>) => work.then(() => null, refusal)
const read = (model: Model, order: ModelOrder) => sales.read({ id: order.id, organizerId: model.sale.organizerId })
const wishFor = (model: Model, order: ModelOrder) => ({
  organizerId: model.sale.organizerId,
  orderId: order.id,
  actor: clerk,
  eventIds: null,
  reason: null,
})

/** The model takes over what only the gateway's part decides: how much is left and whether all of it went back. */
async function takeOver(model: Model, order: ModelOrder): Promise<Order> {
  const after = await read(model, order)
  order.live = after.lines.filter(line => line.state === 'active').length
  order.state = after.state
  return after
}

const steps: Record<string, Step> = {
  hold: async (model, pick) => {
    const units = 1 + (pick % 3)
    const fits = !model.calledOff && model.free() >= units
    const held = await sales.hold(model.sale, units).catch(error => {
      expect(refusal(error)).toBe(model.calledOff ? 'inventory.not_on_sale' : 'inventory.sold_out')
      return null
    })
    expect(Boolean(held)).toBe(fits)
    if (held) model.holds.push({ ...held, units, live: true, order: false })
  },
  order: async (model, pick) => {
    const hold = at(model.holds, pick)
    if (!hold) return
    const placing = sales.orders.place(words(hold.holdId, hold.holdSecret), buyer)
    if (model.calledOff) return expect(await codeOf(placing)).toBe('orders.not_on_sale')
    if (!hold.live && !hold.order) return expect(await codeOf(placing)).toBe('inventory.hold_expired')
    const { order, replayed } = await placing
    expect(replayed).toBe(hold.order)
    if (replayed) return
    hold.live = false
    hold.order = true
    const { units } = hold
    model.orders.push({
      id: order.id,
      units,
      live: units,
      state: 'awaiting_payment',
      lapsed: false,
      payments: [],
      paidBy: null,
    })
  },
  attempt: async (model, pick) => {
    const order = at(model.orders, pick)
    if (!order) return
    const { totalMinor, currency } = await read(model, order)
    const { organizerId } = model.sale
    const id = await sales.bank.attempt({ id: order.id, organizerId, totalMinor, currency })
    order.payments.push({ id, settled: false })
  },
  paid: async (model, pick) => {
    const order = at(model.orders, pick)
    const payment = order && at(order.payments, pick)
    if (!order || !payment) return
    const before = (await read(model, order)).state
    const room =
      !model.calledOff && (before === 'awaiting_payment' || (before === 'expired' && model.free() >= order.units))
    await sales.bank.succeed(model.sale.organizerId, payment.id)
    if (payment.settled) return
    payment.settled = true
    if (order.paidBy === null && room) {
      order.paidBy = payment.id
      order.state = 'paid'
    }
  },
  declined: async (model, pick) => {
    const order = at(model.orders, pick)
    const payment = order && at(order.payments, pick)
    if (payment && !payment.settled) await sales.bank.fail(model.sale.organizerId, payment.id)
  },
  timePasses: async model => {
    await sales.timePasses(model.sale.organizerId)
    for (const hold of model.holds) hold.live = false
    for (const order of model.orders) order.lapsed ||= order.state === 'awaiting_payment'
  },
  sweep: () => sales.sweep(),
  cancelAsBuyer: async (model, pick) => {
    const order = at(model.orders, pick)
    if (!order) return
    const waiting = (await read(model, order)).state === 'awaiting_payment'
    const code = await codeOf(
      sales.orders.cancel({ ...wishFor(model, order), actor: buyer, by: 'buyer', mayEndPaid: false }),
    )
    expect(code).toBe(waiting ? null : 'orders.wrong_state')
    if (waiting) order.state = 'cancelled'
  },
  cancelAsOrganizer: async (model, pick) => {
    const order = at(model.orders, pick)
    if (!order) return
    const { state } = await read(model, order)
    const code = await codeOf(sales.orders.cancel({ ...wishFor(model, order), by: 'organizer', mayEndPaid: true }))
    expect(code === null).toBe(state === 'awaiting_payment' || state === 'paid' || state === 'partly_refunded')
    if (code === null) expect(await takeOver(model, order)).toMatchObject({ state: 'cancelled' })
  },
  refundAll: async (model, pick) => {
    const order = at(model.orders, pick)
    if (!order) return
    const code = await codeOf(sales.orders.refund({ ...wishFor(model, order), wish: 'all', cancelLines: true }))
    if (order.paidBy === null) return expect(code).toBe('orders.wrong_state')
    expect([null, 'orders.nothing_to_refund', 'payments.disputed', 'payments.refund_exceeds_payment']).toContain(code)
    if (code?.startsWith('payments.')) return
    expect((await takeOver(model, order)).lines.every(line => line.state === 'cancelled')).toBe(true)
  },
  refundLine: async (model, pick, amount) => {
    const order = at(model.orders, pick)
    if (!order) return
    const line = at((await read(model, order)).lines, amount)!
    const wish = [{ lineId: line.id, amountMinor: amount % 3 ? BigInt(amount) : null }]
    await codeOf(sales.orders.refund({ ...wishFor(model, order), wish, cancelLines: amount % 2 === 0 }))
    await takeOver(model, order)
  },
  refundArrives: (model, pick) => settleOne(model, pick, 'succeeded'),
  refundFails: (model, pick) => settleOne(model, pick, 'failed'),
  refundComesBack: (model, pick) => atGateway(model, pick, id => gateway.returnRefund(id)),
  refundedThere: (model, pick, amount) =>
    atGateway(model, pick, id => gateway.refundAtGateway(model.sale.organizerId, id, BigInt(amount + 1))),
  disputed: (model, pick) => atGateway(model, pick, id => gateway.dispute(id, 'open')),
  disputeWon: (model, pick) => atGateway(model, pick, id => gateway.dispute(id, 'won')),
  disputeLost: (model, pick) => atGateway(model, pick, id => gateway.dispute(id, 'lost')),
  newsOfOld: (model, pick, amount) => atGateway(model, pick, id => gateway.repeat(id, amount)),
  retryRefund: async (model, pick) => {
    const order = at(model.orders, pick)
    if (!order) return
    for (const { id, state } of await refundsOf(model, order))
      if (state === 'failed') await codeOf(sales.orders.retryRefund({ ...wishFor(model, order), refundId: id }))
  },
  reissue: async (model, pick, amount) => {
    const ticket = at(await ticketsOf(model, pick), amount)
    if (!ticket) return
    const reissued = sales.inTenant(model.sale.organizerId, tx => sales.tickets.reissue(tx, ticket.id))
    if (ticket.state === 'void') return expect(await codeOf(reissued)).toBe('tickets.void')
    expect(await reissued).toMatchObject({ codeVersion: ticket.codeVersion + 1, state: 'valid' })
  },
  rename: async (model, pick, amount) => {
    const order = at(model.orders, pick)
    if (!order) return
    const { lines, version, state } = await read(model, order)
    const line = at(lines, amount)!
    const change = { name: `Guest ${amount}` }
    const command = { ...wishFor(model, order), lineId: line.id, version, by: 'organizer', change } as const
    const code = await codeOf(sales.orders.changeAttendee(command))
    const open = ['awaiting_payment', 'paid', 'partly_refunded'].includes(state)
    expect(code).toBe(open ? (line.state === 'active' ? null : 'orders.line_cancelled') : 'orders.wrong_state')
    const ticket = (await ticketsOf(model, pick)).find(one => one.orderLineId === line.id)
    if (code === null && ticket) expect(ticket.attendeeName).toBe(change.name)
  },
  callOff: async (model, pick) => {
    if (pick > 2 || model.calledOff) return
    model.calledOff = true
    const { organizerId, id } = model.sale
    await database.asSuperuser("update events set state = 'cancelled' where id = $1", [id])
    await sales.orders.refundEvent({ organizerId, eventId: id, reason: 'Storm', actor: clerk })
    await deliver(model, 'events.cancelled', {})
    await deliver(model, 'orders.event_refund_requested', { after: null })
    for (const order of model.orders) await takeOver(model, order)
  },
}

async function deliver({ sale }: Model, topic: string, payload: object): Promise<void> {
  const event = { id: 'x', organizerId: sale.organizerId, subjectId: sale.id, at: new Date(0), payload }
  for (const subscriber of ordersSubscribers(sales.deps))
    if (subscriber.topic === topic) await subscriber.handle(event as Delivered<never>)
}

const moneyOf = ({ sale }: Model, order: ModelOrder) =>
  sales.inTenant(sale.organizerId, tx => sales.bank.payments.ofOrder(tx, order.id))
const refundsOf = async (model: Model, order: ModelOrder) => (await moneyOf(model, order)).refunds
async function ticketsOf(model: Model, pick: number) {
  const order = at(model.orders, pick)
  const { tickets } = sales.deps.sales
  return order ? sales.inTenant(model.sale.organizerId, tx => tickets.ofOrder(tx, order.id)) : []
}

/** Something happens at the gateway to a payment that succeeded. */
async function atGateway(model: Model, pick: number, happens: (paymentId: string) => Promise<unknown>): Promise<void> {
  const order = at(model.orders, pick)
  const payment = at(order?.payments.filter(one => one.settled) ?? [], pick)
  if (!order || !payment) return
  await happens(payment.id)
  await takeOver(model, order)
}

async function settleOne(model: Model, pick: number, state: 'succeeded' | 'failed'): Promise<void> {
  const order = at(model.orders, pick)
  if (!order) return
  const open = (await refundsOf(model, order)).find(refund => refund.state === 'created')
  if (!open) return
  await sales.bank.settleRefund(model.sale.organizerId, open.id, state)
  await takeOver(model, order)
}

/** Everything comes to its end: refunds are made or refused, disputes decided, and the newest news is heard by all. */
async function heal(model: Model): Promise<void> {
  for (const order of model.orders)
    for (const { id, settled } of order.payments) {
      if (settled) await gateway.dispute(id, 'won')
      for (const { id: refundId, state } of await refundsOf(model, order))
        if (state === 'created') await gateway.settleRefund(model.sale.organizerId, refundId, 'succeeded')
      await gateway.repeat(id, 'newest')
      await takeOver(model, order)
    }
}

async function expectAsForetold(model: Model): Promise<void> {
  expect(await whatIsWrong(database, model.sale.organizerId)).toEqual([])
  for (const order of model.orders) {
    const { state, paymentId } = await read(model, order)
    const foretold = order.state === 'awaiting_payment' && order.lapsed ? [order.state, 'expired'] : [order.state]
    expect(foretold).toContain(state)
    expect(paymentId).toBe(order.paidBy)
  }
}

const run = fc.array(
  fc.record({ step: fc.constantFrom(...Object.keys(steps)), pick: fc.nat(20), amount: fc.nat(400) }),
  { minLength: 10, maxLength: 25 },
)

/** Chance alone may leave out what most orders go through. */
const usual = [
  { step: 'paid', pick: 0, amount: 0 },
  { step: 'hold', pick: 0, amount: 0 },
  { step: 'order', pick: 1, amount: 0 },
  { step: 'cancelAsBuyer', pick: 1, amount: 0 },
]

/** What one gives back at the gateway beside a refund that is refused counts with the news of that, not with some later one. */
const refundedBeside = ['paid', 'refundAll', 'refundedThere', 'refundArrives', 'paid'].map(step => ({
  step,
  pick: 0,
  amount: 0,
}))

describe('whatever happens to orders, in whatever order', () => {
  test('capacity, states, tickets and books agree after every step', async () => {
    const seen = new Set<string>()
    await fc.assert(
      fc.asyncProperty(run, async commands => {
        const model = new Model(
          await sales.offer(CAPACITY, {
            fee: { fixedMinor: 50n, ppm: 25_000, payer: 'buyer' },
            products: [{ priceMinor: 333n, tax: { code: 'DE-19', label: {}, ratePpm: 190_000 } }],
          }),
        )
        // Something to work with, or half of all runs would be about nothing.
        for (const step of ['hold', 'order', 'attempt'] as const) await steps[step]!(model, 0, 0)
        for (const { step, pick, amount } of commands) {
          await steps[step]!(model, pick, amount)
          await expectAsForetold(model)
          for (const order of model.orders) seen.add(order.state)
        }
        await heal(model)
        await expectAsForetold(model)
      }),
      { numRuns: Number(process.env.MODEL_RUNS ?? 6), examples: [[usual], [refundedBeside]] },
    )
    // Quiet runs prove nothing: each of these must have happened.
    expect([...seen]).toEqual(expect.arrayContaining(['awaiting_payment', 'paid', 'cancelled']))
    expect((await runAudit(database.url)).filter(result => !result.ok)).toEqual([])
  }, 120_000)
})

describe('the look at the books', () => {
  test.each([
    ['INV-1, INV-2', 'update pool_counters set taken = taken + 1 where organizer_id = $1'],
    [
      'ORD-2',
      'update order_lines set gross_minor = gross_minor + 1, net_minor = net_minor + 1 where organizer_id = $1',
    ],
    ['TIX-1 a live', "update tickets set state = 'void' where organizer_id = $1"],
    ['TIX-1 a valid', "update order_lines set state = 'cancelled' where organizer_id = $1"],
    ['LED-5 what the gateway', "update payments set state = 'pending' where organizer_id = $1"],
    ['LED-5 what was earned', 'update order_lines set refunded_net_minor = 1 where organizer_id = $1'],
    ['REF-5', 'update orders set refunded_minor = 1 where organizer_id = $1'],
  ])('notices what breaks %s', async (rule, damage) => {
    const sale = await sales.offer(5)
    await sales.sold(sale)
    expect(await whatIsWrong(database, sale.organizerId)).toEqual([])
    await database.asSuperuser(damage, [sale.organizerId])
    expect((await whatIsWrong(database, sale.organizerId)).some(wrong => wrong.startsWith(rule))).toBe(true)
  })
})
