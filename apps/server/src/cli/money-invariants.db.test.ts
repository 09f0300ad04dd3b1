import { readFileSync } from 'node:fs'
import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { clerk, type SalesAtWork, salesAtWork } from '../modules/sales/orders/testing/sales-at-work.ts'
import { type TestDatabase, testDatabase } from '../platform/testing/test-database.ts'
import { runAudit } from './audit.sql.ts'
import { INVARIANTS } from './invariants.ts'

let database: TestDatabase
let sales: SalesAtWork
beforeAll(async () => {
  database = await testDatabase()
  sales = await salesAtWork(database)
  await fillTheBooks()
})
afterAll(async () => {
  await sales[Symbol.asyncDispose]()
  await database[Symbol.asyncDispose]()
})

/** Orders in every state, with money that came late, twice, and went back in part. */
async function fillTheBooks(): Promise<void> {
  const sale = await sales.offer(50)
  const who = { organizerId: sale.organizerId, reason: null, actor: clerk, eventIds: null }
  await sales.order(sale)
  await sales.sold(sale, 2)
  const part = await sales.sold(sale, 2)
  await sales.orders.refund({
    ...who,
    orderId: part.id,
    wish: [{ lineId: part.lines[0]!.id, amountMinor: 700n }],
    cancelLines: false,
  })
  const back = await sales.sold(sale)
  await sales.orders.refund({ ...who, orderId: back.id, wish: 'all', cancelLines: true })
  const twice = await sales.order(sale)
  for (const payment of [await sales.bank.attempt(twice), await sales.bank.attempt(twice)]) {
    await sales.bank.succeed(sale.organizerId, payment)
  }
  const refunds = await database.asSuperuser<{ id: string }>(
    "select id from refunds where state = 'created' order by id",
  )
  await sales.bank.settleRefund(sale.organizerId, refunds[1]!.id, 'succeeded')
  const disputed = await sales.sold(sale)
  await database.asSuperuser(
    `insert into payment_disputes (organizer_id, id, payment_id, reference, state, amount_minor, currency)
     select organizer_id, id, payment_id, 'dp_1', 'open', total_minor, currency from orders where id = $1`,
    [disputed.id],
  )
  const free = await sales.offer(5, { products: [{ priceMinor: 0n }] })
  await sales.order(free)
}

const broken = async () => (await runAudit(database.url)).filter(result => !result.ok).map(result => result.id)

test('the audit of money is green on what the use cases leave behind', async () => {
  expect(await broken()).toEqual([])
})

const ONE_PAID = "(select id from orders where state = 'paid' and total_minor > 0 order by id limit 1)"
const ONE_ENTRY = "(select id from journal_entries where kind = 'sale' order by id limit 1)"

