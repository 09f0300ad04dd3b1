import { cn } from '@tessera/ui/cn'
import { DateTime } from '@tessera/ui/date-time'
import { useLocalized } from '@tessera/ui/i18n'
import { Money } from '@tessera/ui/money'
import { PosterImage } from '@tessera/ui/poster-image'
import { ChevronDown } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { PublicEvent } from '../api/listings.ts'
import type { Quote } from '../api/sales.ts'
import { posterColours } from '../poster/poster-colours.ts'
import { posterSource } from '../poster/poster-picture.ts'
import { PriceExplanation } from './price-explanation.tsx'

type SummaryProps = { event: PublicEvent; quote: Quote }

/** On a phone the form comes first; this line keeps what it is about in sight, and opens. */
export function ShortSummary({ event, quote, className }: SummaryProps & { className: string }) {
  const { t } = useTranslation('storefront')
  const said = useLocalized()
  const count = quote.lines.reduce((sum, line) => sum + line.quantity, 0)
  return (
    <details className={cn('group rounded-lg border border-line bg-raised', className)}>
      <summary className="flex min-h-14 list-none items-center justify-between gap-4 px-4 py-2 [&::-webkit-details-marker]:hidden">
        <span className="grid min-w-0">
          <span className="truncate font-semibold">{said(event.title)}</span>
          <span className="text-sm text-quiet">{t('event.in_choice', { count })}</span>
        </span>
        <span className="flex shrink-0 items-center gap-2">
          <Money value={quote.total} free className="display text-lg" />
          <ChevronDown aria-hidden="true" className="size-4 transition-transform group-open:rotate-180" />
        </span>
      </summary>
      <SummaryLines event={event} quote={quote} />
    </details>
  )
}

/** What is being bought and what it comes to. */
export function OrderSummary({ event, quote }: SummaryProps) {
  const said = useLocalized()
  const { ground, words } = posterColours(event.id, event.palette, 'night')
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
      <SummaryLines event={event} quote={quote} />
    </section>
  )
}

function SummaryLines({ event, quote }: SummaryProps) {
  const { t } = useTranslation('storefront')
  const said = useLocalized()
  const only = event.dates.length === 1 ? event.dates[0] : undefined
  const dateOf = (id: string | null) => event.dates.find(date => date.id === id)
  const nameOf = (key: string) => {
    const line = quote.lines.find(each => each.key === key)
    return [said(line?.product_name), said(line?.variant_name)].filter(Boolean).join(', ')
  }
  return (
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
  )
}
