import { formatDateTime, formatDateTimeRange, formatDayRange } from '@tessera/kernel/date-text'
import { formatMoney } from '@tessera/kernel/money'
import { translate } from '@tessera/kernel/translated'
import type { EventCard, EventPage } from '../modules/catalog/listings/public.ts'
import type { OrganizerProfile } from '../modules/people/organizers/public.ts'
import type { AskedPrice } from './event-json-ld.ts'
import { escapeText } from './page-head.ts'

/** The reader's language, and its words. */
export type Reader = { locale: string; t(key: string, params?: Record<string, string>): string }

type Product = EventPage['whole']['products'][number]

/** An event in plain words: what, when, where, for how much, and whom to ask. */
export function readableEvent(
  page: EventPage,
  organizer: OrganizerProfile,
  asked: AskedPrice,
  { locale, t }: Reader,
): string {
  const { event } = page.whole
  const { timezone: zone, venue, dates } = event
  const text = (value: Record<string, string>) => translate(value, locale, [event.defaultLocale])
  const town = [venue.postalCode, venue.city].filter(Boolean).join(' ')
  const place = [venue.name, venue.street, town].filter(Boolean).join(', ')
  const times = dates
    .filter(date => date.state === 'scheduled')
    .map(date => formatDateTimeRange(date.startsAt, date.endsAt, { locale, zone }))
  const isOn = event.state === 'published'
  return [
    '<main class="readable">',
    `<h1>${escapeText(text(event.title))}</h1>`,
    isOn ? '' : `<p><strong>${escapeText(t(`event.${event.state}_text`))}</strong></p>`,
    ...paragraphs(event.cancelReason ?? ''),
    paragraph(text(event.summary)),
    paragraph(event.attendanceMode === 'online' ? t('event.online') : place),
    event.state === 'postponed' ? '' : list(t('event.dates'), times.map(escapeText)),
    ...paragraphs(text(event.description)),
    isOn ? list(t('event.tickets'), prices(page, asked, { locale, t }).map(escapeText)) : '',
    `<p>${escapeText(t('event.by'))} <a href="/o/${encodeURIComponent(organizer.slug)}">${escapeText(organizer.name)}</a>.</p>`,
    isOn
      ? scriptNote(t('event.script'), t('event.write'), organizer.contactEmail)
      : scriptNote('', t('event.ask'), organizer.contactEmail),
    '</main>',
  ].join('\n')
}

/** What each kind of ticket costs, and what is not to be had now; what is over is told only where nothing else is left. */
function prices({ whole, saleStates }: EventPage, asked: AskedPrice, { locale, t }: Reader): string[] {
  const { currency, defaultLocale, timezone: zone } = whole.event
  const shown = whole.products.filter(product => !product.hidden)
  const lasting = shown.filter(({ id }) => saleStates.get(id) !== 'ended')
  const money = (amountMinor: bigint) =>
    amountMinor === 0n ? t('event.free') : formatMoney({ amountMinor, currency }, locale)
  return (lasting.length > 0 ? lasting : shown).map(product => {
    const amounts = amountsOf(product, asked)
    const [least, most] = [amounts[0]!, amounts.at(-1)!]
    const price = least === most ? money(least) : t('event.from', { price: money(least) })
    const state = saleStates.get(product.id)
    const opens = product.saleStartsAt && formatDateTime(product.saleStartsAt, { locale, zone })
    const notes: Record<string, string> = {
      sold_out: t('event.sold_out'),
      not_yet: opens ? t('event.opens', { when: opens }) : t('event.not_yet'),
      ended: t('event.over'),
    }
    const note = state && notes[state] ? ` (${notes[state]})` : ''
    return `${translate(product.name, locale, [defaultLocale])}: ${price}${note}`
  })
}

/** Ascending. A product with variants is sold only as one of them, so its own price says nothing. */
function amountsOf(product: Product, asked: AskedPrice): bigint[] {
  const { variants, priceMinor } = product
  const amounts = variants.length > 0 ? variants.map(variant => variant.priceMinor ?? priceMinor) : [priceMinor]
  return amounts.map(amount => asked(product, amount)).toSorted((a, b) => Number(a - b))
}

export function readableHome(cards: readonly EventCard[], { locale, t }: Reader): string {
  return [
    '<main class="readable"><h1>Tessera</h1>',
    paragraph(t('home.description')),
    list(t('home.coming'), cards.map(cardLine(locale, t))),
    `<p><a href="/sitemap.xml">${escapeText(t('home.all'))}</a></p>`,
    scriptNote(t('home.script'), '', null),
    '</main>',
  ].join('\n')
}

export function readableOrganizer(
  organizer: OrganizerProfile,
  cards: readonly EventCard[],
  { locale, t }: Reader,
): string {
  return [
    '<main class="readable">',
    `<h1>${escapeText(organizer.name)}</h1>`,
    ...paragraphs(translate(organizer.about, locale, [organizer.defaultLocale])),
    list(t('organizer.coming'), cards.map(cardLine(locale, t))),
    scriptNote(t('event.script'), t('event.write'), organizer.contactEmail),
    '</main>',
  ].join('\n')
}

/** One event of a list, as HTML. */
const cardLine = (locale: string, t: Reader['t']) => (card: EventCard) => {
  const { firstStartsAt, lastEndsAt, dateCount, timezone: zone } = card
  const when =
    dateCount > 1
      ? formatDayRange(firstStartsAt, lastEndsAt, { locale, zone })
      : formatDateTime(firstStartsAt, { locale, zone })
  const where =
    card.attendanceMode === 'online' ? t('event.online') : [card.venueName, card.city].filter(Boolean).join(', ')
  const state = card.state === 'cancelled' || card.state === 'postponed' ? t(`event.${card.state}`) : ''
  const title = translate(card.title, locale)
  const facts = [state, when, where].filter(Boolean).join(' · ')
  return `<a href="/e/${encodeURIComponent(card.slug)}">${escapeText(title)}</a><br>${escapeText(facts)}`
}

const paragraph = (text: string) => (text ? `<p>${escapeText(text)}</p>` : '')

/** Markdown is readable as it is, but for the stars around bold words. */
const paragraphs = (markdown: string) =>
  markdown
    .split(/\n\s*\n/)
    .map(part => paragraph(part.replaceAll('**', '').trim()))
    .filter(Boolean)

/** The rows are HTML. */
const list = (title: string, rows: readonly string[]) =>
  rows.length > 0 ? `<h2>${escapeText(title)}</h2><ul>${rows.map(row => `<li>${row}</li>`).join('')}</ul>` : ''

function scriptNote(script: string, write: string, email: string | null): string {
  const address = email ? escapeText(email) : ''
  const parts = [
    script ? `<strong>${escapeText(script)}</strong>` : '',
    address ? `${escapeText(write)} <a href="mailto:${address}">${address}</a>.` : '',
  ].filter(Boolean)
  return parts.length > 0 ? `<p>${parts.join(' ')}</p>` : ''
}

/** A page that is nothing without scripts says at least that. */
export function needsScript(page: string, { t }: Reader): string {
  const words = `<noscript><main class="readable"><h1>Tessera</h1>${paragraph(t('needs_script'))}</main></noscript>`
  return page.replace('</body>', () => `  ${words}\n  </body>`)
}