test.each([
  [
    'a line that lost a cent',
    `update order_lines set gross_minor = gross_minor - 1, net_minor = net_minor - 1 where order_id = ${ONE_PAID}`,
    'ORD-2',
  ],
  ['a paid order that does not say when', `update orders set paid_at = null where id = ${ONE_PAID}`, 'ORD-1'],
  ['a paid order without its payment', `update orders set payment_id = null where id = ${ONE_PAID}`, 'ORD-1'],
  [
    'a second order of one cart',
    `drop index orders_hold; update orders set hold_id = (select hold_id from orders where state = 'refunded' or state = 'paid' order by id limit 1)`,
    'ORD-5',
  ],
  [
    'an entry that does not balance',
    `update journal_lines set amount_minor = amount_minor + 1 where entry_id = ${ONE_ENTRY} and account = 'sales'`,
    'LED-1',
  ],
  ['books that can be rewritten', 'grant update on journal_lines to tessera_app', 'LED-2'],
  ['a trail that can be cut', 'grant delete on audit_records to tessera_app', 'LED-2'],
  [
    'a refund that nothing booked',
    `delete from journal_lines where entry_id in (select id from journal_entries where kind = 'refund'); delete from journal_entries where kind = 'refund'`,
    'REF-1',
  ],
  [
    'a debt that no refund stands for',
    `update journal_lines set account = 'refunds_payable' where entry_id = ${ONE_ENTRY} and account = 'sales'`,
    'LED-3',
  ],
  [
    'money that belongs to nothing',
    `update journal_lines set account = 'unallocated' where entry_id = ${ONE_ENTRY} and account = 'sales'`,
    'LED-3-SUSPENSE',
  ],
  [
    'a gateway account that does not hold what was captured',
    `update journal_lines set account = 'sales' where entry_id = ${ONE_ENTRY} and account like 'gateway:%'`,
    'LED-3-GATEWAYS',
  ],
  [
    'a dispute that took what no entry shows',
    'update payment_disputes set withdrawn_minor = amount_minor',
    'LED-3-DISPUTES',
  ],
  [
    'a payment that says less was given back',
    'update payments set refunded_minor = refunded_minor - 1 where refunded_minor > 0',
    'LED-4',
  ],
  ['an order that says more was given back', `update orders set refunded_minor = 1 where id = ${ONE_PAID}`, 'LED-4'],
  [
    'a foreign currency in the books of an order',
    `update journal_lines set currency = 'USD' where entry_id = ${ONE_ENTRY}`,
    'LED-6',
  ],
  [
    'more promised of lines than was captured',
    `update order_lines set refunded_net_minor = net_minor, refunded_tax_minor = tax_minor where order_id = ${ONE_PAID}; update payments set amount_minor = amount_minor - 1 where order_id = ${ONE_PAID}`,
    'LED-5',
  ],
  [
    'a sale that earned what the order does not cost',
    `update journal_lines set account = 'other' where entry_id = ${ONE_ENTRY} and account = 'sales'`,
    'LED-5-EARNED',
  ],
  [
    'a second payment that nobody sends back',
    `insert into payments (organizer_id, id, order_id, gateway, state, amount_minor, currency, idempotency_key) select organizer_id, gen_random_uuid(), id, 'test', 'succeeded', total_minor, currency, 'x' from orders where id = ${ONE_PAID}`,
    'PAY-2',
  ],
  [
    'captured money without a place in the books',
    `delete from journal_lines where entry_id = ${ONE_ENTRY}; delete from journal_entries where id = ${ONE_ENTRY}`,
    'PAY-3',
  ],
  ['a paid order without funds', `update payments set state = 'failed' where order_id = ${ONE_PAID}`, 'PAY-4'],
  [
    'an order that is paid by less than it costs',
    `update payments set amount_minor = 1 where order_id = ${ONE_PAID}`,
    'PAY-6',
  ],
  [
    'an order that is paid by the payment of another',
    `update orders set payment_id = (select payment_id from orders where payment_id is not null order by id desc limit 1) where id = ${ONE_PAID}`,
    'PAY-6',
  ],
  [
    'a gateway that was asked for nothing',
    `insert into payments (organizer_id, id, order_id, gateway, amount_minor, currency, idempotency_key) select organizer_id, gen_random_uuid(), id, 'test', 0, currency, 'y' from orders where total_minor = 0 limit 1`,
    'PAY-11',
  ],
  [
    'refunds that exceed their payment',
    `insert into refunds (organizer_id, id, order_id, payment_id, amount_minor, currency, cause) select organizer_id, gen_random_uuid(), id, payment_id, total_minor + 1, currency, 'organizer' from orders where id = ${ONE_PAID}`,
    'REF-1',
  ],
  ...['order_lines', 'order_timeline', 'tickets'].map(table => [
    `a row of ${table} that belongs to no order`,
    `update ${table} set order_id = gen_random_uuid() where id = (select id from ${table} order by id limit 1)`,
    'ORD-8',
  ]),
])('turns red at %s', async (_what, harm, invariant) => {
  expect(await isBrokenAfter(harm, invariant)).toBe(true)
})

/** Constraints and triggers would refuse most of it; the audit is for the day on which one of them was not there. */
async function isBrokenAfter(harm: string, invariant: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: database.url })
  await client.connect()
  try {
    await client.query(`begin; set local session_replication_role = replica; ${harm}; set local role tessera_audit`)
    const { rows } = await client.query(INVARIANTS.find(({ id }) => id === invariant)!.sql)
    return rows.length > 0
  } finally {
    await client.query('rollback')
    await client.end()
  }
}

test('every invariant of money has a test that turns it red', () => {
  const tested = readFileSync(import.meta.filename, 'utf8')
  const money = INVARIANTS.filter(({ id }) => /^(ORD|LED|PAY|REF)-/.test(id)).map(({ id }) => id)
  expect(money.filter(id => !tested.includes(`'${id}'`))).toEqual([])
})
