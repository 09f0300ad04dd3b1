import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { divideLoss, judgeDispute } from './dispute.ts'
import type { DisputeSnapshot } from './ports.ts'

const eur = (amountMinor: bigint) => ({ amountMinor, currency: 'EUR' })
const seen = (state: DisputeSnapshot['state'], withdrawn: bigint, fee: bigint): DisputeSnapshot => ({
  reference: 'dp_1',
  state,
  amount: eur(4_000n),
  withdrawn: eur(withdrawn),
  fee: eur(fee),
})

/** Lives of a dispute at the gateway, each moment as it would answer. */
const LIVES: DisputeSnapshot[][] = [
  [seen('inquiry', 0n, 0n), seen('won', 0n, 0n)],
  [seen('inquiry', 0n, 0n), seen('open', 0n, 0n), seen('open', 4_000n, 1_500n), seen('lost', 4_000n, 1_500n)],
  [seen('open', 4_000n, 1_500n), seen('won', 4_000n, 1_500n), seen('won', 0n, 1_500n), seen('won', 0n, 0n)],
  [seen('open', 4_000n, 0n), seen('lost', 4_000n, 2_000n)],
]

type Books = Pick<DisputeSnapshot, 'state'> & { withdrawnMinor: bigint; feeMinor: bigint; left: bigint }

function follow(news: readonly DisputeSnapshot[]): Books | null {
  let books: Books | null = null
  let left = 0n
  for (const each of news) {
    const verdict = judgeDispute(books, each)
    if (verdict.kind !== 'change') continue
    const { state, withdrawnMinor, feeMinor, moreWithdrawnMinor, moreFeeMinor } = verdict.change
    left += moreWithdrawnMinor + moreFeeMinor
    books = { state, withdrawnMinor, feeMinor, left }
  }
  return books
}

describe('a dispute', () => {
  test('ends as its last news says, however often and in whatever order it was told before, and the books with it', () => {
    fc.assert(
      fc.property(fc.constantFrom(...LIVES), fc.array(fc.nat(3), { maxLength: 12 }), (life, order) => {
        const last = life.at(-1)!
        const told = [...order.map(at => life[at % life.length]!), last, ...order.map(at => life[at % life.length]!)]
        const books = follow(told)!
        expect(books.state).toBe(last.state)
        expect(books.withdrawnMinor).toBe(last.withdrawn.amountMinor)
        expect(books.feeMinor).toBe(last.fee.amountMinor)
        expect(books.left).toBe(last.withdrawn.amountMinor + last.fee.amountMinor)
      }),
    )
  })

  test('that was decided is not decided otherwise without somebody looking', () => {
    const lost = { state: 'lost', withdrawnMinor: 4_000n, feeMinor: 0n } as const
    expect(judgeDispute(lost, seen('won', 0n, 0n)).kind).toBe('contradiction')
    expect(judgeDispute({ ...lost, state: 'won', withdrawnMinor: 0n }, seen('lost', 4_000n, 0n)).kind).toBe(
      'contradiction',
    )
  })
})

describe('what is lost', () => {
  const minor = fc.bigInt({ min: 0n, max: 10_000n })

  test('waits while a refund of ours, which the gateway will refuse, stands where it belongs', () => {
    const promised = { amountMinor: 4_000n, refundedMinor: 0n, refundPendingMinor: 4_000n }
    expect(divideLoss(promised, 4_000n)).toEqual({ kind: 'wait' })
    const free = { ...promised, refundPendingMinor: 0n }
    expect(divideLoss(free, 4_000n)).toEqual({ kind: 'settle', refundMinor: 4_000n, beyondMinor: 0n })
  })

  test('is given back as far as the payment reaches, a loss beyond it, and waits only for a refund of ours on its way', () => {
    fc.assert(
      fc.property(minor, minor, minor, minor, (left, refundedMinor, refundPendingMinor, loss) => {
        const amountMinor = left + refundedMinor + refundPendingMinor
        const divided = divideLoss({ amountMinor, refundedMinor, refundPendingMinor }, loss)
        if (divided.kind === 'wait') {
          expect(refundPendingMinor).toBeGreaterThan(0n)
          expect(loss).toBeGreaterThan(left)
          return
        }
        expect(divided.refundMinor + divided.beyondMinor).toBe(loss)
        expect(divided.refundMinor).toBeLessThanOrEqual(left)
        expect(divided.beyondMinor === 0n || divided.refundMinor === left).toBe(true)
      }),
    )
  })
})
