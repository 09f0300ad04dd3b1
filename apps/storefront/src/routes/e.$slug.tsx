import { useSuspenseQuery } from '@tanstack/react-query'
import { createFileRoute, notFound, redirect } from '@tanstack/react-router'
import type { Money } from '@tessera/sdk'
import { useDocumentTitle } from '@tessera/ui/document-title'
import { useLocalized } from '@tessera/ui/i18n'
import { isMissing } from '../api/answer.ts'
import { eventQuery, type Offer } from '../api/listings.ts'
import { useAccent } from '../event/accent.ts'
import { linesOf } from '../event/choice.ts'
import { ChoiceBar } from '../event/choice-bar.tsx'
import { EventFacts } from '../event/event-facts.tsx'
import { EventPoster } from '../event/event-poster.tsx'
import { EventSkeleton } from '../event/event-skeleton.tsx'
import { EventState } from '../event/event-state.tsx'
import { TicketDesk } from '../event/ticket-desk.tsx'
import { useChoice } from '../event/use-choice.ts'

type Search = { product?: string }

export const Route = createFileRoute('/e/$slug')({
  component: EventPage,
  pendingComponent: EventSkeleton,
  pendingMs: 200,
  validateSearch: (search: Record<string, unknown>): Search =>
    typeof search.product === 'string' ? { product: search.product } : {},
  loaderDeps: ({ search }) => ({ product: search.product }),
  loader: async ({ context, params, deps }) => {
    try {
      const event = await context.queryClient.ensureQueryData(eventQuery(params.slug, deps.product))
      // An address that the event had before leads here too; the bar shows the one that it has now.
      if (event.slug !== params.slug) throw redirect({ to: '/e/$slug', params: { slug: event.slug }, replace: true })
    } catch (error) {
      if (isMissing(error)) throw notFound()
      throw error
    }
  },
})

function EventPage() {
  const { slug } = Route.useParams()
  const { product } = Route.useSearch()
  const { data: event } = useSuspenseQuery(eventQuery(slug, product))
  const said = useLocalized()
  const { choice, choose } = useChoice(event.id)
  useDocumentTitle(said(event.title))
  useAccent(event.organizer.accent)
  const isOnOffer = event.state === 'published' && event.products.length > 0
  return (
    <article>
      <EventPoster event={event} />
      <div className="mx-auto grid max-w-7xl gap-x-16 gap-y-10 px-4 py-8 md:px-8 md:py-12 lg:grid-cols-[minmax(0,5fr)_minmax(0,6fr)]">
        <EventFacts event={event} />
        <div className="grid content-start gap-8 max-lg:row-start-1">
          <EventState event={event} />
          {event.state === 'published' && <TicketDesk event={event} choice={choice} onChoose={choose} />}
        </div>
      </div>
      {isOnOffer && (
        <ChoiceBar event={event} lines={linesOf(choice, event)} choice={choice} from={cheapest(event.products)} />
      )}
    </article>
  )
}

/** Of what lets somebody in and can be bought now; zero only where nothing costs anything. */
function cheapest(offers: Offer[]): Money | null {
  const prices = offers
    .filter(offer => offer.kind === 'admission' && offer.sale_state === 'on_sale')
    .flatMap(offer =>
      offer.variants.length > 0 ? offer.variants.map(variant => variant.display_price) : [offer.display_price],
    )
  const paid = prices.filter(price => price.amount_minor !== '0')
  return (paid.length > 0 ? paid : prices).reduce<Money | null>(
    (least, price) => (least && BigInt(least.amount_minor) <= BigInt(price.amount_minor) ? least : price),
    null,
  )
}
