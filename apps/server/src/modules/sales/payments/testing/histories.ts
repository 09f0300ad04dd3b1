import fc from 'fast-check'
import type { PaymentSnapshot, PaymentState } from '../ports.ts'

/** A life of a payment at a gateway: the states it goes through, and whether it takes what was asked. */
export type Scene = { ends: PaymentState[]; addMinor: bigint }

type Asked = { attemptId: string; amountMinor: bigint; currency: string; merchant: string | null; livemode: boolean }

const LIVES: PaymentState[][] = [
  ['open'],
  ['open', 'failed'],
  ['open', 'succeeded'],
  ['open', 'pending', 'succeeded'],
  ['open', 'pending', 'failed'],
  ['open', 'pending', 'open', 'succeeded'],
  ['open', 'authorized', 'succeeded'],
  ['open', 'authorized', 'cancelled'],
  ['open', 'cancelled'],
  ['open', 'failed', 'cancelled'],
  // The buyer was in time and the bank was not.
  ['open', 'cancelled', 'succeeded'],
  ['open', 'failed', 'cancelled', 'succeeded'],
]

export function scenes(): fc.Arbitrary<Scene> {
  return fc.record({ ends: fc.constantFrom(...LIVES), addMinor: fc.constantFrom(0n, 0n, 0n, -1n, 100n) })
}

/** What the gateway would answer at each moment of that life. */
export function historyOf({ ends, addMinor }: Scene, asked: Asked, reference = 'ref-1'): PaymentSnapshot[] {
  const { attemptId, amountMinor, currency, merchant: account, livemode } = asked
  return ends.map(state => ({
    reference,
    attemptId,
    state,
    amount: { amountMinor, currency },
    captured: { amountMinor: state === 'succeeded' ? amountMinor + addMinor : 0n, currency },
    refunded: { amountMinor: 0n, currency },
    refunds: [],
    disputes: [],
    account,
    livemode,
    failure: state === 'failed' || state === 'cancelled' ? { code: failureOf(state), detail: state } : null,
    createdAt: new Date(0),
  }))
}

const failureOf = (state: 'failed' | 'cancelled') => (state === 'failed' ? 'declined' : 'cancelled')
