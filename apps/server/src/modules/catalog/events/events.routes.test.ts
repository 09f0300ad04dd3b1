import { formatId } from '@tessera/kernel/ids'
import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type TestDatabase, testDatabase } from '../../../platform/testing/test-database.ts'
import { once } from '../../people/testing/http.ts'
import { type CatalogHttp, catalogHttp, makeEditor } from '../testing/catalog-http.ts'

let database: TestDatabase
let http: CatalogHttp
let ordered: Set<string>
let one: Awaited<ReturnType<typeof makeEditor>>
let two: Awaited<ReturnType<typeof makeEditor>>
beforeAll(async () => {
  database = await testDatabase()
  ordered = new Set()
  http = await catalogHttp(database.db, { hasOrders: async (_tx, eventId) => ordered.has(eventId) })
  one = await makeEditor(database.db, http.people)
  two = await makeEditor(database.db, http.people)
})
afterAll(async () => {
  await http.app.close()
  await database[Symbol.asyncDispose]()
})

type Method = 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE'
const base = () => `/v1/organizers/${formatId('org', one.organizerId)}/events`
const call = (method: Method, url: string, body?: object, headers: object = {}) =>
  http.app.inject({
    method,
    url,
    headers: { ...one.headers, ...(method === 'POST' ? once() : {}), ...headers },
    ...(body ? { payload: body } : {}),
  })

const draft = {
  title: { en: 'Harbour lights', de: 'Hafenlichter' },
  timezone: 'Europe/Berlin',
  attendance_mode: 'in_person',
  dates: [{ starts_at: '2031-06-01T18:00:00Z', ends_at: '2031-06-01T20:00:00+00:00' }],
  fee: { fixed_minor: '50', percent_ppm: 20_000, payer: 'buyer' },
}
const create = async (body: object = draft) => (await call('POST', base(), body)).json()
const admission = { kind: 'admission', name: { en: 'Admission' }, price_minor: '2000' }

describe('creating', () => {
  test('a draft has its dates, its address and the currency of its organizer', async () => {
    const answer = await call('POST', base(), draft)
    expect(answer.statusCode).toBe(201)
    expect(answer.headers['etag']).toBe('"v1"')
    expect(answer.json()).toMatchObject({
      slug: 'harbour-lights',
      state: 'draft',
      currency: 'EUR',
      venue: null,
      fee: { fixed_minor: '50', percent_ppm: 20_000, payer: 'buyer' },
      dates: [{ starts_at: '2031-06-01T18:00:00.000Z', ends_at: '2031-06-01T20:00:00.000Z', state: 'scheduled' }],
      public_url: 'http://localhost:3000/e/harbour-lights',
    })
  })

  test.each([
    ['an unknown field', { ...draft, colour: 'red' }],
    ['an unknown zone', { ...draft, timezone: 'Europe/Atlantis' }],
    ['an unknown currency', { ...draft, currency: 'XQZ' }],
    ['no title', { ...draft, title: { en: ' ' } }],
    ['no date', { ...draft, dates: [] }],
    [
      'an end before the start',
      { ...draft, dates: [{ starts_at: '2031-06-01T18:00:00Z', ends_at: '2031-06-01T17:00:00Z' }] },
    ],
    ['an address that runs scripts', { ...draft, online_url: 'javascript:alert(1)' }],
  ])('%s is refused', async (_name, body) => {
    expect((await call('POST', base(), body)).statusCode).toBe(400)
  })
})

