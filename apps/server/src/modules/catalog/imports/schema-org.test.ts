import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseSchemaOrg } from './schema-org.ts'

const options = { zone: 'Europe/Berlin' }
const concert = {
  '@type': 'MusicEvent',
  name: 'Concert',
  startDate: '2026-07-01T19:30:00+02:00',
  endDate: '2026-07-01T22:00:00+02:00',
  isAccessibleForFree: true,
}

function read(...elements: object[]) {
  const feed = parseSchemaOrg(JSON.stringify(elements), options)
  return { ...feed, event: feed.events[0], codes: feed.issues.map(issue => issue.code) }
}

describe('the container', () => {
  it.each([
    ['one object', concert],
    ['an array', [concert]],
    ['a graph', { '@context': 'https://schema.org', '@graph': [concert] }],
    ['an item list', { '@type': 'ItemList', itemListElement: [{ '@type': 'ListItem', position: 1, item: concert }] }],
  ])('may be %s', (_, document) => {
    const feed = parseSchemaOrg(JSON.stringify(document), options)
    expect(feed.events.map(event => event.title)).toEqual(['Concert'])
    expect(feed.issues).toEqual([])
  })

  it('is refused whole if it is no JSON, too long or has too many elements', () => {
    expect(parseSchemaOrg('<html>', options).issues[0]?.code).toBe('imports.file_unreadable')
    expect(parseSchemaOrg('[]', { ...options, limits: { characters: 1 } }).issues[0]?.code).toBe(
      'imports.file_too_large',
    )
    expect(parseSchemaOrg('[1,2,3]', { ...options, limits: { rows: 2 } }).issues[0]?.code).toBe('imports.too_many_rows')
  })

  it('reports what is no event and what no event can be made of, by its number', () => {
    const feed = read(
      { '@type': 'Organization', name: 'X' },
      { ...concert, name: ' ' },
      { ...concert, startDate: null },
      { ...concert, startDate: 'soon' },
      { ...concert, startDate: '2026-02-30' },
    )
    expect(feed.events).toEqual([])
    expect(feed.issues.map(({ row, severity, code }) => [row, severity, code])).toEqual([
      [1, 'loss', 'imports.not_an_event'],
      [2, 'error', 'imports.title_missing'],
      [3, 'error', 'imports.start_missing'],
      [4, 'error', 'imports.start_unreadable'],
      [5, 'error', 'imports.start_unreadable'],
    ])
  })
})

describe('times', () => {
  it.each([
    ['2026-07-01T19:30:00Z', '2026-07-01T19:30:00.000Z', false],
    ['2026-07-01T19:30:00-04:00', '2026-07-01T23:30:00.000Z', false],
    ['2026-07-01T19:30', '2026-07-01T17:30:00.000Z', false],
    ['2026-01-01 19:30', '2026-01-01T18:30:00.000Z', false],
    ['2026-07-01', '2026-06-30T22:00:00.000Z', true],
  ])('%s starts at %s', (startDate, instant, allDay) => {
    const { event } = read({ ...concert, startDate, endDate: undefined })
    expect(event?.startsAt.toISOString()).toBe(instant)
    expect(event).toMatchObject({ allDay, zone: 'Europe/Berlin' })
  })

  it('given as days include the last one', () => {
    const { event, codes } = read({ ...concert, startDate: '2026-07-01', endDate: '2026-07-03' })
    expect(event?.endsAt?.toISOString()).toBe('2026-07-03T22:00:00.000Z')
    expect(codes).toEqual([])
  })

  it.each([
    [undefined, 'imports.end_missing'],
    ['later', 'imports.end_unreadable'],
    [concert.startDate, 'imports.end_equals_start'],
    ['2026-07-01T19:29:00+02:00', 'imports.end_before_start'],
  ])('that end at %s lose their end, and say so', (endDate, code) => {
    const { event, codes } = read({ ...concert, endDate })
    expect(event?.endsAt).toBeUndefined()
    expect(codes).toEqual([code])
    expect(event?.warnings.map(warning => warning.code)).toEqual([code])
  })
})

