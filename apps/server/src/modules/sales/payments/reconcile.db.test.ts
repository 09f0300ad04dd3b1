import { newTenantUuid } from '@tessera/kernel/ids'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type TestDatabase, testDatabase } from '../../../platform/testing/test-database.ts'
import { attemptIdOf } from './payment.ts'
import { type PaymentsAtWork, paymentsAtWork } from './testing/payments-at-work.ts'
import { type SandboxBank, startSandboxBank } from './testing/sandbox-bank.ts'

let database: TestDatabase
let bank: SandboxBank

beforeAll(async () => {
  ;[database, bank] = await Promise.all([testDatabase(), startSandboxBank()])
})
afterAll(async () => {
  await bank.stop()
  await database[Symbol.asyncDispose]()
})

const HOUR_MS = 3_600_000
const compared = async (work: PaymentsAtWork) =>
  (await work.payments.reconcile(new Date(Date.now() - HOUR_MS), new Date(Date.now() + HOUR_MS))).findings

/** A module of its own, whose only organizer is the test's. */
async function shop() {
  const work = paymentsAtWork(database.db, bank.baseUrl)
  return { work, organizerId: await work.organizer() }
}

describe('reconciliation', () => {
  test('a gateway that cannot be asked any more is told as such, and hides nothing of the others', async () => {
    const { work, organizerId } = await shop()
    const gone = newTenantUuid(organizerId)
    await database.asSuperuser(
      `insert into gateway_accounts (organizer_id, id, gateway, label, credentials) values ($1, $2, 'bygone', '', '')`,
      [organizerId, gone],
    )
    const hour = (ago: number) => new Date(Date.now() - ago * HOUR_MS)
    const between = () => work.payments.reconcile(hour(1), hour(-1), [organizerId])
    expect((await between()).unanswered, 'nothing was ever paid through it').toEqual([])
    const { id } = await work.started(organizerId)
    const paid = await work.started(organizerId)
    await bank.buyer(paid.reference, 'pay')
    await database.asSuperuser("update payments set gateway_account_id = $2, gateway = 'bygone' where id = $1", [
      id,
      gone,
    ])
    expect(await between()).toMatchObject({
      findings: [expect.objectContaining({ kind: 'state', paymentId: paid.id, healed: true })],
      unanswered: [{ organizerId, reason: expect.stringContaining('bygone') }],
    })
  })

  test('finds nothing where both books agree', async () => {
    const { work, organizerId } = await shop()
    const payment = await work.started(organizerId)
    await bank.buyer(payment.reference, 'pay')
    await work.payments.check(organizerId, payment.id)
    await work.started(organizerId)
    expect(await compared(work)).toEqual([])
  })

  test('sets right what no message told, and says so', async () => {
    const { work, organizerId } = await shop()
    const paid = await work.started(organizerId)
    await bank.buyer(paid.reference, 'pay')
    const refunded = await work.started(organizerId)
    await bank.buyer(refunded.reference, 'pay')
    await work.payments.check(organizerId, refunded.id)
    await bank.control(`payments/${refunded.reference}/refund`, { amount_minor: '500' })
    const findings = await compared(work)
    expect(findings).toHaveLength(2)
    expect(findings).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ kind: 'state', paymentId: paid.id, healed: true, organizerId }),
        expect.objectContaining({ kind: 'refunded', paymentId: refunded.id, healed: true }),
      ]),
    )
    expect((await work.told(organizerId, paid.orderId)).map(told => told.kind)).toEqual(['succeeded'])
    expect(await compared(work)).toEqual([])
  })

  test('finds money that no attempt of ours names, and payments that only we believe in', async () => {
    const { work, organizerId } = await shop()
    const ghost = await work.started(organizerId)
    await database.asSuperuser("update payments set state = 'succeeded', reference = 'sbp_nowhere' where id = $1", [
      ghost.id,
    ])
    // The one that names our attempt is not the one that we believe in: both are told.
    expect(await compared(work)).toMatchObject([
      { kind: 'second_payment', reference: ghost.reference, healed: false },
      { kind: 'not_at_gateway', reference: 'sbp_nowhere', healed: false },
    ])
    const { work: other, organizerId: otherId } = await shop()
    const lost = await other.started(otherId)
    await database.asSuperuser('delete from payments where id = $1', [lost.id])
    expect(await compared(other)).toEqual([
      expect.objectContaining({ kind: 'not_ours', reference: lost.reference, paymentId: null }),
    ])
    const { work: third, organizerId: thirdId } = await shop()
    const { command } = third
    const orderId = await third.order(thirdId)
    const believed = await third.payments.start(command(thirdId, orderId))
    const forgetful = paymentsAtWork(database.db, bank.baseUrl, {
      tap: gateway => ({
        fetchPayment: async () => null,
        listPayments: async function* (since, until) {
          for await (const payment of gateway.listPayments(since, until)) {
            if (payment.attemptId !== attemptIdOf(believed.id)) yield payment
          }
        },
      }),
    })
    await forgetful.order(thirdId)
    expect(await compared(forgetful)).toEqual([
      expect.objectContaining({ kind: 'not_at_gateway', paymentId: believed.id, theirs: null }),
    ])
  })

  test('an amount that differs is told and makes no sale', async () => {
    const { work, organizerId } = await shop()
    const payment = await work.started(organizerId)
    await bank.fault('payment.pay', 'amount_mismatch', { add_minor: '1' })
    await bank.buyer(payment.reference, 'pay')
    expect((await compared(work)).map(finding => finding.kind)).toEqual(['differs', 'state'])
    expect((await work.told(organizerId, payment.orderId)).map(told => told.kind)).toEqual(['quarantined'])
  })
})