describe('publishing', () => {
  test('says everything that is missing, and works once it is there', async () => {
    const event = await create({ ...draft, default_locale: 'de', title: { en: 'Only English' } })
    const url = `${base()}/${event.id}`
    const refused = await call('POST', `${url}/publish`)
    expect(refused.statusCode).toBe(422)
    expect(refused.json()).toMatchObject({ code: 'events.not_publishable' })
    expect(refused.json().errors.map((error: { code: string }) => error.code)).toEqual([
      'title_missing',
      'venue_missing',
      'product_missing',
    ])

    const fixed = await call(
      'PATCH',
      url,
      { title: { de: 'Auch Deutsch' }, venue: { city: 'Hamburg' } },
      { 'if-match': '"v1"' },
    )
    expect(fixed.statusCode).toBe(200)
    const product = { ...admission, name: { de: 'Eintritt' } }
    expect((await call('POST', `${url}/products`, product)).statusCode).toBe(201)
    const published = await call('POST', `${url}/publish`)
    expect(published.json()).toMatchObject({ state: 'published', published_at: expect.any(String) })
    expect((await call('POST', `${url}/publish`)).json().version).toBe(published.json().version)
    expect((await http.app.inject({ url: `/v1/events/${event.slug}` })).statusCode).toBe(200)
  })

  test('is taken back only while nobody has ordered', async () => {
    const event = await create({ ...draft, venue: { city: 'Kiel' } })
    const url = `${base()}/${event.id}`
    await call('POST', `${url}/products`, admission)
    await call('POST', `${url}/publish`)
    ordered.add((await http.parts.listings.card(event.slug))!.eventId)
    expect((await call('POST', `${url}/unpublish`)).json()).toMatchObject({ code: 'events.has_orders', status: 409 })
    ordered.clear()
    expect((await call('POST', `${url}/unpublish`)).json()).toMatchObject({ state: 'draft', published_at: null })
    expect((await http.app.inject({ url: `/v1/events/${event.slug}` })).statusCode).toBe(404)
  })

  test('calling off needs a reason, tells whom it concerns and cannot be published again', async () => {
    const event = await create({ ...draft, venue: { city: 'Kiel' } })
    const url = `${base()}/${event.id}`
    await call('POST', `${url}/products`, admission)
    await call('POST', `${url}/publish`)
    expect((await call('POST', `${url}/cancel`, { reason: ' ' })).statusCode).toBe(400)
    expect((await call('POST', `${url}/cancel`, { reason: 'Storm warning' })).json()).toMatchObject({
      state: 'cancelled',
      cancel_reason: 'Storm warning',
    })
    const told = await database.asSuperuser<{ topic: string }>(
      "select topic from outbox where payload->>'slug' = $1 and topic = 'events.cancelled'",
      [event.slug],
    )
    expect(told).toHaveLength(1)
    expect((await call('POST', `${url}/publish`)).statusCode).toBe(409)
    expect((await http.app.inject({ url: `/v1/events/${event.slug}` })).json()).toMatchObject({ state: 'cancelled' })
  })
})

describe('editing', () => {
  test('of two people who read the same version one loses, and nothing of theirs is lost', async () => {
    const event = await create()
    const url = `${base()}/${event.id}`
    const etag = { 'if-match': '"v1"' }
    const answers = await Promise.all([
      call('PATCH', url, { summary: { en: 'From the first' } }, etag),
      call('PATCH', url, { category: 'music' }, etag),
    ])
    expect(answers.map(answer => answer.statusCode).toSorted((a, b) => a - b)).toEqual([200, 412])
    expect((await call('PATCH', url, { category: 'film' })).statusCode).toBe(428)
    expect((await call('GET', url)).headers['etag']).toBe('"v2"')
  })

  test('a date moves under its own version and raises what calendars compare', async () => {
    const event = await create()
    const url = `${base()}/${event.id}/dates`
    const added = await call('POST', url, { starts_at: '2031-06-02T18:00:00Z' })
    expect(added.statusCode).toBe(201)
    const moved = await call(
      'PATCH',
      `${url}/${added.json().id}`,
      { starts_at: '2031-06-03T18:00:00Z' },
      { 'if-match': '"v1"' },
    )
    expect(moved.json()).toMatchObject({ starts_at: '2031-06-03T18:00:00.000Z', version: 2 })
    expect(
      (await call('PATCH', `${url}/${added.json().id}`, { state: 'cancelled' }, { 'if-match': '"v1"' })).statusCode,
    ).toBe(412)
    expect((await call('DELETE', `${url}/${added.json().id}`, undefined, { 'if-match': '"v2"' })).statusCode).toBe(204)
    const last = (await call('GET', url)).json().data[0]
    expect((await call('DELETE', `${url}/${last.id}`, undefined, { 'if-match': '"v1"' })).json()).toMatchObject({
      code: 'events.last_date',
    })
  })

  test('a date that a product names stays', async () => {
    const event = await create({ ...draft, dates: [...draft.dates, { starts_at: '2031-06-02T18:00:00Z' }] })
    await call('POST', `${base()}/${event.id}/products`, { ...admission, date_ids: [event.dates[0].id] })
    const gone = await call('DELETE', `${base()}/${event.id}/dates/${event.dates[0].id}`, undefined, {
      'if-match': '"v1"',
    })
    expect(gone.json()).toMatchObject({ code: 'events.date_in_use' })
  })
})

