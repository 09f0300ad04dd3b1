import type { EventPage } from '../../modules/catalog/listings/public.ts'

export const date = (id: string, startsAt: string, state = 'scheduled') => ({
  id,
  startsAt: new Date(startsAt),
  endsAt: new Date(Date.parse(startsAt) + 7_200_000),
  doorsAt: null,
  label: {},
  state,
})

export const product = (id: string, change: object = {}) => ({
  id,
  kind: 'admission',
  name: { en: id },
  priceMinor: 2_000n,
  dateIds: null,
  saleStartsAt: null,
  saleEndsAt: null,
  hidden: false,
  variants: [],
  ...change,
})

export type Shown = { event?: object; products?: object[]; saleStates?: [string, string][] }

/** What the pages show of an event, as far as they look: one evening with one ticket, unless told otherwise. */
export function shownEvent(change: Shown = {}): EventPage {
  const event = {
    id: '01900000-0000-7000-8000-000000000001',
    organizerId: 'o1',
    slug: 'night',
    state: 'published',
    title: { en: 'Night & <Day>', de: 'Nacht und Tag' },
    summary: { en: 'One evening' },
    description: { en: 'Come **early**.' },
    timezone: 'Europe/Berlin',
    currency: 'EUR',
    defaultLocale: 'en',
    attendanceMode: 'in_person',
    cancelReason: null,
    picture: null,
    publishedAt: new Date('2026-01-01T00:00:00Z'),
    venue: {
      name: 'Speicher 7',
      street: 'Kai 7',
      postalCode: '20457',
      city: 'Hamburg',
      region: null,
      country: 'DE',
      latitude: null,
      longitude: null,
    },
    dates: [date('d1', '2026-03-14T18:30:00Z')],
    ...change.event,
  }
  return {
    whole: { event, products: change.products ?? [product('Seat')], questions: [] },
    saleStates: new Map(change.saleStates),
  } as unknown as EventPage
}
