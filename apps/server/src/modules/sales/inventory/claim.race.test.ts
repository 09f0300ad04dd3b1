import { newTenantUuid } from '@tessera/kernel/ids'
import fc from 'fast-check'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createLane } from '../../../platform/lanes/lane.ts'
import { barrier } from '../../../platform/testing/barrier.ts'
import { type TestDatabase, testDatabase } from '../../../platform/testing/test-database.ts'
import { type ClaimOutcome, type ClaimRequest, claimHolds, forgetQuotes, reclaimHolds } from './claim.sql.ts'
import { countPool, makeSale, type Sale } from './testing/sale.ts'

let database: TestDatabase
beforeAll(async () => {
  database = await testDatabase({ poolSize: 16 })
})
afterAll(() => database[Symbol.asyncDispose]())

const request = (sale: Sale, more: Partial<ClaimRequest> & { quantity?: number } = {}): ClaimRequest => ({
  organizerId: sale.organizerId,
  holdId: newTenantUuid(sale.organizerId),
  eventId: sale.eventId,
  catalogVersion: 1,
  opens: new Date(0),
  closes: new Date('9999-01-01'),
  ttlSeconds: 600,
  quote: {
    id: newTenantUuid(sale.organizerId),
    eventId: sale.eventId,
    content: '{"lines":[],"quote":{}}',
    kept: false,
  },
  totalMinor: 1000n,
  currency: 'EUR',
  idempotencyKey: null,
  requestHash: null,
  demands: [{ poolId: sale.poolId, quantity: more.quantity ?? 1 }],
  ...more,
})

const claimOne = async (claim: ClaimRequest) => (await claimHolds(database.db, claim.organizerId, [claim]))[0]!
const accepted = (outcomes: ClaimOutcome[]) => outcomes.filter(outcome => outcome.kind === 'accepted').length
const expireAll = (sale: Sale) =>
  database.asSuperuser("update holds set expires_at = now() - interval '1 second' where organizer_id = $1", [
    sale.organizerId,
  ])

describe('the last tickets', () => {
  it('go to exactly as many buyers as there are tickets, however many lanes and processes try', async () => {
    const sale = await makeSale(database, 50)
    const failures: unknown[] = []
    const lanes = Array.from({ length: 4 }, () =>
      createLane<ClaimRequest, ClaimOutcome>({
        keyOf: claim => claim.organizerId,
        run: (organizerId, batch) =>
          claimHolds(database.db, organizerId, batch).catch((error: unknown) => {
            failures.push(error)
            throw error
          }),
        maxBatch: 20,
        maxWaiting: 1000,
        maxInFlight: 3,
        refuse: () => new Error('full'),
      }),
    )
    const outcomes = await Promise.all(
      Array.from({ length: 300 }, (_, index) => lanes[index % 4]!.submit(request(sale))),
    )
    expect(accepted(outcomes)).toBe(50)
    expect(await countPool(database, sale.poolId)).toEqual({ taken: 50, recount: 50 })
    // The lock decides, not the constraint under it: without the lock batches run into that, and only their retry hides it.
    expect(failures).toEqual([])
  })

  it('would be sold more than once by a check that does not lock: the race is real', async () => {
    const sale = await makeSale(database, 1)
    const both = barrier(2)
    const naive = () =>
      database.db.tenant(sale.organizerId, async tx => {
        const { rows } = await sql<{ taken: number }>`
          select taken from pool_counters where pool_id = ${sale.poolId}
        `.execute(tx)
        const { taken } = rows[0]!
        await both()
        if (taken >= 1) return false
        await sql`update pool_counters set taken = ${taken + 1} where pool_id = ${sale.poolId}`.execute(tx)
        return true
      })
    expect(await Promise.all([naive(), naive()])).toEqual([true, true])
  })

  it('cannot be oversold even by a statement that forgets to check: the database refuses', async () => {
    const sale = await makeSale(database, 5)
    await expect(
      database.asSuperuser('update pool_counters set taken = 6 where pool_id = $1', [sale.poolId]),
    ).rejects.toThrow(/pool_counters_no_oversell/)
  })
})

