import { queryOptions } from '@tanstack/react-query'
import { createQuote, extendHold, type Hold, placeHold, type Quote, releaseHold } from '@tessera/sdk'
import { answer } from './answer.ts'

export type { Hold, Quote } from '@tessera/sdk'

export type WantedLine = {
  product_id: string
  variant_id: string | null
  date_id: string | null
  quantity: number
}

export const quoteQuery = (eventId: string, lines: WantedLine[], locale: string) =>
  queryOptions({
    // The explanation is in words, so another language is another answer.
    queryKey: ['quote', eventId, lines, locale],
    queryFn: ({ signal }): Promise<Quote> => answer(createQuote({ body: { event_id: eventId, lines }, signal })),
    enabled: lines.length > 0,
    retry: false,
    staleTime: 30_000,
  })

/** The same key again gives the same hold: a lost answer claims nothing twice. */
export function claim(eventId: string, lines: WantedLine[], idempotencyKey: string): Promise<Hold> {
  return answer(placeHold({ body: { event_id: eventId, lines }, headers: { 'Idempotency-Key': idempotencyKey } }))
}

type Held = { id: string; secret: string }

const opened = ({ id, secret }: Held) => ({ path: { hold: id }, headers: { 'Hold-Secret': secret } })

export const extend = (held: Held): Promise<Hold> => answer(extendHold(opened(held)))

/** `keepalive`: still sent when the page is being closed. */
export const giveBack = (held: Held): Promise<unknown> => answer(releaseHold({ ...opened(held), keepalive: true }))
