import { describe, expect, it } from 'vitest'
import { createLane } from './lane.ts'

const lane = (
  run: (key: string, batch: number[]) => Promise<number[]>,
  more: { maxBatch?: number; maxWaiting?: number; maxInFlight?: number } = {},
) =>
  createLane<number, number>({
    keyOf: n => (n < 0 ? 'b' : 'a'),
    run,
    maxBatch: 10,
    maxWaiting: 100,
    maxInFlight: 2,
    refuse: () => new Error('full'),
    ...more,
  })

describe('a lane', () => {
  it('answers each request with its own answer, in order of arrival', async () => {
    const seen: number[] = []
    const doubling = lane(async (_key, batch) => {
      seen.push(...batch)
      return batch.map(n => n * 2)
    })
    const answers = await Promise.all(Array.from({ length: 35 }, (_, n) => doubling.submit(n)))
    expect(answers).toEqual(Array.from({ length: 35 }, (_, n) => n * 2))
    expect(seen).toEqual(Array.from({ length: 35 }, (_, n) => n))
  })

  it('has one batch of a key in flight and never mixes keys', async () => {
    let running = 0
    const batches: number[][] = []
    const watched = lane(async (key, batch) => {
      expect(batch.every(n => (key === 'b') === n < 0)).toBe(true)
      if (key === 'a') expect(++running).toBe(1)
      await new Promise(resolve => setImmediate(resolve))
      if (key === 'a') running -= 1
      batches.push(batch)
      return batch
    })
    await Promise.all(Array.from({ length: 40 }, (_, n) => watched.submit(n % 2 ? n : -n - 1)))
    expect(batches.length).toBeLessThan(40)
  })

  it('isolates a poisonous request: its neighbours are served', async () => {
    const tried: number[][] = []
    const fragile = lane(async (_key, batch) => {
      tried.push(batch)
      if (batch.includes(3)) throw new Error('poison')
      return batch
    })
    const results = await Promise.allSettled([1, 2, 3, 4, 5, 6].map(n => fragile.submit(n)))
    // Halves are tried once: those in the poisoned half that are then tried alone survive as well.
    expect(results.map(result => result.status)).toEqual([
      'fulfilled',
      'fulfilled',
      'rejected',
      'fulfilled',
      'fulfilled',
      'fulfilled',
    ])
    expect(tried).toEqual([[1, 2, 3, 4, 5, 6], [1, 2, 3], [1], [2], [3], [4, 5, 6]])
  })

  it('tries nothing again while the database is away: everybody is told at once', async () => {
    let calls = 0
    const away = lane(async () => {
      calls += 1
      throw Object.assign(new Error('canceling statement due to statement timeout'), { code: '57014' })
    })
    const results = await Promise.allSettled([1, 2, 3, 4].map(n => away.submit(n)))
    expect(results.map(result => result.status)).toEqual(['rejected', 'rejected', 'rejected', 'rejected'])
    expect(calls).toBe(1)
  })

  it('refuses at once when too many wait', async () => {
    const slow = lane(async (_key, batch) => batch, { maxWaiting: 2 })
    const results = await Promise.allSettled([1, 2, 3].map(n => slow.submit(n)))
    expect(results.map(result => result.status)).toEqual(['fulfilled', 'fulfilled', 'rejected'])
    // Who was answered waits no more: there is room for as many again.
    expect(slow.waiting()).toBe(0)
    expect(await Promise.all([4, 5].map(n => slow.submit(n)))).toEqual([4, 5])
  })

  it('keeps its limit of batches in flight, and lets keys take turns whoever has more waiting', async () => {
    let running = 0
    const order: string[] = []
    const narrow = lane(
      async (key, batch) => {
        expect(++running).toBe(1)
        await new Promise(resolve => setImmediate(resolve))
        running -= 1
        order.push(key)
        return batch
      },
      { maxInFlight: 1, maxBatch: 1 },
    )
    await Promise.all([1, 2, 3, -1].map(n => narrow.submit(n)))
    expect(order).toEqual(['a', 'b', 'a', 'a'])
  })
})
