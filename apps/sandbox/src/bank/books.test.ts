import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createFaultPlan } from '../faults/fault-plan.ts'
import { defaultOptions } from '../options.ts'
import { type Bank, Refusal } from './bank.ts'
import { balances, enter, faultsInBooks } from './books.ts'
import { createChance } from './chance.ts'
import { systemClock } from './clock.ts'
import { closeDispute, openDispute, openDisputeOf } from './disputes.ts'
import { capture, declined, moneyArrives, openPayment, payLater, timeIsUp, voidPayment } from './payments.ts'
import type { Payment } from './records.ts'
import { refundsOf } from './refunded.ts'
import { bounceRefund, failRefund, makeRefund, settleRefund } from './refunds.ts'
import { openVault } from './vault.ts'

function openBank(): Bank {
  const chance = createChance('books', 0)
  return {
    options: defaultOptions,
    publicUrl: () => 'http://bank.test',
    vault: openVault(null),
    chance,
    clock: systemClock,
    faults: createFaultPlan(chance),
    notify: () => {},
  }
}

const account = { id: 'a', name: 'A', key: 'k', webhookUrl: null, webhookSecret: 's' }

function open(bank: Bank, captureMode: Payment['captureMode'], amountMinor: bigint): Payment {
  const now = systemClock.now()
  const id = `pay_${bank.chance.drawn()}`
  return openPayment(bank, account, {
    attemptId: id,
    idempotencyKey: id,
    orderCode: 'X',
    description: '',
    buyerEmail: null,
    locale: 'en',
    returnUrl: 'https://a.test',
    cancelUrl: 'https://a.test',
    captureMode,
    metadata: {},
    currency: 'EUR',
    amountMinor,
    expiresAt: now + 60_000,
  })
}

type Deed = (bank: Bank, payment: Payment, part: bigint) => unknown

const deeds: Record<string, Deed> = {
  pay: moneyArrives,
  later: payLater,
  expire: timeIsUp,
  void: voidPayment,
  decline: (bank, payment) => declined(bank, payment, { code: 'declined', detail: '' }),
  capture: (bank, payment, part) => capture(bank, payment, part),
  refund: (bank, payment, amountMinor) => makeRefund(bank, payment, { refundId: null, amountMinor }),
  pendingRefund: (bank, payment, amountMinor) => {
    const always = { account: null, times: 1, probability: 1, ms: 0, copies: 0, addMinor: 0n }
    bank.faults.add({ on: 'refund.settle', kind: 'stay_pending', ...always })
    return makeRefund(bank, payment, { refundId: null, amountMinor })
  },
  settle: (bank, payment) => refundsOf(bank, payment.id).forEach(refund => settleRefund(bank, refund)),
  fail: (bank, payment) => refundsOf(bank, payment.id).forEach(refund => failRefund(bank, refund)),
  bounce: (bank, payment) => refundsOf(bank, payment.id).forEach(refund => bounceRefund(bank, refund)),
  dispute: (bank, payment) => openDispute(bank, payment),
  partDispute: (bank, payment, amountMinor) => openDispute(bank, payment, amountMinor),
  win: (bank, payment) => closeOpen(bank, payment, 'won'),
  lose: (bank, payment) => closeOpen(bank, payment, 'lost'),
}

function closeOpen(bank: Bank, payment: Payment, state: 'won' | 'lost') {
  const dispute = openDisputeOf(bank, payment.id)
  return dispute === null ? null : closeDispute(bank, dispute, state)
}

const histories = fc.array(
  fc.record({
    deed: fc.constantFrom(...Object.keys(deeds)),
    which: fc.nat(2),
    part: fc.bigInt({ min: 1n, max: 120n }),
  }),
  { maxLength: 40 },
)

test('whatever buyers, merchants and clerks do, the books balance and agree with the payments', () => {
  fc.assert(
    fc.property(histories, history => {
      const bank = openBank()
      const ids = [open(bank, 'automatic', 100n), open(bank, 'manual', 100n), open(bank, 'automatic', 7n)].map(
        p => p.id,
      )
      for (const { deed, which, part } of history) {
        const payment = bank.vault.get('payments', ids[which] ?? '')
        try {
          if (payment !== undefined) deeds[deed]?.(bank, payment, part)
        } catch (error) {
          if (!(error instanceof Refusal)) throw error
        }
        expect(faultsInBooks(bank)).toEqual([])
      }
      // But for what disputes cost, nobody gets more of a merchant than they were paid.
      const standing = (account: string) => balances(bank).find(line => line.account === account)?.amountMinor ?? 0n
      expect(standing('merchant:a') + standing('fees')).toBeGreaterThanOrEqual(0n)
    }),
  )
})

test('an entry that does not add up to zero is not written', () => {
  const bank = openBank()
  expect(() => enter(bank, open(bank, 'automatic', 100n), 'theft', { buyers: -100n, 'merchant:a': 99n })).toThrow(
    'off by -1',
  )
})

test('money that is booked without a payment behind it is found', () => {
  const bank = openBank()
  enter(bank, open(bank, 'automatic', 100n), 'invented', { buyers: -100n, 'merchant:a': 100n })
  expect(faultsInBooks(bank)).toHaveLength(2)
})
