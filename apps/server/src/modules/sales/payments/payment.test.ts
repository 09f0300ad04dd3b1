import { newTenantUuid, newUuid } from '@tessera/kernel/ids'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { attemptIdOf, judge } from './payment.ts'
import type { PaymentSnapshot } from './ports.ts'
import { historyOf, type Scene, scenes } from './testing/histories.ts'

const id = newTenantUuid(newUuid())
const asked = { id, amountMinor: 4_000n, currency: 'EUR', merchant: 'acct-1', livemode: false } as const

type Standing = Parameters<typeof judge>[0]

/** Everything a payment remembers, and everything its order was told. */
function run(news: readonly PaymentSnapshot[]) {
  let standing: Standing = { ...asked, state: 'created', reference: null, failureCode: null }
  const told: string[] = []
  for (const snapshot of news) {
    const verdict = judge(standing, snapshot)
    if (verdict.kind === 'move') {
      standing = { ...standing, state: verdict.to, failureCode: verdict.failureCode, reference: snapshot.reference }
      if (verdict.tell) told.push(verdict.tell)
    }
    if (verdict.kind === 'quarantine') {
      standing = { ...standing, state: 'quarantined', failureCode: null, reference: snapshot.reference }
      told.push('quarantined')
    }
    if (verdict.kind === 'known') standing = { ...standing, reference: standing.reference ?? snapshot.reference }
  }
  return { standing, told }
}

const snapshots = (scene: Scene) => historyOf(scene, { ...asked, attemptId: attemptIdOf(id) })

describe('judge', () => {
  test('whatever order, duplication or delay: the same end, and money is told once', () => {
    fc.assert(
      fc.property(
        scenes().chain(scene => {
          const history = snapshots(scene)
          const told = fc.shuffledSubarray([...history, ...history, ...history], { minLength: 1 })
          return fc.record({ history: fc.constant(history), told })
        }),
        ({ history, told }) => {
          const inOrder = run(history)
          // What never arrived is asked for in the end, so the last word is always among the news.
          const shuffled = run([...told, history.at(-1)!])
          expect(shuffled.standing).toEqual(inOrder.standing)
          expect(shuffled.told.filter(word => word !== 'failed')).toEqual(
            inOrder.told.filter(word => word !== 'failed'),
          )
          expect(shuffled.told.filter(word => word === 'failed').length).toBeLessThanOrEqual(1)
        },
      ),
      { numRuns: 2_000 },
    )
  })

  test('another payment that names our attempt moves nothing, however it looks', () => {
    const [open, paid] = snapshots({ ends: ['open', 'succeeded'], addMinor: 0n })
    const standing = run([open!]).standing
    expect(judge(standing, { ...paid!, reference: 'another' })).toEqual({ kind: 'stranger' })
  })

  test.each(['failed', 'cancelled'] as const)('an attempt that %s is told to its order, once, and says why', end => {
    const over = snapshots({ ends: [end], addMinor: 0n }).at(-1)!
    const named = run([{ ...over, failure: { code: 'expired', detail: '' } }, over, { ...over, state: 'cancelled' }])
    expect(named.told).toEqual(['failed'])
    expect(run([{ ...over, failure: { code: 'expired', detail: '' } }]).standing.failureCode).toBe('expired')
    expect(run([{ ...over, failure: null }]).standing.failureCode).toBe(end)
  })

  const paid = snapshots({ ends: ['succeeded'], addMinor: 0n })[0]!
  test.each<[string, Partial<PaymentSnapshot>]>([
    ['amount', { amount: { amountMinor: 100n, currency: 'EUR' } }],
    ['currency', { amount: { amountMinor: 4_000n, currency: 'JPY' } }],
    ['account', { account: 'acct-2' }],
    ['livemode', { livemode: true }],
    ['attempt', { attemptId: 'pay_of_another_order' }],
    ['captured', { captured: { amountMinor: 100n, currency: 'EUR' } }],
  ])('money with another %s than was asked for is quarantined', (what, lie) => {
    const standing = { ...asked, state: 'created', reference: null, failureCode: null } as const
    expect(judge(standing, { ...paid, ...lie })).toEqual({ kind: 'quarantine', mismatches: [what] })
    // Once it was settled as it should be, a contradiction rings a bell and takes nothing back.
    const settled = { ...standing, state: 'succeeded', reference: paid.reference } as const
    expect(judge(settled, { ...paid, ...lie })).toEqual({ kind: 'contradiction', mismatches: [what] })
    // And nothing brings a quarantined payment back by itself.
    expect(judge({ ...settled, state: 'quarantined' }, paid)).toEqual({ kind: 'known' })
  })
})
