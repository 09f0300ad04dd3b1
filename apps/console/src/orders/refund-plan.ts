import type { OrderDetail, OrderLine, RefundWish } from '../api/orders.ts'

/** What of a line can still go back. */
export const restOf = (line: OrderLine): bigint => BigInt(line.total.amount_minor) - BigInt(line.refunded.amount_minor)

/** What is to go back for each chosen line; null is an amount that cannot be read. */
export type Chosen = ReadonlyMap<string, bigint | null>

export type RefundPlan = {
  amountMinor: bigint
  leftMinor: bigint
  /** Tickets that become invalid with it. */
  ending: OrderLine[]
  /** Whoever gets everything back keeps no ticket. */
  mustCancel: boolean
  fault: 'nothing' | 'unreadable' | 'too_much' | null
}

/** The same rules as the server's, told before the button is pressed; the server decides. */
export function planOf(order: Pick<OrderDetail, 'lines'>, chosen: Chosen, cancelLines: boolean): RefundPlan {
  const wanted = order.lines.filter(line => chosen.has(line.id))
  const amountOf = (line: OrderLine) => chosen.get(line.id) ?? null
  const amountMinor = wanted.reduce((sum, line) => sum + (amountOf(line) ?? 0n), 0n)
  const restMinor = order.lines.reduce((sum, line) => sum + restOf(line), 0n)
  const leftMinor = restMinor - amountMinor
  const mustCancel = amountMinor > 0n && leftMinor === 0n
  const ending = cancelLines || mustCancel ? wanted.filter(line => line.state === 'active') : []
  const unreadable = wanted.some(line => amountOf(line) === null)
  const tooMuch = wanted.some(line => (amountOf(line) ?? 0n) > restOf(line) || (amountOf(line) ?? 0n) < 0n)
  const nothing = amountMinor === 0n && ending.length === 0
  const fault = unreadable ? 'unreadable' : tooMuch ? 'too_much' : nothing ? 'nothing' : null
  return { amountMinor, leftMinor, ending, mustCancel, fault }
}

export function wishOf(chosen: Chosen, plan: RefundPlan, cancelLines: boolean, reason: string): RefundWish {
  return {
    lines: [...chosen].map(([line_id, amount]) => ({ line_id, amount_minor: (amount ?? 0n).toString() })),
    cancel_lines: cancelLines || plan.mustCancel,
    ...(reason.trim() ? { reason: reason.trim() } : {}),
  }
}

export const everything = (order: Pick<OrderDetail, 'lines'>): Chosen =>
  new Map(order.lines.filter(line => restOf(line) > 0n || line.state === 'active').map(line => [line.id, restOf(line)]))
