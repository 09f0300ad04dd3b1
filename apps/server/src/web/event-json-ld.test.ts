import { describe, expect, test } from 'vitest'
import type { EventPage } from '../modules/catalog/listings/public.ts'
import type { OrganizerProfile } from '../modules/people/organizers/public.ts'
import { eventJsonLd, localInstant } from './event-json-ld.ts'
import { date, product, type Shown, shownEvent } from './testing/shown-event.ts'

const pageOf = (change: Shown = {}) =>
  shownEvent({
    ...change,
    event: { dates: [date('d1', '2026-03-14T18:30:00Z'), date('d2', '2026-07-14T17:30:00Z')], ...change.event },
  })

const organizer = {
  name: 'Harbour Lights',
  slug: 'harbour',
  contactEmail: 'hello@harbour.example',
} as unknown as OrganizerProfile

type Ld = { offers?: Array<Record<string, string>>; [name: string]: unknown }
const ldOf = (page: EventPage): Ld[] =>
  eventJsonLd({
    page,
    organizer,
    origin: 'https://tickets.example',
    url: 'https://tickets.example/e/night',
    imageUrl: 'https://tickets.example/card.jpg',
    asked: (_product, priceMinor) => priceMinor + 150n,
  }) as Ld[]

describe('what search engines read of an event', () => {
  test('has every field that Google requires or recommends, once for each date', () => {
    const found = ldOf(pageOf())
    expect(found).toHaveLength(2)
    for (const each of found) {
      expect(Object.keys(each)).toEqual(
        expect.arrayContaining([
          'name',
          'startDate',
          'endDate',
          'location',
          'description',
          'eventStatus',
          'eventAttendanceMode',
          'image',
          'offers',
          'organizer',
        ]),
      )
      expect(each.location).toMatchObject({ '@type': 'Place', address: { addressLocality: 'Hamburg' } })
      expect(each.offers?.[0]).toMatchObject({ price: '21.50', priceCurrency: 'EUR', url: expect.any(String) })
      expect(Object.keys(each.offers?.[0] ?? {})).toEqual(expect.arrayContaining(['availability', 'validFrom']))
    }
  })

  test('tells the wall clock of the place with its distance from UTC, in winter and in summer', () => {
    expect(ldOf(pageOf()).map(each => each.startDate)).toEqual([
      '2026-03-14T19:30:00+01:00',
      '2026-07-14T19:30:00+02:00',
    ])
    expect(localInstant(new Date('2026-01-01T00:00:00.750Z'), 'America/St_Johns')).toBe('2025-12-31T20:30:00-03:30')
    expect(localInstant(new Date('2026-01-01T00:00:00Z'), 'UTC')).toBe('2026-01-01T00:00:00+00:00')
  })

  test('offers for a date only what opens it, each variant at its price, nothing hidden, no T-shirt', () => {
    const products = [
      product('Day', { dateIds: ['d2'], variants: [{ name: { en: 'Child' }, priceMinor: 500n }] }),
      product('Pass'),
      product('Secret', { hidden: true }),
      product('Shirt', { kind: 'merchandise' }),
    ]
    const [first, second] = ldOf(pageOf({ products }))
    expect(first?.offers?.map(({ name }) => name)).toEqual(['Pass'])
    expect(second?.offers?.map(({ name, price }) => [name, price])).toEqual([
      ['Day, Child', '6.50'],
      ['Pass', '21.50'],
    ])
  })

  test('says when it is cancelled, sold out or online, and leaves out an offer that is over', () => {
    const cancelled = pageOf({ event: { dates: [date('d1', '2026-03-14T18:30:00Z', 'cancelled')] } })
    expect(ldOf(cancelled)[0]?.eventStatus).toBe('https://schema.org/EventCancelled')
    const products = [product('Early'), product('Seat')]
    const saleStates: [string, string][] = [
      ['Early', 'ended'],
      ['Seat', 'sold_out'],
    ]
    expect(ldOf(pageOf({ products, saleStates }))[0]?.offers).toMatchObject([
      { name: 'Seat', availability: 'https://schema.org/SoldOut' },
    ])
    expect(ldOf(pageOf({ event: { attendanceMode: 'online' } }))[0]?.location).toMatchObject({
      '@type': 'VirtualLocation',
    })
  })
})
