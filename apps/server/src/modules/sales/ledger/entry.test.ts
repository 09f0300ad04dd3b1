import fc from 'fast-check'
import { expect, it } from 'vitest'
import {
  disputeLines,
  refundLines,
  refundReversedLines,
  refundSettledLines,
  saleLines,
  totalOfParts,
  unallocatedLines,
} from './entry.ts'

const minor = fc.bigInt({ min: 0n, max: 10n ** 15n })
const tax = fc.record({ code: fc.constantFrom('DE-19', 'DE-7', 'CA-ON'), amountMinor: minor })
const parts = fc.record({
  netMinor: minor,
  feeNetMinor: minor,
  taxes: fc.array(tax, { maxLength: 3 }),
  feeTaxes: fc.array(tax, { maxLength: 3 }),
})
const sum = (lines: Array<{ amountMinor: bigint }>) => lines.reduce((total, line) => total + line.amountMinor, 0n)

it('every kind of entry balances, whatever the amounts', () => {
  fc.assert(
    fc.property(parts, parts => {
      const total = totalOfParts(parts)
      expect(sum(saleLines('stripe', parts))).toBe(0n)
      expect(sum(refundLines(total, parts))).toBe(0n)
      expect(sum(refundLines(total, null))).toBe(0n)
      expect(sum(refundSettledLines('stripe', total))).toBe(0n)
      expect(sum(unallocatedLines('stripe', total))).toBe(0n)
    }),
  )
})

it('a sale, its refund and its settlement leave every account where it was', () => {
  fc.assert(
    fc.property(parts, parts => {
      const lines = [
        ...saleLines('stripe', parts),
        ...refundLines(totalOfParts(parts), parts),
        ...refundSettledLines('stripe', totalOfParts(parts)),
      ]
      for (const own of Map.groupBy(lines, line => line.account).values()) expect(sum(own)).toBe(0n)
    }),
  )
})

it('a refund that is reversed leaves every account where it was', () => {
  fc.assert(
    fc.property(parts, fc.boolean(), (parts, known) => {
      const of = known ? parts : null
      const lines = [...refundLines(totalOfParts(parts), of), ...refundReversedLines(totalOfParts(parts), of)]
      for (const own of Map.groupBy(lines, line => line.account).values()) expect(sum(own)).toBe(0n)
    }),
  )
})

it('a dispute that is won leaves every account where it was, and one that is lost has cost the buyer nothing', () => {
  fc.assert(
    fc.property(minor, minor, parts, (withdrawnMinor, feeMinor, parts) => {
      const taken = disputeLines('stripe', { withdrawnMinor, feeMinor, lossMinor: 0n })
      const returned = disputeLines('stripe', { withdrawnMinor: -withdrawnMinor, feeMinor: -feeMinor, lossMinor: 0n })
      for (const own of Map.groupBy([...taken, ...returned], line => line.account).values()) expect(sum(own)).toBe(0n)
      const total = totalOfParts(parts)
      const lost = [
        ...saleLines('stripe', parts),
        ...disputeLines('stripe', { withdrawnMinor: total + 5n, feeMinor, lossMinor: 0n }),
        ...disputeLines('stripe', { withdrawnMinor: 0n, feeMinor: 0n, lossMinor: 5n }),
        ...refundLines(total, parts),
        ...refundSettledLines('stripe', total, 'disputed'),
      ]
      const left = [...Map.groupBy(lost, line => line.account)].map(([account, own]) => [account, sum(own)] as const)
      expect(new Map(left.filter(([, amount]) => amount !== 0n))).toEqual(
        new Map<string, bigint>([
          ['gateway:stripe', -5n - feeMinor],
          ['dispute_losses', 5n],
          ...(feeMinor === 0n ? [] : [['dispute_fees', feeMinor] as const]),
        ]),
      )
    }),
  )
})

it('refuses parts that do not add up to the refund', () => {
  expect(() => refundLines(5n, { netMinor: 4n, feeNetMinor: 0n, taxes: [], feeTaxes: [] })).toThrow(/out of balance/)
})
