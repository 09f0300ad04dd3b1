import type { Event } from '../api/events.ts'
import type { Product } from '../api/products.ts'
import { instantOf } from '../events/when.ts'
import { type FlatDraft, textsOf } from '../forms/flat-draft.ts'
import type { Basics } from './basics-form.tsx'
import type { Poster } from './poster-preview.tsx'

export function posterOfEvent(event: Event, products: readonly Product[] = []): Poster {
  const date = event.dates.find(each => each.state === 'scheduled') ?? event.dates[0]
  const size = event.picture?.sizes.find(each => each.width >= 640) ?? event.picture?.sizes[0]
  const offered = products.filter(product => !product.archived && !product.hidden && product.kind === 'admission')
  const all = offered.map(product => product.display_price)
  // A free ticket for a child does not make an evening free.
  const paid = all.filter(price => BigInt(price.amount_minor) > 0n)
  const prices = paid.length > 0 ? paid : all
  const cheapest = prices.reduce<(typeof prices)[number] | null>(
    (least, price) => (least && BigInt(least.amount_minor) <= BigInt(price.amount_minor) ? least : price),
    null,
  )
  return {
    seed: event.id,
    title: event.title,
    summary: event.summary,
    starts: date?.starts_at ?? null,
    ends: date?.ends_at ?? null,
    zone: event.timezone,
    place: placeOf(event.venue?.name, event.venue?.city),
    palette: event.palette,
    picture: size ? { src: size.url, alt: Object.values(event.picture?.alt ?? {})[0] ?? '' } : null,
    from: cheapest,
  }
}

export function posterOfDraft({ draft, starts, ends }: Basics, seed: string): Poster {
  const zone = draft.timezone ?? 'UTC'
  return {
    seed,
    title: textsOf(draft, 'title'),
    summary: textsOf(draft, 'summary'),
    starts: instantOf(starts, zone),
    ends: instantOf(ends, zone),
    zone,
    place: placeOfDraft(draft),
    palette: draft.palette || null,
  }
}

const placeOf = (...parts: (string | null | undefined)[]) => parts.filter(Boolean).join(', ')
const placeOfDraft = (draft: FlatDraft) =>
  draft.attendance_mode === 'online' ? '' : placeOf(draft['venue.name'], draft['venue.city'])