describe('place, stream, people, pictures, words', () => {
  it('keeps the spelling of a city and the whole address', () => {
    const { event, codes } = read({
      ...concert,
      location: {
        '@type': 'Place',
        name: 'Doris McCarthy Gallery',
        address: {
          streetAddress: '1265 Military Trl',
          addressLocality: 'Scarborough',
          addressRegion: 'ON',
          postalCode: 'M1C 1A4',
          addressCountry: { '@type': 'Country', name: 'CA' },
        },
        geo: { latitude: '43.78', longitude: -79.19 },
      },
    })
    expect(event?.venue).toEqual({
      name: 'Doris McCarthy Gallery',
      address: '1265 Military Trl',
      city: 'Scarborough',
      region: 'ON',
      postalCode: 'M1C 1A4',
      country: 'CA',
      latitude: 43.78,
      longitude: -79.19,
    })
    expect(codes).toEqual([])
  })

  it('follows references inside a graph', () => {
    const hall = { '@type': 'Place', '@id': '#hall', name: 'Hall' }
    const { event } = read({ ...concert, location: { '@id': '#hall' } }, hall)
    expect(event?.venue).toEqual({ name: 'Hall' })
  })

  it('reads virtual places, mixed ones, and texts', () => {
    const stream = { '@type': 'VirtualLocation', url: 'https://stream.example/1' }
    expect(read({ ...concert, location: [stream, 'The old hall'] }).event).toMatchObject({
      onlineUrl: 'https://stream.example/1',
      venue: { name: 'The old hall' },
    })
    const online = {
      ...concert,
      url: 'https://x.example/e',
      eventAttendanceMode: 'https://schema.org/OnlineEventAttendanceMode',
    }
    expect(read(online).event?.onlineUrl).toBe('https://x.example/e')
  })

  it.each([
    ['https://x.example/a b.jpg', 'https://x.example/a%20b.jpg'],
    [['https://x.example/1.jpg'], 'https://x.example/1.jpg'],
    [{ '@type': 'ImageObject', url: 'https://x.example/2.jpg' }, 'https://x.example/2.jpg'],
    [[{ contentUrl: 'https://x.example/3.jpg' }], 'https://x.example/3.jpg'],
    [null, undefined],
  ])('image %j is %s', (image, url) => {
    expect(read({ ...concert, image }).event?.imageUrl).toBe(url)
  })

  it('reads keywords as a list or as one text, each once', () => {
    expect(read({ ...concert, keywords: 'jazz, soul,jazz' }).event?.categories).toEqual(['jazz', 'soul'])
    expect(read({ ...concert, keywords: ['Farmers’ Market, big', 'Tour'] }).event?.categories).toEqual([
      'Farmers’ Market, big',
      'Tour',
    ])
  })

  it('reads the status by its last word', () => {
    expect(read({ ...concert, eventStatus: 'https://schema.org/EventCancelled' }).event?.status).toBe('cancelled')
    expect(read({ ...concert, eventStatus: 'EventPostponed' }).event?.status).toBe('postponed')
    expect(read({ ...concert, eventStatus: 'Maybe' }).codes).toEqual(['imports.status_unknown'])
  })
})

describe('prices', () => {
  const paid = { ...concert, isAccessibleForFree: undefined }
  it.each([
    ['one offer', { price: '22.60', priceCurrency: 'CAD' }, []],
    [
      'a list',
      [
        { price: 40, priceCurrency: 'CAD' },
        { price: 22.6, priceCurrency: 'CAD' },
      ],
      ['imports.price_range'],
    ],
    [
      'a range',
      { '@type': 'AggregateOffer', lowPrice: '22.60', highPrice: 80, priceCurrency: 'CAD', offers: [{ price: 22.6 }] },
      ['imports.price_range'],
    ],
    ['offers in an aggregate', { '@type': 'AggregateOffer', priceCurrency: 'CAD', offers: [{ price: 22.6 }] }, []],
    ['a specification', { priceSpecification: { price: 22.6, priceCurrency: 'CAD' } }, []],
  ])('are read from %s', (_, offers, expected) => {
    const { event, codes } = read({ ...paid, offers })
    expect(event?.price).toEqual({ kind: 'fixed', amountMinor: 2260n, currency: 'CAD' })
    expect(codes).toEqual(expected)
  })

  it('that are absent are free only if the feed says so', () => {
    expect(read(concert).event?.price).toEqual({ kind: 'free' })
    expect(read({ ...concert, isAccessibleForFree: 'http://schema.org/True' }).event?.price).toEqual({ kind: 'free' })
    expect(read(paid)).toMatchObject({ event: { price: { kind: 'unknown' } }, codes: ['imports.price_missing'] })
  })
})

