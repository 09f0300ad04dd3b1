import fc from 'fast-check'
import { convertIcsCalendar } from 'ts-ics'
import { describe, expect, test } from 'vitest'
import { type CalendarEntry, type CalendarFile, createCalendarWriter } from './calendar-writer.ts'

const writer = createCalendarWriter({ product: 'Tessera', domain: 'tessera.example' })
const entry: CalendarEntry = {
  id: 'dat_01jabc.ord_01j',
  sequence: 2,
  updatedAt: new Date('2026-01-05T10:00:00Z'),
  start: new Date('2026-07-14T17:30:00Z'),
  end: new Date('2026-07-14T20:00:00Z'),
  zone: 'Europe/Berlin',
  title: 'Die Zauberflöte; Oper, 2 Akte',
  description: 'Einlass ab 18:30\nGarderobe im Foyer \\ links',
  location: { name: 'Großes Haus', address: 'Theaterplatz 1, Leipzig', geo: { lat: 51.34, lon: 12.38 } },
  url: 'https://tessera.example/e/zauberfloete?a=1,2;b=3',
}
const publish = (...entries: CalendarEntry[]): CalendarFile => ({ method: 'publish', name: 'Oper', entries })
const people = {
  organizer: { name: 'Grüne Bühne', email: 'haus@buehne.example' },
  attendee: { name: 'Zoë "Z" Müller', email: 'zoe@example.org' },
}
const personal = (method: 'request' | 'cancel', change: Partial<CalendarEntry> = {}) =>
  ({ method, entries: [{ ...entry, ...change }], ...people }) as const
const unfold = (text: string) => text.replaceAll('\r\n ', '').split('\r\n')
const properties = (text: string) => unfold(text).map(line => line.split(/[;:]/, 1)[0])
const read = (text: string) => convertIcsCalendar(undefined, text).events ?? []

describe('an entry', () => {
  test('reads back as it was meant', () => {
    const [event] = read(writer.write(publish(entry)))
    expect(event).toMatchObject({
      uid: 'dat_01jabc.ord_01j@tessera.example',
      sequence: 2,
      summary: entry.title,
      description: entry.description,
      location: 'Großes Haus\nTheaterplatz 1, Leipzig',
      status: 'CONFIRMED',
    })
    expect(event?.start.date).toEqual(entry.start)
    expect(event?.stamp.date).toEqual(entry.updatedAt)
    expect(unfold(writer.write(publish(entry)))).toContain('DTSTART;TZID=Europe/Berlin:20260714T193000')
    expect(unfold(writer.write(publish(entry)))).toContain(
      'URL;VALUE=URI:https://tessera.example/e/zauberfloete?a=1%2C2%3Bb=3',
    )
  })

  test('is the same text each time, with one definition per zone', () => {
    const text = writer.write(publish(entry, { ...entry, id: 'b' }, { ...entry, id: 'c', zone: 'Asia/Tokyo' }))
    expect(text).toBe(writer.write(publish(entry, { ...entry, id: 'b' }, { ...entry, id: 'c', zone: 'Asia/Tokyo' })))
    expect(unfold(text).filter(line => line.startsWith('TZID:'))).toEqual(['TZID:Europe/Berlin', 'TZID:Asia/Tokyo'])
  })

  test.each([
    ['Europe/Berlin', '2026-03-29T00:30:00Z', 'DTSTART;TZID=Europe/Berlin:20260329T013000'],
    ['Europe/Berlin', '2026-03-29T01:00:00Z', 'DTSTART;TZID=Europe/Berlin:20260329T030000'],
    ['Europe/Berlin', '2026-10-25T00:30:00Z', 'DTSTART;TZID=Europe/Berlin:20261025T023000'],
    ['Europe/Berlin', '2026-10-25T01:30:00Z', 'DTSTART:20261025T013000Z'],
    ['America/Toronto', '2026-11-01T05:30:00Z', 'DTSTART;TZID=America/Toronto:20261101T013000'],
    ['America/Toronto', '2026-11-01T06:30:00Z', 'DTSTART:20261101T063000Z'],
    ['Asia/Tokyo', '2026-11-01T06:30:00Z', 'DTSTART;TZID=Asia/Tokyo:20261101T153000'],
    ['UTC', '2026-11-01T06:30:00Z', 'DTSTART:20261101T063000Z'],
  ])('in %s at %s keeps its moment when clocks change', (zone, instant, line) => {
    const start = new Date(instant)
    const text = writer.write(publish({ ...entry, zone, start, end: new Date(start.getTime() + 3 * 3600_000) }))
    expect(unfold(text)).toContain(line)
  })

  test('for one person names organizer and attendee; cancelled, it takes itself out by the same UID', () => {
    const request = unfold(writer.write(personal('request')))
    const cancel = unfold(writer.write(personal('cancel', { sequence: 3 })))
    expect(request).toContain('METHOD:REQUEST')
    expect(request).toContain('STATUS:CONFIRMED')
    expect(request).toContain('ORGANIZER;CN="Grüne Bühne":mailto:haus@buehne.example')
    expect(request.filter(line => line.startsWith('ATTENDEE'))).toEqual([
      expect.stringMatching(/MAILTO:zoe@example\.org$/i),
    ])
    expect(cancel).toContain('METHOD:CANCEL')
    expect(cancel).toContain('STATUS:CANCELLED')
    expect(cancel).toContain('SEQUENCE:3')
    const uid = (lines: string[]) => lines.find(line => line.startsWith('UID:'))
    expect(uid(cancel)).toBe(uid(request))
    expect(writer.contentType(personal('cancel'))).toBe('text/calendar; charset=utf-8; method=CANCEL')
  })
})

