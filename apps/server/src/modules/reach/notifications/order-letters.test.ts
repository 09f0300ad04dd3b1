import { beforeAll, describe, expect, test } from 'vitest'
import { createI18n, type I18n } from '../../../platform/i18n/i18n.ts'
import { renderText } from '../../../platform/mail/content.ts'
import { renderHtml } from '../../../platform/mail/layout.ts'
import { type OrderContext, type OrderLetterKind, orderLetter } from './order-letters.ts'

let i18n: I18n
beforeAll(async () => {
  i18n = await createI18n({
    folders: [{ namespace: 'notifications', folder: new URL('./locales/', import.meta.url) }],
  })
})

const day = (id: string, startsAt: string) => ({
  id,
  startsAt: new Date(startsAt),
  endsAt: new Date(Date.parse(startsAt) + 3 * 3_600_000),
  label: {},
  state: 'scheduled',
})
const days = ['2027-01-29T15:00:00Z', '2027-01-30T10:30:00Z', '2027-01-31T10:30:00Z'].map((at, n) => day(`d${n}`, at))

const line = (change: object = {}) => ({
  kind: 'admission',
  state: 'active',
  quoteLineKey: 'l1',
  productName: { de: 'Wochenendpass', en: 'Weekend pass' },
  variantName: null,
  dateId: null,
  grossMinor: 12_900n,
  feeGrossMinor: 0n,
  ...change,
})

type Change = {
  locale?: string
  dates?: object[]
  event?: object
  totalMinor?: bigint
  kind?: OrderLetterKind
  dateIds?: string[]
}

function letter(lines: object[], change: Change = {}) {
  const context = {
    order: {
      code: 'K7MQ2XPA',
      buyerName: 'Änne <b>',
      locale: change.locale ?? 'de',
      currency: 'EUR',
      totalMinor: change.totalMinor ?? 1n,
      lines,
    },
    event: {
      slug: 'flut',
      state: 'published',
      title: { de: 'Drei Tage Flut' },
      defaultLocale: 'de',
      timezone: 'Europe/Berlin',
      attendanceMode: 'in_person',
      venue: { name: 'Vorland', street: 'Am Deich 1', postalCode: '21129', city: 'Hamburg' },
      dates: change.dates ?? days,
      ...change.event,
    },
    organizer: { name: 'Haus Backbord', accent: null, legalName: null },
    orderUrl: 'https://tickets.example/orders/K7MQ2XPA#ord_x.secret',
  } as unknown as OrderContext
  return orderLetter(i18n, change.kind ?? 'paid', context, { amountMinor: null, dateIds: change.dateIds })
}

describe('the mail with the tickets', () => {
  test('names the event, and for a pass every day that it opens', () => {
    const { subject, content } = letter([line(), line({ quoteLineKey: 'l2', dateId: 'd0' })])
    expect(subject).toBe('Deine Tickets für Drei Tage Flut')
    const text = renderText(content)
    for (const words of ['29. Januar', '30. Januar', '31. Januar', 'Drei Tage Flut: bis bald!', 'Am Deich 1'])
      expect(text).toContain(words)
  })

  test('tells only the day that was bought, and beside each line its own', () => {
    const { content } = letter([line({ dateId: 'd1' })])
    const text = renderText(content)
    expect(text).toContain('30. Januar')
    expect(text).not.toContain('29. Januar')
    expect(text).toMatch(/1 × Wochenendpass \(Samstag, 30\. Januar 2027, 11:30\)/)
  })

  test('sums up a season instead of listing it', () => {
    const many = [...days, day('d3', '2027-02-05T18:30:00Z')]
    expect(renderText(letter([line()], { dates: many }).content)).toMatch(/Wann: 29\. Januar\s–\s5\. Februar 2027/)
  })

  test('shows the mosaic of the ticket, from our own address and without the secret in it', () => {
    const html = renderHtml(letter([line()]).content)
    expect(html).toContain('src="https://tickets.example/v1/events/flut/mosaic/1200.jpg"')
    expect(html).not.toContain('<b>')
  })

  test('falls back to the event’s own language where it has no other', () => {
    expect(letter([line()], { locale: 'en' }).subject).toBe('Your tickets for Drei Tage Flut')
  })
})

describe('the mail about what changed', () => {
  const text = (lines: object[], change: Change) => renderText(letter(lines, { locale: 'en', ...change }).content)

  test('names the date that is called off, and those that stay', () => {
    const dates = [{ ...days[0], state: 'cancelled' }, days[1]!]
    const told = text([line()], { kind: 'dateCancelled', dates, dateIds: ['d0'] })
    expect(told).toMatch(/Called off: Friday, 29 January[^\n]+\nStays: Saturday, 30 January/)
  })

  test('names the new date, and apart from it those that stay', () => {
    const lines = [line({ dateId: 'd0' }), line({ dateId: 'd1' })]
    const told = text(lines, { kind: 'rescheduled', dateIds: ['d1'] })
    expect(told).toMatch(/New date: Saturday, 30 January[^\n]+\nStays: Friday, 29 January/)
  })

  test('of a refund says which tickets still let somebody in', () => {
    const gone = line({ state: 'cancelled' })
    expect(text([line(), gone], { kind: 'refunded' })).toContain('One ticket of this order stays valid')
    expect(text([gone, gone], { kind: 'refunded' })).toContain('The tickets of this order no longer let anybody in')
    expect(text([line()], { kind: 'refunded' })).toContain('Your tickets stay valid')
    expect(text([line({ kind: 'add_on' })], { kind: 'refunded' })).not.toContain('valid')
    const off = { kind: 'refunded', event: { state: 'cancelled' } } as const
    expect(text([line()], off)).not.toContain('valid')
  })

  test('speaks of no money to whoever paid none', () => {
    for (const kind of ['cancelled', 'eventCancelled'] as const)
      expect(text([line()], { kind, totalMinor: 0n })).not.toMatch(/paid|refund|money/)
    expect(text([line({ grossMinor: 0n })], { totalMinor: 0n })).toMatch(/Total \.+ Free/)
  })
})

test('whoever takes part from afar finds the way in, and nobody else is sent there', () => {
  const onlineUrl = 'https://stream.example/in'
  const html = (attendanceMode: string) =>
    renderHtml(letter([line()], { event: { attendanceMode, onlineUrl } }).content)
  for (const mode of ['online', 'hybrid']) expect(html(mode)).toContain('href="https://stream.example/in"')
  expect(html('in_person')).not.toContain('stream.example')
  expect(html('online')).toContain('16:00–19:00 (Mitteleuropäische Normalzeit)')
  expect(html('in_person')).not.toContain('Normalzeit')
})
