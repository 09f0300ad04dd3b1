import { DateTime } from '@tessera/ui/date-time'
import { useLocalized } from '@tessera/ui/i18n'
import { Money } from '@tessera/ui/money'
import { PosterImage } from '@tessera/ui/poster-image'
import { useTranslation } from 'react-i18next'
import type { PublicEvent } from '../api/listings.ts'
import type { Quote } from '../api/sales.ts'
import { posterColours } from '../poster/poster-colours.ts'
import { posterSource } from '../poster/poster-picture.ts'
import { PriceExplanation } from './price-explanation.tsx'

/** What is being bought and what it comes to. */
export function OrderSummary({ event, quote }: { event: PublicEvent; quote: Quote }) {
  const { t } = useTranslation('storefront')
  const said = useLocalized()
  const { ground, words } = posterColours(event.id, event.palette, 'night')
  const dateOf = (id: string | null) => event.dates.find(date => date.id === id)
  const nameOf = (key: string) => {
    const line = quote.lines.find(each => each.key === key)
    return [said(line?.product_name), said(line?.variant_name)].filter(Boolean).join(', ')
  }
  const only = event.dates.length === 1 ? event.dates[0] : undefined
  return (
    <section aria-labelledby="summary-title" className="overflow-hidden rounded-lg border border-line bg-raised">
      <div style={{ backgroundColor: ground, color: words }} className="grid grid-cols-[6rem_1fr]">
        <PosterImage
          seed={event.id}
          {...posterSource(event)}
          sizes="6rem"
          palette={event.palette as never}
          width={192}
          height={192}
          className="size-full rounded-none"
        />
        <div className="grid content-center gap-0.5 p-4">
          <h2 id="summary-title" className="display text-lg leading-tight">
            {said(event.title)}
          </h2>
          {only && <DateTime at={only.starts_at} zone={event.timezone} className="text-sm opacity-90" />}
        </div>
      </div>
      <div className="grid gap-3 p-4 md:p-5">
        <ul className="grid gap-3">
          {quote.lines.map(line => {
            const date = dateOf(line.date_id)
            return (
              <li key={line.key} className="flex justify-between gap-4 text-sm">
                <span className="grid">
                  <span className="font-medium">
                    <span className="figures">{line.quantity} × </span>
                    {said(line.product_name)}
                    {line.variant_name && `, ${said(line.variant_name)}`}
                  </span>
                  {date && !only && <DateTime at={date.starts_at} zone={event.timezone} className="text-quiet" />}
                </span>
                <Money value={line.total} free />
              </li>
            )
          })}
        </ul>
        <p className="flex items-baseline justify-between gap-4 border-t border-line pt-3">
          <span className="font-semibold">{t('price.total')}</span>
          <Money value={quote.total} free className="display text-lg" />
        </p>
        <p className="-mt-2 text-xs text-quiet">{t('price.all_in')}</p>
        <PriceExplanation price={quote} nameOf={nameOf} />
      </div>
    </section>
  )
}