describe('what people typed', () => {
  const expected = properties(
    writer.write(publish({ ...entry, title: 'x', description: 'x', location: { name: 'x', address: 'x' } })),
  )

  test.each([
    'a\r\nATTENDEE:mailto:thief@example.org',
    'a\nBEGIN:VALARM\nACTION:AUDIO\nEND:VALARM',
    'a\rATTACH:https://thief.example/x',
    'a\u2028ATTACH:x\u2029ATTACH:y\u0085ATTACH:z\u000bATTACH:v\u000cATTACH:f',
    'END:VEVENT\r\nEND:VCALENDAR\r\nBEGIN:VCALENDAR',
    'a\\nb\\\\; , "quoted" ^n :',
    `${'ä'.repeat(998)}\r\n ATTACH:x`,
    `${'x'.repeat(62)}👩‍👩‍👧‍👦🎟️`,
    '\u0000\u0007\u001b',
  ])('%j adds no property and reads back as a text', value => {
    const typed = { ...entry, title: value, description: value, location: { name: value, address: value } }
    const text = writer.write(publish(typed))
    expect(properties(text)).toEqual(expected)
    const events = read(text)
    expect(events).toHaveLength(1)
    expect(events[0]).not.toHaveProperty('attendees')
  })

  test('is never more than 75 octets in a line, and no line breaks a character', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 200 }), value => {
        const text = writer.write(publish({ ...entry, title: `x${value}`, description: `x${value}` }))
        for (const line of text.split('\r\n')) {
          expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75)
          expect(line.isWellFormed()).toBe(true)
        }
      }),
      { numRuns: 100 },
    )
  })

  test('cannot get in by the names of organizer and attendee', () => {
    const file = personal('request')
    const name = 'a"\r\nATTACH:x;CN="b":mailto:c@d'
    const text = writer.write({
      ...file,
      organizer: { ...people.organizer, name },
      attendee: { ...people.attendee, name },
    })
    expect(properties(text)).toEqual(properties(writer.write(file)))
    expect(unfold(text).filter(line => line.startsWith('ATTACH'))).toEqual([])
  })

  test.each([
    ['an id', publish({ ...entry, id: 'a\r\nATTACH:x' })],
    ['a zone', publish({ ...entry, zone: 'Europe/Berlin\r\nATTACH:x' })],
    ['a zone that is none', publish({ ...entry, zone: 'Mars/Olympus' })],
    ['a link', publish({ ...entry, url: 'javascript:alert(1)' })],
    ['an address', { ...personal('request'), attendee: { name: 'x', email: 'a@b\r\nATTACH:x' } }],
    ['two addresses', { ...personal('request'), attendee: { name: 'x', email: 'a@b,c@d' } }],
  ])('as %s is refused', (_name, file) => {
    expect(() => writer.write(file)).toThrow(TypeError)
  })
})
