import { formatDateTimeRange } from '@tessera/kernel/date-text'
import { formatMoney } from '@tessera/kernel/money'
import { translate } from '@tessera/kernel/translated'
import type { EventPage } from '../modules/catalog/listings/public.ts'
import type { OrganizerProfile } from '../modules/people/organizers/public.ts'
import type { AskedPrice } from './event-json-ld.ts'
import { escapeText } from './page-head.ts'

const STYLE = 'max-width:42rem;margin:0 auto;padding:2rem 1rem;font-size:1.0625rem;line-height:1.6'

/** Words that only those read whose browser runs no scripts. */
const WORDS = {
  en: {
    dates: 'Dates',
    prices: 'Tickets',
    free: 'Free',
    online: 'Online',
    by: 'Organized by',
    script: 'To buy tickets here, switch JavaScript on.',
    write: 'Or write to',
  },
  de: {
    dates: 'Termine',
    prices: 'Tickets',
    free: 'Kostenlos',
    online: 'Online',
    by: 'Veranstaltet von',
    script: 'Um hier Tickets zu kaufen, schalte JavaScript ein.',
    write: 'Oder schreib an',
  },
} as const

const wordsOf = (locale: string) => (locale.startsWith('de') ? WORDS.de : WORDS.en)

/** An event in plain words: what, when, where, for how much, and whom to ask. */
export function readableEvent(page: EventPage, organizer: OrganizerProfile, asked: AskedPrice): string {
  const { event, products } = page.whole
  const { defaultLocale: locale, timezone: zone, currency } = event
  const text = (value: Record<string, string>) => translate(value, locale)
  const words = wordsOf(locale)
  const { venue } = event
  const town = [venue.postalCode, venue.city].filter(Boolean).join(' ')
  const place = [venue.name, venue.street, town].filter(Boolean).join(', ')
  const dates = event.dates
    .filter(date => date.state === 'scheduled')
    .map(date => formatDateTimeRange(date.startsAt, date.endsAt, { locale, zone }))
  const prices = products
    .filter(product => !product.hidden)
    .map(product => {
      const amountMinor = asked(product, product.priceMinor)
      const price = amountMinor === 0n ? words.free : formatMoney({ amountMinor, currency }, locale)
      return `${text(product.name)}: ${price}`
    })
  return [
    `<main style="${STYLE}">`,
    `<h1>${escapeText(text(event.title))}</h1>`,
    paragraph(text(event.summary)),
    paragraph(event.attendanceMode === 'online' ? words.online : place),
    list(words.dates, dates),
    ...paragraphs(text(event.description)),
    list(words.prices, prices),
    `<p>${words.by} <a href="/o/${encodeURIComponent(organizer.slug)}">${escapeText(organizer.name)}</a>.</p>`,
    scriptNote(locale, organizer.contactEmail),
    '</main>',
  ].join('\n')
}

export function readableHome(description: string): string {
  const more = 'Tessera needs JavaScript. All that is on is also listed in the <a href="/sitemap.xml">sitemap</a>.'
  return `<main style="${STYLE}"><h1>Tessera</h1>${paragraph(description)}<p>${more}</p></main>`
}

export function readableOrganizer(organizer: OrganizerProfile): string {
  const locale = organizer.defaultLocale
  return [
    `<main style="${STYLE}">`,
    `<h1>${escapeText(organizer.name)}</h1>`,
    ...paragraphs(translate(organizer.about, locale)),
    scriptNote(locale, organizer.contactEmail),
    '</main>',
  ].join('\n')
}

const paragraph = (text: string) => (text ? `<p>${escapeText(text)}</p>` : '')

/** Markdown is readable as it is, but for the stars around bold words. */
const paragraphs = (markdown: string) =>
  markdown
    .split(/\n\s*\n/)
    .map(part => paragraph(part.replaceAll('**', '').trim()))
    .filter(Boolean)

const list = (title: string, rows: readonly string[]) =>
  rows.length > 0
    ? `<h2>${escapeText(title)}</h2><ul>${rows.map(row => `<li>${escapeText(row)}</li>`).join('')}</ul>`
    : ''

function scriptNote(locale: string, email: string | null): string {
  const words = wordsOf(locale)
  const address = email ? escapeText(email) : ''
  return `<p><strong>${words.script}</strong>${address ? ` ${words.write} <a href="mailto:${address}">${address}</a>.` : ''}</p>`
}
