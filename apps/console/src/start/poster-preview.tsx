import { DateRange } from '@tessera/ui/date-time'
import { useLocalized } from '@tessera/ui/i18n'
import { Money, type MoneyValue } from '@tessera/ui/money'
import { PosterImage, type PosterImageProps } from '@tessera/ui/poster-image'
import { useTranslation } from 'react-i18next'

export type Poster = {
  seed: string
  title: Readonly<Record<string, string>>
  summary?: Readonly<Record<string, string>>
  starts: string | null
  ends: string | null
  zone: string
  place: string
  palette?: string | null
  picture?: { src: string; alt: string } | null
  /** The lowest all-in price; null while there is no ticket. */
  from?: MoneyValue | null
}

/** How the event will look to those who come: the poster in small. */
export function PosterPreview({ poster }: { poster: Poster }) {
  const { t } = useTranslation('console')
  const said = useLocalized()
  const title = said(poster.title)
  return (
    <figure className="grid gap-2">
      <figcaption className="text-xs font-medium text-quiet">{t('start.looks_like')}</figcaption>
      <div className="overflow-hidden rounded-lg border border-line bg-raised">
        <PosterImage
          seed={poster.seed}
          src={poster.picture?.src}
          alt={poster.picture?.alt}
          palette={(poster.palette ?? undefined) as PosterImageProps['palette']}
          width={720}
          height={480}
          priority
          className="rounded-none"
        />
        <div className="grid gap-2 p-4">
          <p className={title ? 'display text-lg text-balance' : 'display text-lg text-quiet'}>
            {title || t('start.no_title')}
          </p>
          {poster.starts && (
            <p className="text-quiet">
              <DateRange from={poster.starts} to={poster.ends} zone={poster.zone} />
            </p>
          )}
          {poster.place && <p className="text-quiet">{poster.place}</p>}
          {poster.summary && said(poster.summary) && <p>{said(poster.summary)}</p>}
          {poster.from && (
            <p className="mt-1 flex items-baseline justify-between border-t border-line pt-3">
              <span className="text-quiet">{t('start.from_price')}</span>
              <Money value={poster.from} free className="display text-lg" />
            </p>
          )}
        </div>
      </div>
    </figure>
  )
}