describe('pictures', () => {
  const form = (file: Buffer, alt = '{"en":"Lights over water"}') => {
    const edge = 'edge-of-parts'
    const head = `--${edge}\r\ncontent-disposition: form-data; name="alt"\r\n\r\n${alt}\r\n--${edge}\r\ncontent-disposition: form-data; name="file"; filename="a.png"\r\ncontent-type: image/png\r\n\r\n`
    return {
      payload: Buffer.concat([Buffer.from(head), file, Buffer.from(`\r\n--${edge}--\r\n`)]),
      type: `multipart/form-data; boundary=${edge}`,
    }
  }
  const put = (url: string, body: ReturnType<typeof form>, version: number) =>
    http.app.inject({
      method: 'PUT',
      url,
      headers: { ...one.headers, 'content-type': body.type, 'if-match': `"v${version}"` },
      payload: body.payload,
    })

  test('a picture is shown in its sizes to everybody, for ever and with nothing that could run', async () => {
    const event = await create()
    const png = await sharp({ create: { width: 800, height: 600, channels: 3, background: '#336' } })
      .png()
      .toBuffer()
    const answer = await put(`${base()}/${event.id}/picture`, form(png), 1)
    expect(answer.statusCode).toBe(200)
    const { picture } = answer.json()
    expect(picture.alt).toEqual({ en: 'Lights over water' })
    expect(picture.sizes.map((size: { name: string }) => size.name)).toEqual(['320', '640', '800', 'card'])
    const file = await http.app.inject({ url: picture.sizes[0].url })
    expect(file.statusCode).toBe(200)
    expect(file.headers).toMatchObject({
      'content-type': 'image/webp',
      'cache-control': 'public, max-age=31536000, immutable',
    })
    expect(file.headers['content-security-policy']).toContain('sandbox')
    const removed = await http.app.inject({
      method: 'DELETE',
      url: `${base()}/${event.id}/picture`,
      headers: { ...one.headers, 'if-match': '"v2"' },
    })
    expect(removed.json()).toMatchObject({ picture: null })
    expect((await http.app.inject({ url: picture.sizes[0].url })).statusCode).toBe(404)
  })

  test('what is no picture is refused, and so is a form that is none', async () => {
    const event = await create()
    const url = `${base()}/${event.id}/picture`
    const svg = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>')
    expect((await put(url, form(svg), 1)).json()).toMatchObject({ code: 'events.picture_refused' })
    expect((await call('PUT', url, { file: 'x' }, { 'if-match': '"v1"' })).statusCode).toBe(415)
  })
})

describe('listing and isolation', () => {
  test('a page ends where the next begins', async () => {
    for (let i = 0; i < 3; i++) await create()
    const first = (await call('GET', `${base()}?limit=2&state=draft`)).json()
    const second = (await call('GET', `${base()}?limit=100&state=draft&cursor=${first.next_cursor}`)).json()
    const ids = [...first.data, ...second.data].map((event: { id: string }) => event.id)
    expect(new Set(ids).size).toBe(ids.length)
    expect(second.next_cursor).toBeNull()
    expect(
      (await call('GET', `${base()}?limit=100&state=draft`)).json().data.map((event: { id: string }) => event.id),
    ).toEqual(ids)
    expect((await call('GET', `${base()}?q=harbour`)).json().data.length).toBeGreaterThan(2)
  })

  test('organizer 2 finds nothing of organizer 1, whichever path it tries', async () => {
    const event = await create()
    const foreign = `/v1/organizers/${formatId('org', two.organizerId)}/events/${event.id}`
    const paths: Array<[Method, string, object?]> = [
      ['GET', foreign],
      ['PATCH', foreign, { category: 'film' }],
      ['POST', `${foreign}/publish`],
      ['POST', `${foreign}/unpublish`],
      ['POST', `${foreign}/cancel`, { reason: 'No' }],
      ['POST', `${foreign}/clone`, { shift_days: 1 }],
      ['GET', `${foreign}/dates`],
      ['POST', `${foreign}/dates`, { starts_at: '2031-06-02T18:00:00Z' }],
      ['DELETE', `${foreign}/dates/${event.dates[0].id}`],
      ['GET', `${foreign}/products`],
      ['POST', `${foreign}/products`, admission],
      ['GET', `${foreign}/questions`],
      ['DELETE', `${foreign}/picture`],
      ['GET', `/v1/organizers/${formatId('org', one.organizerId)}/events/${event.id}`],
    ]
    for (const [method, url, body] of paths) {
      const answer = await call(method, url, body, { ...two.headers, 'if-match': '"v1"' })
      expect([method, url, answer.statusCode]).toEqual([method, url, 404])
    }
    expect((await call('GET', `${base()}/${event.id}`)).json()).toMatchObject({ version: 1, state: 'draft' })
  })
})
