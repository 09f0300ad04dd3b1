import { useSuspenseQuery } from '@tanstack/react-query'
import { createFileRoute, notFound, redirect } from '@tanstack/react-router'
import { useDocumentTitle } from '@tessera/ui/document-title'
import { useLocalized } from '@tessera/ui/i18n'
import { isMissing } from '../api/answer.ts'
import { eventQuery } from '../api/listings.ts'
import { useAccent } from '../event/accent.ts'
import { linesOf } from '../event/choice.ts'
import { ChoiceBar } from '../event/choice-bar.tsx'
import { EventFacts } from '../event/event-facts.tsx'
import { EventPoster } from '../event/event-poster.tsx'
import { EventSkeleton } from '../event/event-skeleton.tsx'
import { EventState } from '../event/event-state.tsx'
import { saleOf } from '../event/sale.ts'
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
  const sale = saleOf(event)
  const isOpen = event.state === 'published' && sale.kind === 'open'
  return (
    <article>
      <EventPoster event={event} />
      <div className="mx-auto grid max-w-7xl gap-x-16 gap-y-10 grid-cols-[minmax(0,1fr)] px-4 py-8 md:px-8 md:py-12 lg:grid-cols-[minmax(0,5fr)_minmax(0,6fr)]">
        <EventFacts event={event} />
        <div className="grid content-start gap-8 max-lg:row-start-1">
          <EventState event={event} sale={sale} />
          {event.state === 'published' && <TicketDesk event={event} choice={choice} onChoose={choose} />}
        </div>
      </div>
      {isOpen && <ChoiceBar event={event} lines={linesOf(choice, event)} choice={choice} from={sale.from} />}
    </article>
  )
}
