import type { Translated } from '@tessera/kernel/translated'
import type { FieldError } from '../../../platform/errors/errors.ts'
import type { EventRecord, EventState, NewDate } from './public.ts'

/** From which states an event comes to another. */
export const COMES_FROM: Readonly<
  Record<'published' | 'draft' | 'cancelled' | 'ended' | 'postponed', readonly EventState[]>
> = {
  published: ['draft', 'postponed'],
  draft: ['published', 'postponed'],
  cancelled: ['published', 'postponed', 'draft'],
  ended: ['published'],
  postponed: ['published'],
}

/** What keeps an event from being published, all of it at once. Empty when nothing does. */
export function missingForPublication(event: EventRecord, products: number): FieldError[] {
  const missing: FieldError[] = []
  const add = (path: string, code: string, message: string) => missing.push({ path, code, message })
  if (!event.title[event.defaultLocale]?.trim()) {
    add('title', 'title_missing', `The title is missing in the event's own language (${event.defaultLocale})`)
  }
  if (!event.dates.some(date => date.state === 'scheduled')) add('dates', 'date_missing', 'At least one date is needed')
  if (event.attendanceMode !== 'online' && !event.venue.name && !event.venue.city) {
    add('venue', 'venue_missing', 'Say where it takes place: a venue or a city')
  }
  // An event that sells elsewhere is announced here all the same.
  if (products === 0 && !event.sourceUrl)
    add('products', 'product_missing', 'At least one product is needed, a free one too')
  return missing
}

/** What is wrong with the dates of an event, as fields of the request. */
export function faultsOfDates(dates: readonly NewDate[], at = 'dates'): FieldError[] {
  return dates.flatMap((date, index) => {
    const path = at === '' ? '' : `${at}.${index}.`
    const faults: FieldError[] = []
    if (date.endsAt && date.endsAt < date.startsAt)
      faults.push({ path: `${path}ends_at`, code: 'before_start', message: 'must not be before the start' })
    if (date.doorsAt && date.doorsAt > date.startsAt)
      faults.push({ path: `${path}doors_at`, code: 'after_start', message: 'must not be after the start' })
    return faults
  })
}

/** The text that an address is made of: in the event's own language, else any. */
export function titleForSlug(title: Translated, defaultLocale: string): string {
  return title[defaultLocale]?.trim() || Object.values(title).find(text => text.trim() !== '') || ''
}