describe('a batch', () => {
  it('is decided first come, first served, and a smaller wish may take what a larger one could not', async () => {
    const sale = await makeSale(database, 5)
    const outcomes = await claimHolds(
      database.db,
      sale.organizerId,
      [3, 3, 2, 1].map(quantity => request(sale, { quantity })),
    )
    expect(outcomes.map(outcome => outcome.kind)).toEqual(['accepted', 'sold_out', 'accepted', 'sold_out'])
    expect(outcomes[1]).toMatchObject({ poolId: sale.poolId, available: 2 })
  })

  it('takes all pools of a request or none of them', async () => {
    const sale = await makeSale(database, 10)
    const small = newTenantUuid(sale.organizerId)
    await database.asSuperuser("insert into pools (organizer_id, id, event_id, name) values ($1, $2, $3, 'Camping')", [
      sale.organizerId,
      small,
      sale.eventId,
    ])
    await database.asSuperuser('insert into pool_counters (organizer_id, pool_id, capacity) values ($1, $2, 1)', [
      sale.organizerId,
      small,
    ])
    const both = () =>
      request(sale, {
        demands: [
          { poolId: sale.poolId, quantity: 1 },
          { poolId: small, quantity: 1 },
        ].sort((a, b) => (a.poolId < b.poolId ? -1 : 1)),
      })
    const outcomes = await Promise.all([both(), both(), both()].map(claimOne))
    expect(accepted(outcomes)).toBe(1)
    expect(await countPool(database, sale.poolId)).toEqual({ taken: 1, recount: 1 })
    expect(await countPool(database, small)).toEqual({ taken: 1, recount: 1 })
  })

  it('answers the same key and request with the first hold, and another request with the key as reused', async () => {
    const sale = await makeSale(database, 10)
    const keyed = (hash: string) => request(sale, { idempotencyKey: 'k-1', requestHash: Buffer.from(hash) })
    const first = keyed('a')
    expect((await claimOne(first)).kind).toBe('accepted')
    expect(await claimOne(keyed('a'))).toEqual({ kind: 'replayed', holdId: first.holdId })
    expect((await claimOne(keyed('b'))).kind).toBe('key_reused')
    expect(await countPool(database, sale.poolId)).toEqual({ taken: 1, recount: 1 })
  })

  it('refuses what was priced by an older catalogue, is not published, or lies outside of its sale window', async () => {
    const sale = await makeSale(database, 10)
    const tomorrow = new Date(Date.now() + 86_400_000)
    const yesterday = new Date(Date.now() - 86_400_000)
    expect((await claimOne(request(sale, { catalogVersion: 7 }))).kind).toBe('stale')
    expect((await claimOne(request(sale, { eventId: newTenantUuid(sale.organizerId) }))).kind).toBe('not_published')
    expect((await claimOne(request(sale, { opens: tomorrow }))).kind).toBe('not_yet_on_sale')
    expect((await claimOne(request(sale, { closes: yesterday }))).kind).toBe('sale_ended')
    expect(await countPool(database, sale.poolId)).toEqual({ taken: 0, recount: 0 })
  })

  it('is priced anew by the time its quote may be forgotten; what a hold or an order refers to is kept', async () => {
    const sale = await makeSale(database, 10)
    const { organizerId: whose } = sale
    const first = request(sale)
    const again = async () => (await claimOne(request(sale, { quote: first.quote }))).kind
    const age = (days: number) =>
      database.asSuperuser('update quotes set created_at = now() - make_interval(days => $2) where organizer_id = $1', [
        whose,
        days,
      ])
    expect((await claimOne(first)).kind).toBe('accepted')
    await age(28)
    expect(await again()).toBe('accepted')
    await age(30)
    expect(await again()).toBe('stale')
    expect(await forgetQuotes(database.db, whose, 10)).toBe(0)
    await database.asSuperuser(
      `insert into orders (organizer_id, id, code, event_id, hold_id, state, buyer_name, buyer_email, quote_id, total_minor, currency)
       select organizer_id, $1, '23456789', event_id, id, 'expired', 'Mara', 'mara@example.org', quote_id, 0, 'EUR' from holds where id = $2`,
      [newTenantUuid(whose), first.holdId],
    )
    await database.asSuperuser('delete from holds where organizer_id = $1', [whose])
    expect(await forgetQuotes(database.db, whose, 10)).toBe(0)
    await database.asSuperuser('delete from orders where organizer_id = $1', [whose])
    await age(29)
    expect(await forgetQuotes(database.db, whose, 10)).toBe(0)
    await age(31)
    expect(await forgetQuotes(database.db, whose, 10)).toBe(1)
    expect(await again()).toBe('stale')
  })

  it('may bring a quote that another has written meanwhile', async () => {
    const sale = await makeSale(database, 10)
    const { quote } = request(sale)
    const same = () => claimOne(request(sale, { quote: { ...quote, kept: false } }))
    expect(accepted(await Promise.all([same(), same(), same()]))).toBe(3)
  })

  it('cannot claim from another organizer, whatever ids it names', async () => {
    const [mine, theirs] = [await makeSale(database, 10), await makeSale(database, 10)]
    const outcome = await claimOne(request(mine, { demands: [{ poolId: theirs.poolId, quantity: 1 }] }))
    expect(outcome).toMatchObject({ kind: 'sold_out', available: 0 })
    expect(await countPool(database, theirs.poolId)).toEqual({ taken: 0, recount: 0 })
  })
})

