import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { nextShares } from './proportion.ts'

const shares = fc.array(fc.bigInt({ min: 0n, max: 3000n }), { minLength: 1, maxLength: 6 })
const sum = (list: readonly bigint[]) => list.reduce((a, b) => a + b, 0n)
const plus = (a: readonly bigint[], b: readonly bigint[]) => a.map((each, at) => each + b[at]!)

/** The definition, one unit at a time: the next goes to the largest share / (2 × received + 1), the earlier first. */
function oneByOne(whole: readonly bigint[], done: readonly bigint[], amount: bigint): bigint[] {
  const received = [...done]
  for (let left = amount; left > 0n; left--) {
    let best = 0
    for (const at of whole.keys()) {
      if (whole[at]! * (2n * received[best]! + 1n) > whole[best]! * (2n * received[at]! + 1n)) best = at
    }
    received[best]! += 1n
  }
  return received.map((each, at) => each - done[at]!)
}

/** Any state of things handed out, also one that is out of proportion, and an amount that is left. */
const states = shares
  .chain(whole =>
    fc.record({
      whole: fc.constant(whole),
      done: fc.tuple(...whole.map(share => fc.bigInt({ min: 0n, max: share }))),
      part: fc.integer({ min: 0, max: 1000 }),
    }),
  )
  .map(({ whole, done, part }) => ({ whole, done, amount: ((sum(whole) - sum(done)) * BigInt(part)) / 1000n }))

describe('handing out in proportion', () => {
  test('is what the definition says, from any state', () => {
    fc.assert(
      fc.property(states, ({ whole, done, amount }) => {
        expect(nextShares(whole, done, amount)).toEqual(oneByOne(whole, done, amount))
      }),
    )
  })

  test('hands out exactly the amount, takes nothing back and gives nobody more than theirs', () => {
    fc.assert(
      fc.property(states, ({ whole, done, amount }) => {
        const next = nextShares(whole, done, amount)
        expect(sum(next)).toBe(amount)
        for (const [at, each] of next.entries()) expect(each >= 0n && each + done[at]! <= whole[at]!).toBe(true)
      }),
    )
  })

  test('comes to the same however it is divided into steps', () => {
    fc.assert(
      fc.property(shares, fc.array(fc.bigInt({ min: 0n, max: 400n }), { maxLength: 8 }), (whole, steps) => {
        let done: bigint[] = whole.map(() => 0n)
        for (const step of steps) {
          const rest = sum(whole) - sum(done)
          done = plus(done, nextShares(whole, done, step < rest ? step : rest))
        }
        const nothing = whole.map(() => 0n)
        expect(done).toEqual(nextShares(whole, nothing, sum(done)))
        expect(plus(done, nextShares(whole, done, sum(whole) - sum(done)))).toEqual(whole)
      }),
    )
  })

  test('follows known numbers', () => {
    expect(nextShares([84n, 16n], [0n, 0n], 50n)).toEqual([42n, 8n])
    expect(nextShares([84n, 16n], [42n, 8n], 50n)).toEqual([42n, 8n])
    expect(nextShares([1n, 1n, 1n], [0n, 0n, 0n], 2n)).toEqual([1n, 1n, 0n])
    expect(nextShares([0n, 5n], [0n, 0n], 3n)).toEqual([0n, 3n])
    expect(nextShares([84n, 16n], [0n, 16n], 42n)).toEqual([42n, 0n])
    expect(nextShares([], [], 0n)).toEqual([])
  })
})
