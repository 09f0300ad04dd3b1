import { useInfiniteQuery, useSuspenseQuery } from '@tanstack/react-query'
import { createFileRoute, notFound } from '@tanstack/react-router'
import { paletteNames } from '@tessera/mosaic/palettes'
import { randomFrom } from '@tessera/mosaic/random'
import type { OrganizerProfile } from '@tessera/sdk'
import { LinkButton } from '@tessera/ui/button'
import { useDocumentTitle } from '@tessera/ui/document-title'
import { useLocalized } from '@tessera/ui/i18n'
import { PosterImage } from '@tessera/ui/poster-image'
import { Globe, Mail } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { isMissing } from '../api/answer.ts'
import { eventsQuery, organizerQuery } from '../api/listings.ts'
import { EventList, NothingFound } from '../discover/event-list.tsx'
import { useAccent } from '../event/accent.ts'
import { ShareButton } from '../event/share-button.tsx'
import { posterColours } from '../poster/poster-colours.ts'
import { posterSource } from '../poster/poster-picture.ts'
import { safeAddress } from '../text/markdown.ts'
import { MarkdownText } from '../text/markdown-text.tsx'

export const Route = createFileRoute('/o/$slug')({
  component: OrganizerPage,
  loader: async ({ context, params }) => {
    void context.queryClient.prefetchInfiniteQuery(eventsQuery({ organizer: params.slug }))
    try {
      await context.queryClient.ensureQueryData(organizerQuery(params.slug))
    } catch (error) {
      if (isMissing(error)) throw notFound()
      throw error
    }
  },
})

const STRIP = 3

/** What comes next, as a frieze: pictures only, since each is told with its words below. */
function PosterStrip({ organizer }: { organizer: string }) {
  const next = useInfiniteQuery(eventsQuery({ organizer }))
  const events = next.data?.pages[0]?.data.slice(0, STRIP) ?? []
  if (next.data && events.length === 0) return <div className="pb-2" />
  return (
    <div
      aria-hidden="true"
      className="grid h-36 grid-cols-3 gap-2 self-end overflow-hidden sm:h-52 lg:h-full lg:min-h-72"
    >
      {events.map(event => (
        <PosterImage
          key={event.id}
          seed={event.id}
          {...posterSource(event)}
          sizes="(width < 64rem) 33vw, 14vw"
          palette={event.palette as never}
          width={320}
          height={480}
          priority
          className="size-full rounded-none"
        />
      ))}
    </div>
  )
}

function OrganizerPage() {
  const { slug } = Route.useParams()
  const { t } = useTranslation('storefront')
  const { data: organizer } = useSuspenseQuery(organizerQuery(slug))
  useDocumentTitle(organizer.name)
  useAccent(organizer.accent)
  const website = organizer.website && safeAddress(organizer.website)
  return (
    <article>
      <OrganizerHead organizer={organizer} />
      <div className="mx-auto grid max-w-7xl gap-12 px-4 py-8 md:px-8 md:py-12">
        <div className="flex flex-wrap gap-2">
          {website && (
            <LinkButton href={website} rel="noopener noreferrer" icon={<Globe aria-hidden="true" />}>
              {t('organizer.website')}
            </LinkButton>
          )}
          {organizer.contact_email && (
            <LinkButton href={`mailto:${organizer.contact_email}`} icon={<Mail aria-hidden="true" />}>
              {t('event.write')}
            </LinkButton>
          )}
          <ShareButton title={organizer.name} path={`/o/${organizer.slug}`} />
        </div>
        <section aria-labelledby="upcoming" className="grid gap-6">
          <h2 id="upcoming" className="display text-xl">
            {t('organizer.upcoming')}
          </h2>
          <EventList
            filter={{ organizer: slug }}
            empty={<NothingFound title={t('organizer.none')}>{null}</NothingFound>}
          />
        </section>
        <section aria-labelledby="past" className="grid gap-6">
          <h2 id="past" className="display text-lg">
            {t('organizer.past')}
          </h2>
          <EventList
            filter={{ organizer: slug, time: 'past' }}
            empty={<p className="text-quiet">{t('organizer.no_past')}</p>}
          />
        </section>
        {organizer.legal_name && (
          <footer className="border-t border-line pt-6 text-sm text-quiet">
            <h2 className="mb-1 font-medium text-ink">{t('organizer.imprint')}</h2>
            <address className="whitespace-pre-line not-italic">
              {[organizer.legal_name, organizer.legal_address].filter(Boolean).join('\n')}
            </address>
          </footer>
        )}
      </div>
    </article>
  )
}

function OrganizerHead({ organizer }: { organizer: OrganizerProfile }) {
  const said = useLocalized()
  const palette = randomFrom(`palette:${organizer.id}`).pick(paletteNames)
  const { ground, words, shout } = posterColours(organizer.id, palette, 'night')
  return (
    <header style={{ backgroundColor: ground, color: words }}>
      <div className="mx-auto grid max-w-7xl gap-x-12 gap-y-8 px-4 md:px-8 lg:grid-cols-[minmax(0,7fr)_minmax(0,5fr)]">
        <div className="grid content-center gap-6 pt-10 lg:py-20">
          <h1
            tabIndex={-1}
            style={{ color: shout }}
            className="display text-poster max-w-4xl text-balance [overflow-wrap:anywhere]"
          >
            {organizer.name}
          </h1>
          <MarkdownText source={said(organizer.about)} className="grid max-w-2xl gap-3 text-base sm:text-lg" />
        </div>
        <PosterStrip organizer={organizer.slug} />
      </div>
    </header>
  )
}
