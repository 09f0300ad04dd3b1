import { newTenantUuid, newUuid } from '@tessera/kernel/ids'
import fc from 'fast-check'
import { sql } from 'kysely'
import { pino } from 'pino'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type TestDatabase, testDatabase } from '../../../platform/testing/test-database.ts'
import { applySnapshot } from './apply-snapshot.ts'
import type { Payday } from './deps.ts'
import { attemptIdOf } from './payment.ts'
import type { PaymentSnapshot, RefundSnapshot } from './ports.ts'
import { historyOf, scenes } from './testing/histories.ts'
import { insertOrder, insertOrganizer, readTold } from './testing/recording-settlement.sql.ts'
import { recordingSettlement } from './testing/recording-settlement.ts'

const TOTAL_MINOR = 4_000n
const organizerId = newUuid()

let database: TestDatabase
let deps: Payday

beforeAll(async () => {
  database = await testDatabase()
  await database.db.tenant(organizerId, tx => insertOrganizer(tx, organizerId))
  const settlement = recordingSettlement()
  deps = { db: database.db, settlement: () => settlement, log: pino({ level: 'silent' }) } as unknown as Payday
})
afterAll(() => database[Symbol.asyncDispose]())

/** A payment that the gateway was asked for, and the order that waits for it. */
async function attempt() {
  const [id, orderId] = [newTenantUuid(organizerId), newTenantUuid(organizerId)]
  await database.db.tenant(organizerId, async tx => {
    await insertOrder(tx, organizerId, orderId, TOTAL_MINOR)
    await sql`
      insert into payments (organizer_id, id, order_id, gateway, amount_minor, currency, idempotency_key, merchant)
      values (${organizerId}, ${id}, ${orderId}, 'sandbox', ${TOTAL_MINOR}, 'EUR', ${id}, 'acct-1')
    `.execute(tx)
  })
  return { id, orderId }
}

/** A clerk at the gateway gives some of it back, at once or after a while. */
function refunded(reference: string, paid: PaymentSnapshot, states: RefundSnapshot['state'][]): PaymentSnapshot[] {
  return states.map(state => {
    const amount = { amountMinor: 1_500n, currency: 'EUR' }
    const refund = {
      reference: `re-${reference}`,
      refundId: null,
      paymentReference: reference,
      amount,
      state,
      failure: null,
    }
    return { ...paid, refunded: amount, refunds: [refund] }
  })
}

const lives = fc.record({
  scene: scenes(),
  refund: fc.constantFrom<RefundSnapshot['state'][]>(
    [],
    ['succeeded'],
    ['pending', 'succeeded'],
    ['pending', 'failed'],
  ),
})
type Life = typeof lives extends fc.Arbitrary<infer T> ? T : never

function newsOf({ scene, refund }: Life, id: string): PaymentSnapshot[] {
  const asked = { amountMinor: TOTAL_MINOR, currency: 'EUR', merchant: 'acct-1', livemode: false }
  const reference = `ref-${id}`
  const history = historyOf(scene, { ...asked, attemptId: attemptIdOf(id) }, reference)
  const last = history.at(-1)!
  const honest = last.captured.amountMinor === TOTAL_MINOR
  return honest ? [...history, ...refunded(reference, last, refund)] : history
}

/** Everything that is stored and was told, without names and times. */
async function stateHash({ id, orderId }: { id: string; orderId: string }) {
  const [payment] = await database.asSuperuser(
    `select state, failure_code, refunded_minor::text, refund_pending_minor::text, reference = 'ref-' || id as referenced,
            succeeded_at is not null as succeeded, next from payments where id = $1`,
    [id],
  )
  const refunds = await database.asSuperuser(
    'select state, cause, amount_minor::text from refunds where payment_id = $1 order by reference',
    [id],
  )
  const told = await database.db.tenant(organizerId, tx => readTold(tx, orderId))
  // Whether an attempt was called failed before its money came depends on who was heard first; that money came does not.
  const words = told.map(({ kind }) => kind).filter(kind => kind !== 'failed')
  return { payment, refunds, told: words }
}

const apply = (id: string, news: PaymentSnapshot) => applySnapshot(deps, organizerId, id, news)

test('any permutation, duplication and delay of the news, all at once or one by one, gives the same state', async () => {
  await fc.assert(
    fc.asyncProperty(lives, fc.infiniteStream(fc.nat(1_000)), fc.boolean(), async (life, dice, atOnce) => {
      const [straight, crooked] = [await attempt(), await attempt()]
      for (const news of newsOf(life, straight.id)) await apply(straight.id, news)
      const history = newsOf(life, crooked.id)
      const shuffled = [...history, ...history, ...history]
        .map(news => ({ news, at: dice.next().value! }))
        .filter(({ at }) => at % 4 > 0)
        .sort((a, b) => a.at - b.at)
        .map(({ news }) => news)
      if (atOnce) await Promise.all(shuffled.map(news => apply(crooked.id, news)))
      else for (const news of shuffled) await apply(crooked.id, news)
      // What was lost is asked for in the end.
      await apply(crooked.id, history.at(-1)!)
      expect(await stateHash(crooked)).toEqual(await stateHash(straight))
    }),
    { numRuns: 15 },
  )
})

test('a refund at the gateway that never arrived never was', async () => {
  const payment = await attempt()
  const [open, paid, pending, failed] = newsOf(
    { scene: { ends: ['open', 'succeeded'], addMinor: 0n }, refund: ['pending', 'failed'] },
    payment.id,
  )
  for (const news of [open!, paid!, pending!, failed!, pending!]) await apply(payment.id, news)
  expect(await stateHash(payment)).toMatchObject({
    payment: { state: 'succeeded', refunded_minor: '0', refund_pending_minor: '0' },
    refunds: [],
    told: ['succeeded'],
  })
})

test('money over another attempt of the same organizer is not believed, and rings a bell', async () => {
  const [ours, theirs] = [await attempt(), await attempt()]
  const [, paid] = newsOf({ scene: { ends: ['open', 'succeeded'], addMinor: 0n }, refund: [] }, theirs.id)
  expect((await apply(ours.id, paid!)).outcome).toBe('quarantined')
  const records = await database.asSuperuser(
    "select 1 from audit_records where subject_id = $1 and action = 'payments.quarantined'",
    [ours.id],
  )
  expect(records).toHaveLength(1)
})
