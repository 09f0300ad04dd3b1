import { expect, test } from 'vitest'
import type { EventCard, Listings } from '../modules/catalog/listings/public.ts'
import { createComingUp } from './coming-up.ts'

const found = (slug: string) => ({ cards: [{ slug } as EventCard], nextCursor: null, corrected: false })
type Search = Listings['search']

test('a page goes out without its list where the list does not come', async () => {
  const comingUp = createComingUp({ search: () => new Promise<never>(() => {}) })
  expect(await comingUp(null)).toEqual([])
})

test('a list that could not be read is read for whoever asks next, once for all who ask together', async () => {
  let asked = 0
  const search: Search = async ({ organizer }) => {
    if (++asked === 1) throw new Error('the database is away')
    return found(organizer ?? 'anybody')
  }
  const comingUp = createComingUp({ search })
  expect(await comingUp(null)).toEqual([])
  const [one, two] = await Promise.all([comingUp(null), comingUp(null)])
  expect([one, two]).toEqual([[{ slug: 'anybody' }], [{ slug: 'anybody' }]])
  expect(await comingUp('harbour-lights')).toEqual([{ slug: 'harbour-lights' }])
  await comingUp(null)
  expect(asked).toBe(3)
})
