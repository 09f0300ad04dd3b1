import { mosaicSvg } from '@tessera/mosaic/mosaic'
import { describe, expect, it } from 'vitest'
import { demoContent } from './demo-content.ts'
import { resolveTime } from './relative-time.ts'
import type { Bilingual, DemoEvent, RelativeTime } from './shapes.ts'

const events = demoContent.organizers.flatMap(organizer => organizer.events.map(event => ({ organizer, event })))
const cases = events.map(({ organizer, event }) => [`${organizer.key}/${event.key}`, event, organizer] as const)

/** Every pair of texts in a piece of content, wherever it stands. */
function textsOf(value: unknown, path: string): { path: string; text: Bilingual }[] {
  if (typeof value !== 'object' || value === null) return []
  if ('en' in value && 'de' in value) return [{ path, text: value as Bilingual }]
  return Object.entries(value).flatMap(([key, inner]) => textsOf(inner, `${path}.${key}`))
}

function unique(keys: readonly string[], what: string): void {
  expect(keys.toSorted(), what).toEqual([...new Set(keys)].sort())
}

describe('the demo', () => {
  it('shows every state that an event can be in, and every kind of event that the tour names', () => {
    const all = events.map(({ event }) => event)
    expect(new Set(all.map(event => event.state))).toEqual(new Set(['draft', 'published', 'cancelled', 'ended']))
    expect(all.filter(event => event.demand.sellOut)).toHaveLength(1)
    expect(all.filter(event => event.products.every(product => product.saleStarts !== undefined))).toHaveLength(1)
    expect(all.some(event => event.attendanceMode === 'online')).toBe(true)
    expect(
      all.some(event => event.state === 'published' && event.products.every(product => product.priceMinor === 0n)),
    ).toBe(true)
    expect(all.filter(event => event.dates.length >= 3 && event.category === 'theatre').length).toBeGreaterThanOrEqual(
      3,
    )
    expect(all.filter(event => event.dates.some(date => date.starts.days === 0))).toHaveLength(1)
  })

  it('has addresses, keys and people that occur once', () => {
    unique(
      events.map(({ event }) => event.slug),
      'slugs',
    )
    unique(
      [...demoContent.buyers, ...demoContent.organizers.flatMap(organizer => organizer.team)].map(
        person => person.email,
      ),
      'e-mails',
    )
    expect(demoContent.buyers.length).toBeGreaterThanOrEqual(60)
    for (const { email } of demoContent.buyers) expect(email).toMatch(/^[a-z]+(?:[.-][a-z]+)+@example\.org$/)
    for (const { team, events: own } of demoContent.organizers) {
      expect(new Set(team.map(member => member.role)).size).toBe(7)
      for (const key of team.flatMap(member => member.events ?? [])) expect(own.map(event => event.key)).toContain(key)
    }
  })

  it('is written in both languages, each in its own words', () => {
    for (const { path, text } of textsOf(demoContent, 'demo')) {
      expect(text.en.trim(), path).not.toBe('')
      expect(text.de.trim(), path).not.toBe('')
      if (text.en.length > 40) expect(text.de, path).not.toBe(text.en)
    }
  })
})

