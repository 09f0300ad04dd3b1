import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { OrderLine } from '../api/orders.ts'
import { everything, planOf, wishOf } from './refund-plan.ts'

const line = (id: string, total: number, refunded: number, state: OrderLine['state'] = 'active') =>
  ({
    id,
    state,
    total: { amount_minor: String(total), currency: 'EUR' },
    refunded: { amount_minor: String(refunded), currency: 'EUR' },
  }) as OrderLine

const orders = fc.array(fc.tuple(fc.nat(9_000), fc.nat(100)), { minLength: 1, maxLength: 8 }).map(lines => ({
  lines: lines.map(([total, share], at) => line(`l${at}`, total, Math.floor((total * share) / 100))),
}))

test('what goes back and what stays add up to what is left of the order', () => {
  fc.assert(
    fc.property(orders, order => {
      const rest = order.lines.reduce(
        (sum, each) => sum + BigInt(each.total.amount_minor) - BigInt(each.refunded.amount_minor),
        0n,
      )
      const plan = planOf(order, everything(order), true)
      expect(plan.amountMinor + plan.leftMinor).toBe(rest)
      expect(plan.amountMinor).toBe(rest)
    }),
  )
})

test('more than is left of a line cannot be asked for, whatever the others leave', () => {
  const order = { lines: [line('a', 1000, 400), line('b', 5000, 0)] }
  expect(planOf(order, new Map([['a', 601n]]), false).fault).toBe('too_much')
  expect(planOf(order, new Map([['a', 600n]]), false).fault).toBeNull()
  expect(planOf(order, new Map([['a', null]]), false).fault).toBe('unreadable')
})

test('whoever gets everything back keeps no ticket', () => {
  const order = { lines: [line('a', 1000, 0), line('b', 500, 0)] }
  const chosen = everything(order)
  const plan = planOf(order, chosen, false)
  expect(plan.mustCancel).toBe(true)
  expect(plan.ending).toHaveLength(2)
  expect(wishOf(chosen, plan, false, ' ').cancel_lines).toBe(true)
})
