/**
 * Handing out an amount bit by bit in proportion to given shares, so that at every moment what has been handed out is
 * proportional as well as whole units allow, nothing is ever taken back, and at the end everyone has exactly theirs.
 *
 * The method is that of Webster and Sainte-Laguë: the next unit goes to the largest share / (2 × received + 1). Unlike
 * the largest remainder it never takes a unit from one share when there is one more to hand out.
 */

/**
 * What each share receives of `amount` when `done` has been handed out before. `amount` may be no more than what is
 * left. Where `done` came from this function, how it was divided into steps makes no difference to the sums.
 */
export function nextShares(whole: readonly bigint[], done: readonly bigint[], amount: bigint): bigint[] {
  // A share that already has more than its due at the new level waits; the others divide what is left among them.
  let open = [...whole.keys()]
  for (;;) {
    const seats = sumOf(open.map(at => done[at]!)) + amount
    const due = proportional(
      open.map(at => whole[at]!),
      seats,
    )
    const ahead = new Set(open.filter((at, index) => due[index]! < done[at]!))
    if (ahead.size === 0) {
      const next: bigint[] = whole.map(() => 0n)
      for (const [index, at] of open.entries()) next[at] = due[index]! - done[at]!
      return next
    }
    open = open.filter(at => !ahead.has(at))
  }
}

/** `seats` divided in proportion to the weights; of equal claims the earlier comes first. */
function proportional(weights: readonly bigint[], seats: bigint): bigint[] {
  const total = sumOf(weights)
  if (total === 0n || seats === 0n) return weights.map(() => 0n)
  // Rounding each exact share gives what the method gives for the sum that comes out, a few units from the one wanted.
  const given = weights.map(weight => (2n * weight * seats + total) / (2n * total))
  let missing = seats - sumOf(given)
  for (; missing > 0n; missing--) given[firstClaim(weights, given)]! += 1n
  for (; missing < 0n; missing++) given[lastGiven(weights, given)]! -= 1n
  return given
}

/** Who is next: the largest weight / (2 × given + 1). */
function firstClaim(weights: readonly bigint[], given: readonly bigint[]): number {
  let best = 0
  for (const at of weights.keys()) {
    if (weights[at]! * (2n * given[best]! + 1n) > weights[best]! * (2n * given[at]! + 1n)) best = at
  }
  return best
}

/** Who was last: the smallest weight / (2 × given - 1) among those who have any. */
function lastGiven(weights: readonly bigint[], given: readonly bigint[]): number {
  let last = -1
  for (const at of weights.keys()) {
    if (given[at] === 0n) continue
    if (last < 0 || weights[at]! * (2n * given[last]! - 1n) <= weights[last]! * (2n * given[at]! - 1n)) last = at
  }
  return last
}

function sumOf(amounts: readonly bigint[]): bigint {
  return amounts.reduce((total, amount) => total + amount, 0n)
}
