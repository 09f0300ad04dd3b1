import { useQuery } from '@tanstack/react-query'
import { createFileRoute, Link } from '@tanstack/react-router'
import { LinkButton as Anchor } from '@tessera/ui/button'
import { CopyField } from '@tessera/ui/copy-field'
import { ArrowRight, ExternalLink, Image, ScanLine, UserRoundPlus } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { eventQuery } from '../api/events.ts'
import { productsQuery } from '../api/products.ts'
import { LinkButton } from '../link-button.tsx'
import { useOrganizer } from '../session.ts'
import { posterOfEvent } from '../start/poster-of.ts'
import { PosterPreview } from '../start/poster-preview.tsx'
import { StartShell } from '../start/start-shell.tsx'

export const Route = createFileRoute('/start/$event/done')({ component: DoneStep })

const nextStyle = 'flex min-h-11 items-center gap-3 px-4 py-3 hover:bg-mist'

function DoneStep() {
  const { t } = useTranslation('console')
  const { event: eventId } = Route.useParams()
  const organizer = useOrganizer()
  const { data: event } = useQuery(eventQuery(organizer.id, eventId))
  const { data: products } = useQuery(productsQuery(organizer.id, eventId))
  const arrow = <ArrowRight className="ms-auto size-4 text-quiet rtl:-scale-x-100" aria-hidden="true" />
  return (
    <StartShell
      step="publish"
      title={t('start.done_title')}
      below={t('start.done_below')}
      aside={event && <PosterPreview poster={posterOfEvent(event, products?.data)} />}
    >
      {event && <CopyField label={t('start.done_link')} value={event.public_url} />}
      <section className="grid gap-2">
        <h2 className="font-semibold">{t('start.done_next')}</h2>
        <ul className="divide-y divide-line overflow-hidden rounded-lg border border-line bg-raised [&_svg]:size-4 [&_svg]:shrink-0">
          <li>
            <Link to="/events/$event/details" params={{ event: eventId }} className={nextStyle}>
              <Image aria-hidden="true" className="text-accent-text" />
              {t('start.done_picture')}
              {arrow}
            </Link>
          </li>
          <li>
            <Link to="/team" className={nextStyle}>
              <UserRoundPlus aria-hidden="true" className="text-accent-text" />
              {t('start.done_team')}
              {arrow}
            </Link>
          </li>
          <li>
            <Link to="/events/$event/check-in" params={{ event: eventId }} className={nextStyle}>
              <ScanLine aria-hidden="true" className="text-accent-text" />
              {t('start.done_door')}
              {arrow}
            </Link>
          </li>
        </ul>
      </section>
      <div className="flex flex-wrap justify-end gap-2">
        {event && (
          <Anchor href={event.public_url} target="_blank" rel="noreferrer" icon={<ExternalLink aria-hidden="true" />}>
            {t('start.done_open')}
          </Anchor>
        )}
        <LinkButton to="/events/$event" params={{ event: eventId }} variant="primary">
          {t('start.done_console')}
        </LinkButton>
      </div>
    </StartShell>
  )
}
