import { useSuspenseQuery } from '@tanstack/react-query'
import { createFileRoute, notFound } from '@tanstack/react-router'
import { paletteNames } from '@tessera/mosaic/palettes'
import { randomFrom } from '@tessera/mosaic/random'
import { LinkButton } from '@tessera/ui/button'
import { useDocumentTitle } from '@tessera/ui/document-title'
import { useLocalized } from '@tessera/ui/i18n'
import { Globe, Mail } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { isMissing } from '../api/answer.ts'
import { eventsQuery, organizerQuery } from '../api/listings.ts'
import { EventList, NothingFound } from '../discover/event-list.tsx'
import { useAccent } from '../event/accent.ts'
import { ShareButton } from '../event/share-button.tsx'
import { posterColours } from '../poster/poster-colours.ts'
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

function OrganizerPage() {
  const { slug } = Route.useParams()
  const { t } = useTranslation('storefront')
  const said = useLocalized()
  const { data: organizer } = useSuspenseQuery(organizerQuery(slug))
  useDocumentTitle(organizer.name)
  useAccent(organizer.accent)
  const palette = randomFrom(`palette:${organizer.id}`).pick(paletteNames)
  const { ground, words, shout } = posterColours(organizer.id, palette, 'night')
  const website = organizer.website && safeAddress(organizer.website)
  return (
    <article>
      <header style={{ backgroundColor: ground, color: words }}>
        <div className="mx-auto grid max-w-7xl gap-6 px-4 py-10 md:px-8 md:py-16">
          <h1
            tabIndex={-1}
            style={{ color: shout }}
            className="display text-poster max-w-4xl text-balance [overflow-wrap:anywhere]"
          >
            {organizer.name}
          </h1>
          <MarkdownText source={said(organizer.about)} className="grid max-w-2xl gap-3 text-base sm:text-lg" />
        </div>
      </header>
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