describe.each(cases)('%s', (_, event, organizer) => {
  it('refers only to products, variants and dates that it has', () => {
    const dates = event.dates.map(date => date.key)
    const products = new Map(event.products.map(product => [product.key, product]))
    unique(dates, 'dates')
    unique(
      event.products.map(product => product.key),
      'products',
    )
    unique(
      event.pools.map(pool => pool.key),
      'pools',
    )
    for (const date of event.products.flatMap(product => product.dates ?? [])) expect(dates).toContain(date)
    for (const { product: key, variant, date } of event.pools.flatMap(pool => pool.draws)) {
      const product = products.get(key)
      expect(product, key).toBeDefined()
      if (variant !== undefined) expect(product?.variants?.map(one => one.key)).toContain(variant)
      if (date !== undefined) expect(product?.dates ?? dates).toContain(date)
    }
    const named = [...(event.questions ?? []), ...event.checkInLists].flatMap(part => part.products ?? [])
    for (const key of [...named, ...Object.keys(event.demand.favourites ?? {})])
      expect([...products.keys()]).toContain(key)
    for (const key of event.checkInLists.flatMap(list => list.dates ?? [])) expect(dates).toContain(key)
  })

  it('counts every product in at least one pool', () => {
    const drawn = new Set(event.pools.flatMap(pool => pool.draws.map(draw => draw.product)))
    const uncounted = event.products.map(product => product.key).filter(key => !drawn.has(key))
    expect(uncounted).toEqual([])
  })

  it('names what only its team reads in the one language of its organizer', () => {
    const names = [...event.pools, ...event.checkInLists].map(({ name }) => name)
    expect(names.filter(name => name.includes('·'))).toEqual([])
    // A German house has no pool that is called as a product is in English only.
    const foreign = organizer.defaultLocale === 'de' ? 'en' : 'de'
    const words = event.products.map(({ name }) => name).filter(name => name.en !== name.de)
    expect(names.filter(name => words.some(word => word[foreign] === name))).toEqual([])
  })

  it('answers its own questions with answers that they allow', () => {
    for (const question of event.questions ?? []) {
      const allowed = question.options?.map(option => option.value)
      for (const answer of question.answers) {
        if (allowed && typeof answer !== 'boolean') for (const one of [answer].flat()) expect(allowed).toContain(one)
        if (question.required) expect(answer).not.toBe('')
      }
    }
  })

  it('happens in order, on any day that the demo may be made', () => {
    const zone = organizer.timezone
    for (const now of [
      '2026-11-22T12:00:00Z',
      '2027-03-27T23:30:00Z',
      '2026-10-24T05:00:00Z',
      '2028-02-29T00:00:00Z',
    ]) {
      const at = (time: RelativeTime) => resolveTime(time, new Date(now), zone)
      for (const date of event.dates) {
        expect(at(date.ends).getTime()).toBeGreaterThan(at(date.starts).getTime())
        if (date.doors) expect(at(date.doors).getTime()).toBeLessThanOrEqual(at(date.starts).getTime())
      }
      const starts = event.dates.map(date => at(date.starts).getTime())
      expect(starts).toEqual(starts.toSorted((a, b) => a - b))
      if (event.state === 'ended')
        expect(Math.max(...event.dates.map(date => at(date.ends).getTime()))).toBeLessThan(Date.parse(now))
    }
  })

  it('has prices as its country writes them, a text worth reading and a picture', () => {
    for (const { tax } of event.products) expect(tax.inclusive).toBe(organizer.country === 'DE')
    for (const locale of ['en', 'de'] as const) {
      const paragraphs = event.description[locale].split('\n\n')
      expect(paragraphs.length).toBeGreaterThanOrEqual(2)
      expect(paragraphs.length).toBeLessThanOrEqual(4)
      expect(event.summary[locale].length).toBeLessThanOrEqual(160)
    }
    expect(pictureOf(event)).toContain('<svg')
  })
})

function pictureOf(event: DemoEvent): string {
  return mosaicSvg({ ...event.mosaic, width: 320, height: 180 })
}

describe('a relative time', () => {
  const now = new Date('2026-11-22T23:30:00Z')
  it.each([
    [{ days: 0, time: '19:00' }, 'Europe/Berlin', '2026-11-23T18:00:00.000Z'],
    [{ days: 0, time: '19:00' }, 'America/Toronto', '2026-11-23T00:00:00.000Z'],
    [{ days: 0, weekday: 5, time: '19:00' }, 'Europe/Berlin', '2026-11-27T18:00:00.000Z'],
    [{ days: 4, weekday: 5, plusDays: 2, time: '11:00' }, 'Europe/Berlin', '2026-11-29T10:00:00.000Z'],
    [{ days: 5, weekday: 5, time: '19:00' }, 'Europe/Berlin', '2026-12-04T18:00:00.000Z'],
    [{ days: 180, time: '19:00' }, 'Europe/Berlin', '2027-05-22T17:00:00.000Z'],
    [{ days: -1, time: '00:30' }, 'America/Toronto', '2026-11-21T05:30:00.000Z'],
  ] as const)('%j in %s is %s', (time, zone, instant) => {
    expect(resolveTime(time, now, zone).toISOString()).toBe(instant)
  })

  it('that cannot be is refused', () => {
    expect(() => resolveTime({ days: 0, time: '25:00' }, now, 'Europe/Berlin')).toThrow('25:00')
  })
})