describe('an expired hold', () => {
  it('claims nothing: whoever comes next is told that it can be reclaimed, and gets it', async () => {
    const sale = await makeSale(database, 1)
    expect((await claimOne(request(sale))).kind).toBe('accepted')
    await expireAll(sale)
    expect(await claimOne(request(sale))).toMatchObject({ kind: 'sold_out', reclaimable: true })
    expect(await reclaimHolds(database.db, sale.organizerId, [sale.poolId], 100)).toBe(1)
    expect((await claimOne(request(sale))).kind).toBe('accepted')
    expect(await countPool(database, sale.poolId)).toEqual({ taken: 1, recount: 1 })
  })

  it('is left to whoever works on it or on its order right now: nobody waits for them', async () => {
    const sale = await makeSale(database, 2)
    const { organizerId: whose } = sale
    const [held, ordered] = [request(sale), request(sale)]
    for (const claim of [held, ordered]) expect((await claimOne(claim)).kind).toBe('accepted')
    await database.asSuperuser(
      `with o as (update holds set state = 'ordered' where id = $1 returning *)
       insert into orders (organizer_id, id, code, event_id, hold_id, state, buyer_name, buyer_email, quote_id, total_minor, currency, pay_until)
       select organizer_id, $2, '23456789', event_id, id, 'awaiting_payment', 'Mara', 'mara@example.org', quote_id, 1000, 'EUR', now() from o`,
      [ordered.holdId, newTenantUuid(whose)],
    )
    await expireAll(sale)
    await database.db.tenant(whose, async tx => {
      await sql`select 1 from holds where organizer_id = ${whose} and id = ${held.holdId} for update`.execute(tx)
      await sql`select 1 from orders where organizer_id = ${whose} and hold_id = ${ordered.holdId} for update`.execute(
        tx,
      )
      expect(await reclaimHolds(database.db, whose, null, 100)).toBe(0)
    })
    expect(await reclaimHolds(database.db, whose, null, 100)).toBe(2)
    expect(await countPool(database, sale.poolId)).toEqual({ taken: 0, recount: 0 })
  })

  it('gives its capacity back once, however many reclaim at the same moment', async () => {
    const sale = await makeSale(database, 40)
    await Promise.all(Array.from({ length: 40 }, () => claimOne(request(sale))))
    await expireAll(sale)
    const ended = await Promise.all(
      Array.from({ length: 8 }, () => reclaimHolds(database.db, sale.organizerId, null, 1000)),
    )
    expect(ended.reduce((sum, count) => sum + count, 0)).toBe(40)
    expect(await countPool(database, sale.poolId)).toEqual({ taken: 0, recount: 0 })
  })
})

it('counts exactly what is held under any mix of claims, expiries and reclaims', async () => {
  const step = fc.oneof(
    fc.record({ claim: fc.integer({ min: 1, max: 4 }) }),
    fc.constant('expire' as const),
    fc.constant('reclaim' as const),
  )
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 0, max: 12 }), fc.array(step, { maxLength: 14 }), async (capacity, steps) => {
      const sale = await makeSale(database, capacity)
      for (const each of steps) {
        if (each === 'expire') await expireAll(sale)
        else if (each === 'reclaim') await reclaimHolds(database.db, sale.organizerId, null, 100)
        else
          await claimHolds(
            database.db,
            sale.organizerId,
            Array.from({ length: each.claim }, () => request(sale, { quantity: each.claim })),
          )
        const { taken, recount } = await countPool(database, sale.poolId)
        expect(taken).toBe(recount)
        expect(taken).toBeLessThanOrEqual(capacity)
      }
    }),
    { numRuns: 15 },
  )
})
