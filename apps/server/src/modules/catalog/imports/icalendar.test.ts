import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseICalendar } from './icalendar.ts'

const options = { zone: 'America/Toronto' }

function calendar(...events: string[][]): string {
  const body = events.flatMap(lines => ['BEGIN:VEVENT', 'DTSTAMP:20260101T000000Z', ...lines, 'END:VEVENT'])
  return ['BEGIN:VCALENDAR', 'VERSION:2.0', 'PRODID:-//x//x//EN', ...body, 'END:VCALENDAR'].join('\r\n')
}

function read(...lines: string[]) {
  const feed = parseICalendar(calendar(['UID:1@x', 'SUMMARY:Talk', ...lines]), options)
  return { ...feed, event: feed.events[0], codes: feed.issues.map(issue => issue.code) }
}

describe('times', () => {
  it.each([
    [
      'in UTC, for readers in the feed’s zone',
      'DTSTART:20260701T190000Z',
      '2026-07-01T19:00:00.000Z',
      'America/Toronto',
    ],
    ['in a zone', 'DTSTART;TZID=Europe/Berlin:20260701T190000', '2026-07-01T17:00:00.000Z', 'Europe/Berlin'],
    ['in a quoted zone', 'DTSTART;TZID="Europe/Berlin":20260701T190000', '2026-07-01T17:00:00.000Z', 'Europe/Berlin'],
    [
      'floating, on the wall of the feed’s zone',
      'DTSTART:20260701T190000',
      '2026-07-01T23:00:00.000Z',
      'America/Toronto',
    ],
    ['as a day', 'DTSTART;VALUE=DATE:20260701', '2026-07-01T04:00:00.000Z', 'America/Toronto'],
  ])('%s', (_, line, instant, zone) => {
    const { event } = read(line, 'DURATION:PT2H')
    expect(event?.startsAt.toISOString()).toBe(instant)
    expect(event?.zone).toBe(zone)
  })

  it('in a zone that nobody knows are read in the feed’s zone, and reported', () => {
    const { event, codes } = read('DTSTART;TZID=Mars/Base:20260701T190000', 'DURATION:PT1H')
    expect(event?.startsAt.toISOString()).toBe('2026-07-01T23:00:00.000Z')
    expect(codes).toEqual(['imports.zone_unknown'])
  })

  it('in a zone that the file itself describes are exact', () => {
    const zone = [
      'BEGIN:VTIMEZONE',
      'TZID:House Time',
      'BEGIN:STANDARD',
      'DTSTART:20000101T000000',
      'TZOFFSETFROM:+0300',
      'TZOFFSETTO:+0300',
      'END:STANDARD',
      'END:VTIMEZONE',
      '',
    ]
    const text = calendar(['UID:1', 'SUMMARY:Talk', 'DTSTART;TZID=House Time:20260701T190000', 'DURATION:PT1H'])
    const feed = parseICalendar(text.replace('BEGIN:VEVENT', `${zone.join('\r\n')}BEGIN:VEVENT`), options)
    expect(feed.events[0]?.startsAt.toISOString()).toBe('2026-07-01T16:00:00.000Z')
    expect(feed.issues).toEqual([])
  })

  it('of whole days end with their last day, which the file writes as the day after', () => {
    const { event } = read('DTSTART;VALUE=DATE:20260701', 'DTEND;VALUE=DATE:20260704')
    expect(event).toMatchObject({ allDay: true, endsAt: new Date('2026-07-04T04:00:00.000Z') })
    const single = read('DTSTART;VALUE=DATE:20260701')
    expect(single.event?.endsAt?.toISOString()).toBe('2026-07-02T04:00:00.000Z')
    expect(single.codes).toEqual([])
  })

  it('end by DTEND or DURATION, and an end that is none is reported', () => {
    expect(read('DTSTART:20260701T190000Z', 'DTEND:20260701T210000Z').event?.endsAt?.toISOString()).toBe(
      '2026-07-01T21:00:00.000Z',
    )
    expect(read('DTSTART:20260701T190000Z', 'DURATION:PT1H30M').event?.endsAt?.toISOString()).toBe(
      '2026-07-01T20:30:00.000Z',
    )
    expect(read('DTSTART:20260701T190000Z').codes).toEqual(['imports.end_missing'])
    expect(read('DTSTART:20260701T190000Z', 'DTEND:20260701T180000Z').codes).toEqual(['imports.end_before_start'])
  })
})

