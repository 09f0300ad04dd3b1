import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { PricingError } from './pricing-error.ts'
import {
  addParts,
  NOTHING_REFUNDED,
  partsOf,
  partsTotal,
  type RefundParts,
  refundableMinor,
  refundShare,
  spreadRefund,
} from './refund-share.ts'

const minor = fc.bigInt({ min: 0n, max: 20_000n })
const units: fc.Arbitrary<RefundParts> = fc.record({
  priceNetMinor: minor,
  priceTaxMinor: minor,
  feeNetMinor: minor,
  feeTaxMinor: minor,
})
const scopes = fc.constantFrom('all' as const, 'price' as const, 'fee' as const)
const steps = fc.array(fc.record({ scope: scopes, thousandths: fc.integer({ min: 0, max: 1000 }) }), { maxLength: 8 })

/** 50.00 with 19 % in it and a fee of 3.00 with 19 % in it. */
const ticket: RefundParts = { priceNetMinor: 4202n, priceTaxMinor: 798n, feeNetMinor: 252n, feeTaxMinor: 48n }

describe('a refund of one unit', () => {
  test('any sequence of partial refunds of any scope comes to exactly the parts that were paid', () => {
    fc.assert(
      fc.property(units, steps, (paid, sequence) => {
        let refunded = NOTHING_REFUNDED
        for (const { scope, thousandths } of sequence) {
          const amount = (refundableMinor(paid, refunded, scope) * BigInt(thousandths)) / 1000n
          const share = refundShare(paid, refunded, amount, scope)
          expect(partsTotal(share)).toBe(amount)
          for (const part of Object.values(share)) expect(part >= 0n).toBe(true)
          refunded = addParts(refunded, share)
        }
        const last = refundShare(paid, refunded, refundableMinor(paid, refunded))
        expect(addParts(refunded, last)).toEqual(paid)
      }),
    )
  })

  test('cent by cent the tax keeps pace with the net', () => {
    let refunded = NOTHING_REFUNDED
    for (let cent = 1n; cent <= 5300n; cent++) {
      refunded = addParts(refunded, refundShare(ticket, refunded, 1n))
      const off = refunded.priceTaxMinor * 5300n - cent * ticket.priceTaxMinor
      expect(off < 5300n && -off < 5300n).toBe(true)
    }
    expect(refunded).toEqual(ticket)
  })

  test('a half takes half of every part', () => {
    expect(refundShare(ticket, NOTHING_REFUNDED, 2650n)).toEqual({
      priceNetMinor: 2101n,
      priceTaxMinor: 399n,
      feeNetMinor: 126n,
      feeTaxMinor: 24n,
    })
  })

  test('keeping the fee returns the price and its tax alone', () => {
    expect(refundShare(ticket, NOTHING_REFUNDED, 5000n, 'price')).toEqual({
      ...NOTHING_REFUNDED,
      priceNetMinor: 4202n,
      priceTaxMinor: 798n,
    })
    expect(refundableMinor(ticket, NOTHING_REFUNDED, 'fee')).toBe(300n)
  })

  test('more than what is left is refused', () => {
    expect(() => refundShare(ticket, NOTHING_REFUNDED, 5301n)).toThrow(PricingError)
    expect(() => refundShare(ticket, ticket, 1n)).toThrow(PricingError)
    expect(() => refundShare(ticket, NOTHING_REFUNDED, 301n, 'fee')).toThrow(PricingError)
    expect(() => refundShare(ticket, NOTHING_REFUNDED, -1n)).toThrow(PricingError)
  })

  test('the parts of a unit come from its quote', () => {
    const amounts = (netMinor: bigint, taxMinor: bigint) => ({ grossMinor: netMinor + taxMinor, netMinor, taxMinor })
    expect(partsOf({ price: amounts(4202n, 798n), fee: amounts(252n, 48n) })).toEqual(ticket)
  })
})

describe('a refund over several units', () => {
  test('is spread exactly, in proportion, and fits what is left of each', () => {
    const states = fc.array(
      fc.tuple(minor, minor).map(([a, b]) => ({ paidMinor: a > b ? a : b, refundedMinor: a > b ? b : a })),
      { minLength: 1, maxLength: 6 },
    )
    fc.assert(
      fc.property(states, fc.integer({ min: 0, max: 1000 }), (list, thousandths) => {
        const rest = list.reduce((sum, unit) => sum + unit.paidMinor - unit.refundedMinor, 0n)
        const amount = (rest * BigInt(thousandths)) / 1000n
        const shares = spreadRefund(list, amount)
        expect(shares.reduce((a, b) => a + b, 0n)).toBe(amount)
        for (const [at, share] of shares.entries()) {
          expect(share >= 0n && share <= list[at]!.paidMinor - list[at]!.refundedMinor).toBe(true)
        }
        expect(() => spreadRefund(list, rest + 1n)).toThrow(PricingError)
      }),
    )
  })

  test('of 10.00 over 30.00 and 10.00 gives 7.50 and 2.50', () => {
    const list = [
      { paidMinor: 3000n, refundedMinor: 0n },
      { paidMinor: 1000n, refundedMinor: 0n },
    ]
    expect(spreadRefund(list, 1000n)).toEqual([750n, 250n])
  })
})
