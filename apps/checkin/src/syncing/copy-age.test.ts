import { expect, test } from 'vitest'
import { copyAge } from './copy-age.ts'

const now = new Date('2026-11-22T19:00:00Z')
const ago = (minutes: number) => new Date(now.getTime() - minutes * 60_000)

test('a copy that is kept up by the sync is fresh, and one that is not is told by its age', () => {
  expect(copyAge(null, now)).toEqual({ level: 'none', minutes: 0 })
  expect(copyAge(ago(1), now).level).toBe('fresh')
  expect(copyAge(ago(5), now)).toEqual({ level: 'ageing', minutes: 5 })
  expect(copyAge(ago(15), now)).toEqual({ level: 'old', minutes: 15 })
})

test('a clock that was set back makes no copy from the future', () => {
  expect(copyAge(ago(-10), now)).toEqual({ level: 'fresh', minutes: 0 })
})