describe('what an event holds', () => {
  it('is unfolded, unescaped and stripped', () => {
    const { event, codes } = read(
      'DTSTART:20260701T190000Z',
      'DURATION:PT1H',
      'DESCRIPTION:First line\\nsecond\\, with <b>tags</b> and a fol',
      ' ded end',
      'LOCATION:Hall 2\\, 14 Mill Street\\, Toronto',
      'GEO:43.65;-79.36',
      'CATEGORIES:Jazz,Rock\\, Pop',
      'STATUS:CANCELLED',
      'URL:https://x.example/e',
      'ORGANIZER;CN="House, by the Lake":mailto:x@example.org',
      'CONFERENCE;VALUE=URI:https://stream.example/1',
      'IMAGE;VALUE=URI;DISPLAY=BADGE:https://x.example/p.jpg',
      'BEGIN:VALARM',
      'ACTION:DISPLAY',
      'DESCRIPTION:Soon',
      'TRIGGER:-PT15M',
      'END:VALARM',
    )
    expect(event).toMatchObject({
      externalId: '1@x',
      description: 'First line\nsecond, with tags and a folded end',
      status: 'cancelled',
      sourceUrl: 'https://x.example/e',
      venue: { name: 'Hall 2', address: '14 Mill Street, Toronto', latitude: 43.65, longitude: -79.36 },
      categories: ['Jazz', 'Rock, Pop'],
      organizerName: 'House, by the Lake',
      onlineUrl: 'https://stream.example/1',
      imageUrl: 'https://x.example/p.jpg',
      price: { kind: 'unknown' },
    })
    expect(codes).toEqual([])
  })

  it('repeats by a rule only once, and says so', () => {
    const { event, codes } = read(
      'DTSTART:20260701T190000Z',
      'DURATION:PT1H',
      'RRULE:FREQ=WEEKLY;COUNT=10',
      'EXDATE:20260708T190000Z',
    )
    expect(event?.startsAt.toISOString()).toBe('2026-07-01T19:00:00.000Z')
    expect(codes).toEqual(['imports.repetition_dropped'])
  })

  it('has its UID as key, and a moved repetition its own', () => {
    const lines = ['UID:s@x', 'SUMMARY:S', 'DURATION:PT1H']
    const feed = parseICalendar(
      calendar(
        [...lines, 'DTSTART:20260701T190000Z'],
        [...lines, 'DTSTART:20260709T190000Z', 'RECURRENCE-ID:20260708T190000Z'],
      ),
      options,
    )
    expect(feed.events.map(event => event.externalId)).toEqual(['s@x', 's@x/20260708T190000Z'])
  })
})

describe('hostile files', () => {
  it('lose the event that cannot be read, not its neighbours', () => {
    const feed = parseICalendar(
      calendar(
        ['UID:1', 'SUMMARY:A', 'DTSTART:rubbish'],
        ['UID:2', 'DTSTART:20260701T190000Z'],
        ['UID:3', 'SUMMARY:B'],
        ['UID:4', 'SUMMARY:C', 'DTSTART:20260701T190000Z', 'DURATION:PT1H'],
      ),
      options,
    )
    expect(feed.events.map(event => event.title)).toEqual(['C'])
    expect(feed.issues.map(({ row, severity, code }) => [row, severity, code])).toEqual([
      [1, 'error', 'imports.start_unreadable'],
      [2, 'error', 'imports.title_missing'],
      [3, 'error', 'imports.start_missing'],
    ])
  })

  it('are refused if they are no calendar or too long', () => {
    expect(parseICalendar('hello', options).issues[0]?.code).toBe('imports.file_unreadable')
    expect(parseICalendar(calendar(['UID:1']), { ...options, limits: { rows: 0 } }).issues[0]?.code).toBe(
      'imports.too_many_rows',
    )
  })

  it('never raise an exception', () => {
    const line = fc.oneof(
      fc.string({ maxLength: 30 }),
      fc.constantFrom(
        'DTSTART:20261301T990000Z',
        'DTEND;TZID=:20260101',
        'DURATION:P',
        'RRULE:FREQ=',
        'GEO:x',
        'BEGIN:VALARM',
        'END:VEVENT',
        'ORGANIZER:',
        'STATUS:?',
        'ATTENDEE',
        'DTSTART:20260701T190000Z',
        'TRIGGER:',
        'EXDATE:',
        'RECURRENCE-ID:x',
      ),
    )
    fc.assert(
      fc.property(
        fc.array(line, { maxLength: 10 }),
        lines => void parseICalendar(calendar(['UID:1', 'SUMMARY:A', ...lines]), options),
      ),
    )
  })
})
