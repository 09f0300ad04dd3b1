import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import {
  chargeSchema,
  disputeSchema,
  eventSchema,
  intentSchema,
  refundSchema,
  sessionSchema,
} from '../../../apps/server/src/adapters/payments/stripe/stripe-objects.ts'
import { disputeOf } from '../../../apps/server/src/adapters/payments/stripe/stripe-snapshots.ts'
import { vendorContract } from '../shared-library.ts'

const folder = vendorContract('stripe')

const READ = {
  'checkout.session': sessionSchema,
  payment_intent: intentSchema,
  charge: chargeSchema,
  refund: refundSchema,
  dispute: disputeSchema,
  event: eventSchema,
}

/** The newest of Stripe's own examples are three years younger than the description that the contract server plays. */
describe.skipIf(folder === null).each(['2023-09', '2026-08'])("Stripe's own objects of %s", month => {
  const resources = (): Record<string, object> =>
    (JSON.parse(readFileSync(`${folder}/fixtures3-${month}.json`, 'utf8')) as { resources: Record<string, object> })
      .resources

  test.each(Object.keys(READ) as Array<keyof typeof READ>)('a %s is read as it is', kind => {
    expect(READ[kind].safeParse(resources()[kind]).error?.issues ?? []).toEqual([])
  })

  test('a dispute with what it moved is read to the cent, in the currency of the payment only', () => {
    const { dispute, balance_transaction: example } = resources()
    const move = (amount: number, fee: number, currency: string) => ({ ...example, amount, fee, currency })
    const told = (over: object) =>
      disputeOf(disputeSchema.parse({ ...dispute, currency: 'eur', amount: 4_000, ...over }))
    const taken = move(-4_000, 1_500, 'eur')
    const amounts = ({ withdrawn, fee }: ReturnType<typeof told>) => [withdrawn.amountMinor, fee.amountMinor]
    const open = told({ status: 'needs_response', balance_transactions: [taken] })
    expect([open.state, ...amounts(open)]).toEqual(['open', 4_000n, 1_500n])
    const won = told({ status: 'won', balance_transactions: [taken, move(4_000, 0, 'eur')] })
    expect([won.state, ...amounts(won)]).toEqual(['won', 0n, 1_500n])
    const asks = told({ status: 'warning_needs_response', balance_transactions: [] })
    expect([asks.state, ...amounts(asks)]).toEqual(['inquiry', 0n, 0n])
    const lost = told({ status: 'lost', balance_transactions: [] })
    expect([lost.state, ...amounts(lost)], 'what is lost is gone, listed or not').toEqual(['lost', 4_000n, 0n])
    const exchanged = told({ status: 'needs_response', balance_transactions: [move(-4_400, 1_700, 'usd')] })
    expect([exchanged.state, ...amounts(exchanged)]).toEqual(['open', 4_000n, 0n])
  })
})
