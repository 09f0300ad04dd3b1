import { expect, test } from 'vitest'
import { faultsOfDates, missingForPublication } from './event.ts'
import type { EventRecord } from './public.ts'

const place = {
  name: 'Kulturhaus',
  street: null,
  postalCode: null,
  city: null,
  region: null,
  country: null,
  latitude: null,
  longitude: null,
}
const date = {
  id: 'd',
  startsAt: new Date('2031-05-01T18:00Z'),
  endsAt: null,
  doorsAt: null,
  label: {},
  state: 'scheduled' as const,
  sequence: 0,
  version: 1,
}
const complete = {
  title: { de: 'Ein Abend' },
  defaultLocale: 'de',
  attendanceMode: 'in_person',
  venue: place,
  dates: [date],
  sourceUrl: null,
} as unknown as EventRecord

const codes = (change: Partial<EventRecord>, products = 1) =>
  missingForPublication({ ...complete, ...change }, products).map(fault => fault.code)

test('a complete event misses nothing', () => {
  expect(codes({})).toEqual([])
})

test('the title must be there in the language of the event, not in any', () => {
  expect(codes({ title: { en: 'An evening' } })).toEqual(['title_missing'])
})

test('an event whose every date is cancelled has none', () => {
  expect(codes({ dates: [{ ...date, state: 'cancelled' }] })).toEqual(['date_missing'])
})

test('a place is needed, and a city is enough, unless all is online', () => {
  const nowhere = { ...place, name: null }
  expect(codes({ venue: nowhere })).toEqual(['venue_missing'])
  expect(codes({ venue: { ...nowhere, city: 'Hamburg' } })).toEqual([])
  expect(codes({ venue: nowhere, attendanceMode: 'online' })).toEqual([])
})

test('something must be for sale here, or elsewhere', () => {
  expect(codes({}, 0)).toEqual(['product_missing'])
  expect(codes({ sourceUrl: 'https://example.org/' }, 0)).toEqual([])
})

test('all that is missing is said at once', () => {
  expect(codes({ title: {}, dates: [], venue: { ...place, name: null } }, 0)).toEqual([
    'title_missing',
    'date_missing',
    'venue_missing',
    'product_missing',
  ])
})

test('a date neither ends before it starts nor opens its doors after', () => {
  const startsAt = new Date('2031-05-01T18:00Z')
  const [before, after] = [new Date('2031-05-01T17:00Z'), new Date('2031-05-01T19:00Z')]
  expect(faultsOfDates([{ startsAt, endsAt: after, doorsAt: before }])).toEqual([])
  expect(faultsOfDates([{ startsAt }, { startsAt, endsAt: before, doorsAt: after }]).map(fault => fault.path)).toEqual([
    'dates.1.ends_at',
    'dates.1.doors_at',
  ])
})