describe('keys', () => {
  const id = (element: object) => read(element).event?.externalId
  it('are the feed’s own id, else an address that no other event has, else a digest', () => {
    expect(id({ ...concert, '@id': 'tag:x,2026:1', url: 'https://x.example/e' })).toBe('tag:x,2026:1')
    expect(id({ ...concert, identifier: { propertyID: 'n', value: 17 } })).toBe('17')
    expect(id({ ...concert, url: 'https://x.example/e' })).toBe('https://x.example/e')
    expect(id(concert)).toMatch(/^sha256:[\w-]{32}$/)
  })

  it('tell events of one address apart and do not depend on the order of the feed', () => {
    const first = { ...concert, url: 'https://x.example/hall' }
    const second = { ...first, startDate: '2026-07-02T19:30:00+02:00', endDate: undefined }
    const keys = (feed: ReturnType<typeof read>) =>
      new Map(feed.events.map(event => [event.startsAt.toISOString(), event.externalId]))
    expect(keys(read(second, first))).toEqual(new Map([...keys(read(first, second))].toReversed()))
    expect(new Set(keys(read(first, second)).values()).size).toBe(2)
  })

  it('of an event listed twice differ, and the second says so', () => {
    const feed = read(concert, concert)
    expect(new Set(feed.events.map(event => event.externalId)).size).toBe(2)
    expect(feed.codes).toEqual(['imports.duplicate_key'])
  })
})

describe('hostile input', () => {
  it('cannot bring a script, a strange link or a prototype along', () => {
    const { event, codes } = read({
      ...concert,
      name: '<img src=x onerror=alert(1)>Concert',
      description: '<p>Hi</p><script>alert(1)</script>',
      url: 'javascript:alert(1)',
      image: 'data:image/svg+xml,<svg/>',
    })
    expect(event).toMatchObject({ title: 'Concert', description: 'Hi' })
    expect(event?.sourceUrl).toBeUndefined()
    expect(event?.imageUrl).toBeUndefined()
    expect(codes).toEqual(['imports.url_unreadable', 'imports.url_unreadable'])
    parseSchemaOrg('{"@type":"Event","__proto__":{"polluted":true},"name":"x"}', options)
    expect(({} as { polluted?: boolean }).polluted).toBeUndefined()
  })

  it('is shortened to its limits, and each cut is reported', () => {
    const { event, codes } = read({
      ...concert,
      name: 'x '.repeat(400),
      description: 'y'.repeat(30_000),
      keywords: Array.from({ length: 30 }, (_, n) => `k${n}`),
    })
    expect(event?.title.length).toBeLessThanOrEqual(300)
    expect(event?.description.length).toBeLessThanOrEqual(20_000)
    expect(event?.categories).toHaveLength(20)
    expect(codes.sort()).toEqual(['imports.list_shortened', 'imports.text_shortened', 'imports.text_shortened'])
  })

  it('of any shape gives events or issues, never an exception', () => {
    const value = fc.oneof(
      fc.anything({ maxDepth: 3 }),
      fc.constantFrom('2026-07-01', 'https://x.example', { '@id': '#a' }, { '@value': 'x' }),
    )
    const field = fc.constantFrom(
      'name',
      'startDate',
      'endDate',
      'location',
      'offers',
      'image',
      'organizer',
      'keywords',
      'eventStatus',
      'isAccessibleForFree',
      '@id',
      'identifier',
      'url',
      'description',
    )
    fc.assert(
      fc.property(fc.array(fc.tuple(field, value), { maxLength: 8 }), entries => {
        const element = { '@type': 'Event', name: 'n', startDate: '2026-07-01', ...Object.fromEntries(entries) }
        const json = JSON.stringify(element, (_, inner: unknown) => (typeof inner === 'bigint' ? String(inner) : inner))
        const feed = parseSchemaOrg(json, options)
        expect(feed.events.length + feed.issues.filter(issue => issue.severity === 'error').length).toBe(feed.rows)
      }),
    )
    expect(parseSchemaOrg(`${'['.repeat(20_000)}${']'.repeat(20_000)}`, options).events).toEqual([])
  })
})
