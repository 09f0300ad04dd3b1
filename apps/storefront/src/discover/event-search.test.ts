import { expect, test } from 'vitest'
import { daysOf, filterOf, isFiltered, readEventSearch } from './event-search.ts'

const noonOf = (day: string) => new Date(`${day}T12:00:00`)

test.each([
  ['a Monday', '2026-11-23', { from: '2026-11-27', to: '2026-11-29' }],
  ['the Friday', '2026-11-27', { from: '2026-11-27', to: '2026-11-29' }],
  ['the Sunday', '2026-11-29', { from: '2026-11-29', to: '2026-11-29' }],
])('on %s this weekend is the one that is not over yet', (_name, day, range) => {
  expect(daysOf('weekend', noonOf(day))).toEqual(range)
})

test('this month ends on its last day, in February and in December too', () => {
  expect(daysOf('month', noonOf('2028-02-10'))).toEqual({ from: '2028-02-10', to: '2028-02-29' })
  expect(daysOf('month', noonOf('2026-12-31'))).toEqual({ from: '2026-12-31', to: '2026-12-31' })
})

test('an address that makes no sense searches for everything', () => {
  const search = readEventSearch({ q: '  ', when: 'never', free: 'maybe', category: ['x'], online: null })
  expect(isFiltered(search)).toBe(false)
})

test('what the address says is what is asked', () => {
  const search = readEventSearch({ q: 1984, when: 'today', free: 'true', online: true, city: 'Hamburg' })
  expect(filterOf(search, noonOf('2026-03-14'))).toMatchObject({
    q: '1984',
    from: '2026-03-14',
    to: '2026-03-14',
    city: 'Hamburg',
    free: 'true',
    online: 'true',
  })
})
