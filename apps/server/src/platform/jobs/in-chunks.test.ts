import { expect, test } from 'vitest'
import { inChunks, MOST_IN_A_CHUNK } from './in-chunks.ts'

test('work is done a chunk at a time until nothing is left, and no chunk is larger than is good for others', async () => {
  let left = 12_001
  const asked: number[] = []
  const done = await inChunks(async most => {
    asked.push(most)
    const some = Math.min(left, most)
    left -= some
    return some
  })
  expect([done, left]).toEqual([12_001, 0])
  expect(asked).toEqual([5_000, 5_000, 5_000])
  expect(MOST_IN_A_CHUNK).toBeLessThanOrEqual(5_000)
})
