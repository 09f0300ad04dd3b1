import { afterEach, describe, expect, expectTypeOf, test } from 'vitest'
import type { FlagProviderOptions, FlagRow } from './flag-provider.ts'
import { createFlags } from './flags.ts'

const declared = {
  waitingRoom: { fallback: false, about: 'Holds people back in a rush' },
  seatPicker: { fallback: true, about: 'Lets buyers choose seats' },
  theme: { fallback: 'plain', about: 'Look of the storefront' },
  maxTickets: { fallback: 10, about: 'Per order' },
} as const

const opened: AsyncDisposable[] = []
afterEach(async () => {
  for (const one of opened.splice(0)) await one[Symbol.asyncDispose]()
})

async function flagsWith(rows: readonly FlagRow[], more: Partial<FlagProviderOptions> = {}) {
  const flags = await createFlags({ declared, loadFlags: async () => rows, ...more })
  opened.push(flags)
  return flags
}
const row = (name: string, enabled: boolean, rules: unknown = []): FlagRow => ({ name, enabled, rules })

describe('a flag', () => {
  test('is its fallback while nobody has said anything, else what its row says', async () => {
    const flags = await flagsWith([row('waitingRoom', true)])
    expect(await flags.details('waitingRoom')).toEqual({ value: true, reason: 'STATIC' })
    expect(await flags.details('seatPicker')).toEqual({ value: true, reason: 'DEFAULT' })
    expect([await flags.value('theme'), await flags.value('maxTickets')]).toEqual(['plain', 10])
    expectTypeOf(await flags.value('waitingRoom')).toEqualTypeOf<boolean>()
    expectTypeOf(await flags.value('maxTickets')).toEqualTypeOf<number>()
  })

  test('follows the first rule of which everything holds', async () => {
    const flags = await flagsWith([
      row('theme', true, [
        { organizers: ['org_1'], events: ['evt_9'], value: 'gala' },
        { organizers: ['org_1', 'org_2'], value: 'bold' },
        { events: ['evt_5'], value: 'dark' },
      ]),
      row('waitingRoom', false, [{ organizers: ['org_1'] }]),
    ])
    const theme = (organizerId?: string, eventId?: string) => flags.value('theme', { organizerId, eventId })
    expect(await theme('org_1', 'evt_9')).toBe('gala')
    expect(await theme('org_1', 'evt_1')).toBe('bold')
    expect(await theme('org_3', 'evt_5')).toBe('dark')
    expect(await theme('org_3')).toBe('plain')
    expect(await flags.details('waitingRoom', { organizerId: 'org_1' })).toEqual({
      value: true,
      reason: 'TARGETING_MATCH',
    })
    expect(await flags.details('waitingRoom', { organizerId: 'org_2' })).toEqual({ value: false, reason: 'STATIC' })
    expect(await flags.value('waitingRoom')).toBe(false)
  })

  test('reaches the part of the keys that it says; who was in stays in when the part grows', async () => {
    const keys = Array.from({ length: 4_000 }, (_, index) => `visitor-${index}`)
    const admitted = async (percent: number) => {
      const flags = await flagsWith([row('waitingRoom', false, [{ percent }])])
      const answers = await Promise.all(keys.map(key => flags.value('waitingRoom', { key })))
      return keys.filter((_, index) => answers[index])
    }
    const [none, tenth, third, all] = [await admitted(0), await admitted(10), await admitted(33), await admitted(100)]
    expect([none.length, all.length]).toEqual([0, keys.length])
    expect(tenth.length / keys.length).toBeGreaterThan(0.08)
    expect(tenth.length / keys.length).toBeLessThan(0.12)
    expect(third.length / keys.length).toBeGreaterThan(0.3)
    expect(tenth.filter(key => !third.includes(key))).toEqual([])
  })

  test('of a percentage is off for who cannot be told apart, and an event goes in as one', async () => {
    const flags = await flagsWith([row('waitingRoom', false, [{ percent: 50 }])])
    expect(await flags.value('waitingRoom')).toBe(false)
    const details = await Promise.all(
      Array.from({ length: 30 }, (_, index) =>
        flags.value('waitingRoom', { eventId: 'evt_1', organizerId: `org_${index}` }),
      ),
    )
    expect(new Set(details).size).toBe(1)
  })

  test.each([
    ['rules that are no list', 'x'],
    ['a rule with an unknown condition', [{ organisers: ['org_1'] }]],
    ['a percentage beyond all', [{ percent: 101 }]],
    ['a value of another type', [{ value: 'yes' }]],
  ])('with %s is its fallback and says so', async (_name, rules) => {
    const flags = await flagsWith([row('seatPicker', false, rules)])
    expect(await flags.details('seatPicker')).toEqual({ value: true, reason: 'ERROR' })
  })

  test('that is not declared cannot be asked for', async () => {
    const flags = await flagsWith([row('other', true)])
    await expect(flags.value('other' as 'theme')).rejects.toThrow('not declared')
  })
})

describe('the rows', () => {
  test('are read once for many questions and again after five seconds at the latest', async () => {
    let now = 0
    let reads = 0
    const rows = [row('waitingRoom', false)]
    const loadFlags = async () => {
      reads++
      return [...rows]
    }
    const flags = await flagsWith([], { loadFlags, now: () => now, cacheMs: 60_000 })
    await Promise.all(Array.from({ length: 50 }, () => flags.value('waitingRoom')))
    rows[0] = row('waitingRoom', true)
    now = 4_999
    expect(await flags.value('waitingRoom')).toBe(false)
    expect(reads).toBe(1)
    now = 5_000
    expect(await flags.value('waitingRoom')).toBe(true)
    expect(reads).toBe(2)
  })

  test('that cannot be read leave the last known in force, and are asked for again after a second', async () => {
    let now = 0
    let isAway = false
    let reads = 0
    const errors: unknown[] = []
    const loadFlags = async () => {
      reads++
      if (isAway) throw new Error('the database is away')
      return [row('waitingRoom', true)]
    }
    const flags = await flagsWith([], { loadFlags, now: () => now, onError: error => errors.push(error) })
    expect(await flags.value('waitingRoom')).toBe(true)
    isAway = true
    now = 6_000
    expect(await flags.details('waitingRoom')).toEqual({ value: true, reason: 'STALE' })
    await flags.value('waitingRoom')
    expect([reads, errors.length]).toEqual([2, 1])
    isAway = false
    now = 7_000
    expect(await flags.details('waitingRoom')).toEqual({ value: true, reason: 'STATIC' })
  })

  test('that never could be read leave the fallbacks', async () => {
    const flags = await flagsWith([], { loadFlags: () => Promise.reject(new Error('away')) })
    expect(await flags.details('seatPicker')).toEqual({ value: true, reason: 'STALE' })
  })
})
