import { randomBytes, randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { registerSandboxAccount } from '../../../adapters/payments/sandbox/register-account.ts'
import { systemActor } from '../../../platform/http/access.ts'
import { type TestDatabase, testDatabase } from '../../../platform/testing/test-database.ts'
import { type PaymentsAtWork, paymentsAtWork, TOTAL_MINOR } from './testing/payments-at-work.ts'
import { type SandboxBank, startSandboxBank } from './testing/sandbox-bank.ts'

let database: TestDatabase
let bank: SandboxBank
let work: PaymentsAtWork
let organizerId: string

beforeAll(async () => {
  ;[database, bank] = await Promise.all([testDatabase(), startSandboxBank()])
  work = paymentsAtWork(database.db, bank.baseUrl)
  organizerId = await work.organizer()
})
afterAll(async () => {
  await bank.stop()
  await database[Symbol.asyncDispose]()
})

/** The organizer moves to another account at the bank; buyers have pages of the old one open. */
async function replaceAccount(): Promise<{ old: string; now: string }> {
  const old = (await work.payments.accounts.list(organizerId)).find(account => account.enabled)!
  const which = { organizerId, id: old.id, version: old.version }
  await work.payments.accounts.change(which, { enabled: false }, systemActor)
  const credentials = {
    account: `acct-${randomUUID()}`,
    key: `key_${randomBytes(16).toString('hex')}`,
    webhook_secret: `whsec_${randomBytes(24).toString('base64')}`,
  }
  const { account, key, webhook_secret: webhookSecret } = credentials
  await registerSandboxAccount(
    { baseUrl: bank.baseUrl, account, key, webhookSecret },
    { name: 'New', webhookUrl: null },
  )
  const added = { gateway: 'sandbox', label: 'New', credentials }
  return { old: old.merchant!, now: (await work.payments.accounts.add(organizerId, added, systemActor)).merchant! }
}

const merchantOf = async (paymentId: string) =>
  (await database.asSuperuser<{ merchant: string }>('select merchant from payments where id = $1', [paymentId]))[0]!
    .merchant

test('payments that are open when the account is replaced are taken, told and given back by the account that has them', async () => {
  const [told, asked, again] = [
    await work.started(organizerId),
    await work.started(organizerId),
    await work.started(organizerId),
  ]
  const { old, now } = await replaceAccount()

  await bank.buyer(told.reference, 'pay')
  for (const { rawBody, headers } of await bank.messages(told.reference)) {
    const received = await work.payments.receiveWebhook({ organizerId, gateway: 'sandbox', rawBody, headers })
    expect(received).not.toBeNull()
  }
  await work.payments.settled()
  await bank.buyer(asked.reference, 'pay')
  expect(await work.payments.check(organizerId, asked.id)).toMatchObject({ state: 'succeeded' })
  for (const payment of [told, asked]) {
    expect((await work.told(organizerId, payment.orderId)).map(({ kind }) => kind)).toEqual(['succeeded'])
    expect(await merchantOf(payment.id)).toBe(old)
  }

  // Who clicks again pays the new account; the page of the old one is closed.
  const second = await work.payments.start(work.command(organizerId, again.orderId))
  expect(await merchantOf(second.id)).toBe(now)
  expect((await work.ofOrder(organizerId, again.orderId)).map(({ state }) => state)).toEqual(['cancelled', 'created'])
  await expect(bank.buyer(again.reference, 'decline')).rejects.toThrow(/409/)
  expect(await work.payments.check(organizerId, again.id)).toMatchObject({ state: 'cancelled' })

  const refund = await database.db.tenant(organizerId, tx =>
    work.payments.requestRefund(tx, {
      organizerId,
      orderId: told.orderId,
      paymentId: told.id,
      amountMinor: TOTAL_MINOR,
      cause: 'organizer',
      reason: null,
      lines: [],
    }),
  )
  expect(await work.payments.executeRefund(organizerId, refund.id)).toMatchObject({ state: 'succeeded' })
})
