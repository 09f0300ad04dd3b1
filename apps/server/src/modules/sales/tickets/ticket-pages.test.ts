import { beforeAll, describe, expect, it } from 'vitest'
import { createI18n, type I18n } from '../../../platform/i18n/i18n.ts'
import { type TicketPagesInput, ticketPages } from './ticket-pages.ts'

let i18n: I18n
beforeAll(async () => {
  i18n = await createI18n({ folders: [{ namespace: 'tickets', folder: new URL('./locales/', import.meta.url) }] })
})

const id = (n: number) => `01937b5e-4c00-7123-8abc-9d5f0a0b${String(n).padStart(4, '0')}`
const date = (n: number, startsAt: string, endsAt: string | null, doorsAt: string | null = null) => ({
  id: id(n),
  startsAt: new Date(startsAt),
  endsAt: endsAt === null ? null : new Date(endsAt),
  doorsAt: doorsAt === null ? null : new Date(doorsAt),
  label: {},
  state: 'scheduled' as const,
  sequence: 0,
})
const evening = date(1, '2027-03-28T17:30:00Z', '2027-03-28T20:30:00Z', '2027-03-28T16:45:00Z')
const head: TicketPagesInput['head'] = {
  id: id(7),
  state: 'published',
  title: { de: 'Die Zauberflöte', en: 'The Magic Flute' },
  palette: null,
  attendanceMode: 'in_person',
  venue: { name: 'Bühne', street: 'Uferstraße 12', postalCode: '01067', city: 'Dresden', region: null, country: 'DE' },
  dates: [evening],
  timezone: 'Europe/Berlin',
  defaultLocale: 'de',
}
const ticket: TicketPagesInput['tickets'][number] = {
  id: id(3),
  organizerId: id(9),
  orderId: id(4),
  orderLineId: id(5),
  eventId: id(7),
  dateId: evening.id,
  productId: id(6),
  variantId: null,
  attendeeName: 'Jürgen Größer',
  attendeeEmail: 'juergen@example.org',
  state: 'valid',
  voidReason: null,
  codeVersion: 1,
  issuedAt: new Date(0),
  orderCode: 'K7MQ2XPA',
  buyerName: 'Änne Weiß',
  productName: { de: 'Parkett', en: 'Stalls' },
  variantName: { de: 'Ermäßigt', en: 'Concession' },
  code: 'T1CODE',
}

type Pages = { event: string; place: string[]; pages: Array<Record<string, string | null>> }
const shown = (locale: string, change: Partial<TicketPagesInput> = {}) =>
  ticketPages(i18n, { head, organizer: { name: 'O', website: null }, tickets: [ticket], locale, ...change }) as Pages

describe('a page of a ticket', () => {
  it('shows the organizer’s own picture where there is one, and the mosaic of the event otherwise', () => {
    const photo = { content: new Uint8Array([1, 2, 3]), contentType: 'image/jpeg' }
    const pictureOf = (change: Partial<TicketPagesInput>) =>
      (shown('de', change) as unknown as { picture: string }).picture
    expect(pictureOf({ photo })).toContain('href="data:image/jpeg;base64,AQID"')
    expect(pictureOf({ photo: null })).toMatch(/^<svg(?!.*<image)/s)
  })

  it('keeps the longest name of an organizer on its tile', () => {
    const name =
      'Verein zur Förderung der zeitgenössischen Musik und Bühnenkunst an der Unterelbe und ihren Zuflüssen e. V.'
    const { organizer } = shown('de', { organizer: { name, website: null } }) as unknown as { organizer: string }
    expect(organizer.length).toBeLessThanOrEqual(76)
    expect(organizer).toMatch(/^Verein zur Förderung .+…$/)
  })

  it('tells day and hours on the wall of the place, in words of the reader', () => {
    expect(shown('de')).toMatchObject({
      event: 'Die Zauberflöte',
      place: ['Bühne', 'Uferstraße 12', '01067 Dresden'],
      pages: [{ day: 'Sonntag, 28. März 2027', hours: '19:30–22:30', doors: 'Einlass 18:45', variant: 'Ermäßigt' }],
    })
    expect(shown('en')).toMatchObject({
      event: 'The Magic Flute',
      pages: [{ day: 'Sunday, 28 March 2027', hours: '19:30–22:30', doors: 'Doors 18:45', product: 'Stalls' }],
    })
  })

  it('of a pass tells all its days at once', () => {
    const dates = [1, 2, 3].map(n => date(n, `2027-06-1${n}T16:00:00Z`, null))
    const [page] = shown('de', { head: { ...head, dates }, tickets: [{ ...ticket, dateId: null }] }).pages
    expect(page).toMatchObject({ hours: 'Gilt an jedem Termin', doors: null })
    expect(page!.day).toMatch(/^11\.[–-]13\. Juni 2027$/)
  })

  it('without a name of its own says who bought it', () => {
    const [named, nameless] = shown('de', { tickets: [ticket, { ...ticket, attendeeName: null }] }).pages
    expect(named).toMatchObject({ attendee: 'Jürgen Größer', bought: null, count: '1 von 2' })
    expect(nameless).toMatchObject({ attendee: null, bought: 'Gekauft von Änne Weiß', count: '2 von 2' })
  })

  it('of an event that is only online names no place', () => {
    expect(shown('en', { head: { ...head, attendanceMode: 'online' } }).place).toEqual(['Online'])
  })

  it('shows no e-mail address', () => {
    expect(JSON.stringify(shown('en'))).not.toContain('@example.org')
  })
})

it('every text stands in every locale', () => {
  expect(i18n.missingKeys()).toEqual([])
})

describe('what is printed', () => {
  it('leaves out emoji, for which print has no letters, and nothing else', () => {
    for (const [typed, printed] of [
      ['🎉 Fest der Saiten 🎻', 'Fest der Saiten'],
      ['Zoë 👩🏽‍🚀 van Dyk', 'Zoë van Dyk'],
      ['Nacht ❤️ Tag 🇩🇪', 'Nacht Tag'],
      ['C++ & 100 % © ليلى می‌خواهم', 'C++ & 100 % © ليلى می‌خواهم'],
      ['🎈', '🎈'],
    ] as const)
      expect(shown('de', { tickets: [{ ...ticket, attendeeName: typed }] }).pages[0]?.attendee).toBe(printed)
  })

  it('names no day while a new one is to follow', () => {
    const [page] = shown('en', { head: { ...head, state: 'postponed' } }).pages
    expect(page).toMatchObject({ day: 'A new date follows', hours: '', doors: null })
  })
})
