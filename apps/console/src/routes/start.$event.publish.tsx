import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { createFileRoute, useNavigate } from '@tanstack/react-router'
import { Button } from '@tessera/ui/button'
import { SkeletonText } from '@tessera/ui/skeleton'
import { useTranslation } from 'react-i18next'
import { eventQuery, publishEvent } from '../api/events.ts'
import { productsQuery } from '../api/products.ts'
import { ProblemNotice } from '../forms/problem-notice.tsx'
import { LinkButton } from '../link-button.tsx'
import { PayNotice } from '../payments/pay-notice.tsx'
import { useOrganizer } from '../session.ts'
import { posterOfEvent } from '../start/poster-of.ts'
import { PosterPreview } from '../start/poster-preview.tsx'
import { checksOf, Readiness } from '../start/readiness.tsx'
import { StartShell } from '../start/start-shell.tsx'

export const Route = createFileRoute('/start/$event/publish')({ component: PublishStep })

function PublishStep() {
  const { t } = useTranslation('console')
  const { event: eventId } = Route.useParams()
  const organizer = useOrganizer()
  const navigate = useNavigate()
  const client = useQueryClient()
  const { data: event } = useQuery(eventQuery(organizer.id, eventId))
  const { data: products } = useQuery(productsQuery(organizer.id, eventId))
  const publish = useMutation({
    mutationFn: () => publishEvent(organizer.id, eventId),
    onSuccess: async published => {
      client.setQueryData([organizer.id, 'event', eventId], published)
      await client.invalidateQueries({ queryKey: [organizer.id, 'events'] })
      await navigate({ to: '/start/$event/done', params: { event: eventId } })
    },
  })
  const checks = event && products ? checksOf(event, products.data, new Date()) : null
  const ready = checks?.every(check => check.done)
  return (
    <StartShell
      step="publish"
      title={t('start.publish_title')}
      below={t('start.publish_below')}
      eventId={eventId}
      aside={event && products && <PosterPreview poster={posterOfEvent(event, products.data)} />}
    >
      {checks ? (
        <>
          <ProblemNotice error={publish.error} />
          <PayNotice costs={products?.data.some(product => product.price.amount_minor !== '0') ?? false} />
          <section className="grid gap-2">
            <h2 className="font-semibold">{t(ready ? 'start.ready' : 'start.missing')}</h2>
            <Readiness checks={checks} />
          </section>
          <div className="flex flex-wrap justify-end gap-2">
            <LinkButton to="/events/$event" params={{ event: eventId }}>
              {t('start.publish_later')}
            </LinkButton>
            <Button variant="primary" disabled={!ready} pending={publish.isPending} onClick={() => publish.mutate()}>
              {t('start.publish')}
            </Button>
          </div>
        </>
      ) : (
        <SkeletonText lines={5} />
      )}
    </StartShell>
  )
}
