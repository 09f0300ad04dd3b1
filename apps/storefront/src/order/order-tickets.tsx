import { useQuery } from '@tanstack/react-query'
import { DateRange } from '@tessera/ui/date-time'
import { useLocalized } from '@tessera/ui/i18n'
import { TicketCard } from '@tessera/ui/ticket-card'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { encode } from 'uqr'
import { eventQuery } from '../api/listings.ts'
import type { Order, OrderEvent, OrderKey, OrderTicket } from '../api/orders.ts'
import { placeOf } from '../event/place.ts'
import { posterSource } from '../poster/poster-picture.ts'
import { AttendeeName } from './attendee-name.tsx'
import { isGood } from './standing.ts'

const blank = 'data:image/svg+xml,%3Csvg xmlns=%22http://www.w3.org/2000/svg%22/%3E'

/** The tickets of an order, each an object to keep and to show. */
export function OrderTickets({ order, orderKey, event }: { order: Order; orderKey: OrderKey; event: OrderEvent }) {
  const { t } = useTranslation('storefront')
  const { data: listing, isPending } = useQuery(eventQuery(event.slug))
  // Until it is known whether there is a photo, nothing is laid that would be replaced.
  const picture = isPending ? blank : posterSource({ id: event.id, picture: listing?.picture ?? null }).src
  const shown = order.tickets.toSorted((a, b) => Number(isGood(event, b)) - Number(isGood(event, a)))
  const valid = shown.filter(ticket => isGood(event, ticket)).length
  if (shown.length === 0) return null
  return (
    <section aria-labelledby="tickets-title" className="grid gap-5">
      <h2 id="tickets-title" className="display text-xl">
        {valid > 0 ? t('order.tickets', { count: valid }) : t('order.no_valid_tickets')}
      </h2>
      <ul className="grid gap-6 print:gap-0">
        {shown.map((ticket, at) => (
          <li key={ticket.id} className="print:break-after-page print:py-6">
            <Ticket {...{ order, orderKey, event, ticket, picture }} place={at + 1} of={valid} />
          </li>
        ))}
      </ul>
    </section>
  )
}

type TicketProps = {
  order: Order
  orderKey: OrderKey
  event: OrderEvent
  ticket: OrderTicket
  picture: string
  place: number
  of: number
}

function Ticket({ order, orderKey, event, ticket, picture, place, of }: TicketProps) {
  const { t } = useTranslation('storefront')
  const said = useLocalized()
  const code = isGood(event, ticket) ? ticket.code : null
  // A void ticket keeps its shape; what stands there opens no door.
  const modules = useMemo(() => encode(code ?? 'VOID', { border: 0, ecc: 'M' }).data, [code])
  const line = order.lines.find(each => each.id === ticket.line_id)
  return (
    <TicketCard
      event={said(event.title)}
      when={<TicketDate event={event} dateId={ticket.date_id} />}
      place={placeOf(event) || t('card.online')}
      product={[said(ticket.product_name), said(ticket.variant_name)].filter(Boolean).join(', ')}
      holder={ticket.attendee_name ?? undefined}
      modules={modules}
      code={code && of > 1 ? `${order.code} · ${place}` : order.code}
      counter={code && of > 1 ? t('order.counter', { place, of }) : undefined}
      state={isGood(event, ticket) ? 'valid' : 'void'}
      seed={event.id}
      picture={picture}
      actions={code && line ? <AttendeeName order={order} orderKey={orderKey} line={line} /> : undefined}
    />
  )
}

/** The date that the ticket is for, or all days of the event. */
function TicketDate({ event, dateId }: { event: OrderEvent; dateId: string | null }) {
  const { t } = useTranslation('storefront')
  if (event.state === 'postponed') return t('event.new_date_follows')
  const date = event.dates.find(each => each.id === dateId) ?? (event.dates.length === 1 ? event.dates[0] : undefined)
  if (date) return <DateRange from={date.starts_at} to={date.ends_at} zone={event.timezone} />
  const held = event.dates.filter(each => each.state === 'scheduled')
  const [first] = held
  if (!first) return null
  return <DateRange from={first.starts_at} to={held.at(-1)?.starts_at} zone={event.timezone} format="days" />
}
