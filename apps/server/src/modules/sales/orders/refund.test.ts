import { must } from '@tessera/kernel/outcome'
import { addParts, NOTHING_REFUNDED, partsTotal, refundShare } from '@tessera/pricing/refund-share'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { moneyPartsOf, restOf } from './line.ts'
import type { Order, OrderLine } from './public.ts'
import { decideRefund, latestParts, lessParts, type RefundWish, spreadOverLines } from './refund.ts'

const amounts = fc.bigInt({ min: 0n, max: 100_000n })
const line = (id: string, over: Partial<OrderLine> = {}): OrderLine => ({
  id,
  position: 0,
  quoteLineKey: 'l1',
  productId: 'p',
  variantId: null,
  dateId: null,
  kind: 'admission',
  productName: {},
  variantName: null,
  poolIds: [],
  state: 'active',
  attendeeName: null,
  attendeeEmail: null,
  answers: {},
  grossMinor: 2_500n,
  taxCode: 'DE-19',
  taxPpm: 190_000,
  feeGrossMinor: 100n,
  feeTaxCode: 'DE-19',
  paid: { priceNetMinor: 2_101n, priceTaxMinor: 399n, feeNetMinor: 84n, feeTaxMinor: 16n },
  refunded: NOTHING_REFUNDED,
  cancelledAt: null,
  ...over,
})

const anyLine = (id: string) =>
  fc
    .record({ priceNetMinor: amounts, priceTaxMinor: amounts, feeNetMinor: amounts, feeTaxMinor: amounts })
    .map(paid => line(id, { paid, grossMinor: paid.priceNetMinor + paid.priceTaxMinor }))
const anyLines = fc
  .integer({ min: 1, max: 5 })
  .chain(count => fc.tuple(...Array.from({ length: count }, (_, at) => anyLine(`${at}`))))

const paid = (lines: OrderLine[]): Pick<Order, 'paidAt' | 'lines'> => ({ paidAt: new Date(0), lines })

/** What a plan leaves behind, as the database would. */
function applied(lines: OrderLine[], wish: RefundWish, cancelLines: boolean): OrderLine[] {
  const plan = must(decideRefund(paid(lines), wish, cancelLines))
  return lines.map(one => {
    const refund = plan.refunds.find(each => each.line.id === one.id)
    const state = plan.cancelled.some(each => each.id === one.id) ? 'cancelled' : one.state
    return { ...one, state, refunded: refund ? addParts(one.refunded, refund.parts) : one.refunded }
  })
}

describe('refunds', () => {
  test('of any amounts in any order never give back more than was paid, part by part, and in the end exactly that', () => {
    fc.assert(
      fc.property(
        anyLines,
        fc.array(fc.tuple(fc.nat(4), fc.integer({ min: 1, max: 100 })), { maxLength: 8 }),
        (lines, steps) => {
          let now: OrderLine[] = lines
          for (const [at, percent] of steps) {
            const one = now[at % now.length]!
            const amountMinor = (restOf(one) * BigInt(percent)) / 100n
            const decided = decideRefund(paid(now), [{ lineId: one.id, amountMinor }], false)
            if (!decided.ok) continue
            expect(decided.value.amountMinor).toBe(amountMinor)
            now = applied(now, [{ lineId: one.id, amountMinor }], false)
          }
          if (now.some(one => restOf(one) > 0n)) now = applied(now, 'all', true)
          for (const one of now) expect(one.refunded).toEqual(one.paid)
        },
      ),
    )
  })

  test('are booked as the sum of their parts', () => {
    fc.assert(
      fc.property(anyLines, lines => {
        const decided = decideRefund(paid(lines), 'all', true)
        if (!decided.ok) return
        const { refunds, amountMinor } = decided.value
        const money = moneyPartsOf(refunds.map(({ line, parts }) => ({ ...line, parts })))
        const taxes = [...money.taxes, ...money.feeTaxes].reduce((sum, tax) => sum + tax.amountMinor, 0n)
        expect(money.netMinor + money.feeNetMinor + taxes).toBe(amountMinor)
      }),
    )
  })

  test('that a gateway made reach as far as the lines have something left', () => {
    fc.assert(
      fc.property(anyLines, amounts, (lines, amountMinor) => {
        const rest = lines.reduce((sum, one) => sum + restOf(one), 0n)
        const spread = spreadOverLines(lines, amountMinor)
        expect(spread.reduce((sum, share) => sum + share.amountMinor, 0n)).toBe(amountMinor < rest ? amountMinor : rest)
        for (const share of spread) expect(partsTotal(share.parts)).toBe(share.amountMinor)
      }),
    )
  })

  test('can be taken back in any order, whichever failed', () => {
    fc.assert(
      fc.property(
        anyLine('a'),
        fc.array(fc.integer({ min: 1, max: 60 }), { minLength: 2, maxLength: 5 }),
        fc.nat(),
        (start, percents, seed) => {
          let now: OrderLine = start
          const given: bigint[] = []
          for (const percent of percents) {
            const amountMinor = (restOf(now) * BigInt(percent)) / 100n
            now = { ...now, refunded: addParts(now.refunded, refundShare(now.paid, now.refunded, amountMinor)) }
            given.push(amountMinor)
          }
          const failed = given[seed % given.length]!
          const back = latestParts(now, failed)
          expect(partsTotal(back)).toBe(failed)
          for (const part of Object.values(back)) expect(part).toBeGreaterThanOrEqual(0n)
          const left = lessParts(now.refunded, back)
          expect(addParts(left, refundShare(now.paid, left, failed))).toEqual(now.refunded)
        },
      ),
    )
  })

  test('are refused of what is not paid, not there, named twice, more than is left, or nothing', () => {
    const lines = [line('a'), line('b')]
    const reason = (wish: RefundWish, order = paid(lines)) => {
      const decided = decideRefund(order, wish, false)
      return decided.ok ? null : decided.reason
    }
    expect(reason('all', { paidAt: null, lines })).toEqual({ code: 'wrong_state' })
    expect(reason([{ lineId: 'c', amountMinor: null }])).toEqual({ code: 'unknown_line', index: 0 })
    expect(reason(['a', 'a'].map(lineId => ({ lineId, amountMinor: 1n })))).toEqual({ code: 'unknown_line', index: 1 })
    expect(reason([{ lineId: 'a', amountMinor: 2_601n }])).toEqual({
      code: 'refund_exceeds_rest',
      index: 0,
      restMinor: 2_600n,
    })
    expect(reason([{ lineId: 'a', amountMinor: 0n }])).toEqual({ code: 'nothing_to_refund' })
  })

  test('of everything leave nobody with a ticket', () => {
    const lines = [line('a'), line('b')]
    expect(decideRefund(paid(lines), 'all', false)).toEqual({ ok: false, reason: { code: 'full_refund_cancels' } })
    expect(must(decideRefund(paid(lines), 'all', true)).cancelled).toHaveLength(2)
    expect(must(decideRefund(paid(lines), [{ lineId: 'a', amountMinor: null }], false)).cancelled).toEqual([])
  })
})
