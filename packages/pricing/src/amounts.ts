/** What something costs, in the three figures that books and buyers ask for. Gross is always net plus tax. */
export type Amounts = { readonly grossMinor: bigint; readonly netMinor: bigint; readonly taxMinor: bigint }

export const NOTHING: Amounts = { grossMinor: 0n, netMinor: 0n, taxMinor: 0n }

export function plus(left: Amounts, right: Amounts): Amounts {
  return {
    grossMinor: left.grossMinor + right.grossMinor,
    netMinor: left.netMinor + right.netMinor,
    taxMinor: left.taxMinor + right.taxMinor,
  }
}

export function totalOf(amounts: Iterable<Amounts>): Amounts {
  let total = NOTHING
  for (const each of amounts) total = plus(total, each)
  return total
}
