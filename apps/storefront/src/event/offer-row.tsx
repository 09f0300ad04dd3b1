import type { Availability, Money as MoneyWire } from '@tessera/sdk'
import { Badge, StatusBadge } from '@tessera/ui/badge'
import { cn } from '@tessera/ui/cn'
import { DateTime } from '@tessera/ui/date-time'
import { useLocalized } from '@tessera/ui/i18n'
import { Money } from '@tessera/ui/money'
import { NumberStepper } from '@tessera/ui/number-stepper'
import { useTranslation } from 'react-i18next'
import type { Offer } from '../api/listings.ts'
import { type Choice, choiceKey, mostOf, type Stock, stockOf } from './choice.ts'

export type OfferRowProps = {
  offer: Offer
  /** Of the date that is being looked at; null for products of the whole event. */
  dateId: string | null
  zone: string
  choice: Choice
  availability: Availability | undefined
  onChoose: (key: string, quantity: number) => void
  /** Of its name: one below what stands above it. */
  heading: 'h3' | 'h4'
}

/** One product with a stepper, or with one for each of its variants. */
export function OfferRow({ offer, dateId, zone, choice, availability, onChoose, heading: Heading }: OfferRowProps) {
  const said = useLocalized()
  const { t } = useTranslation('storefront')
  const name = said(offer.name)
  const description = said(offer.description)
  const isOn = offer.sale_state === 'on_sale'
  const row = (variantId: string | null, label: string) => {
    const key = choiceKey(offer.id, variantId, dateId)
    const stock = stockOf(availability, key)
    return { key, label, stock, quantity: choice[key] ?? 0, most: mostOf(offer, choice, key, stock) }
  }
  const single = offer.variants.length === 0 ? row(null, name) : null
  return (
    <li className="grid grid-cols-[minmax(0,1fr)] gap-x-4 gap-y-3 py-4 [hyphens:auto]">
      <div className="flex items-start justify-between gap-4">
        <div className="grid min-w-0 grid-cols-[minmax(0,1fr)] gap-0.5">
          <Heading className={cn('font-semibold', !isOn && 'text-quiet')}>{name}</Heading>
          {description && <p className="max-w-prose text-sm text-quiet">{description}</p>}
          {single && <Price value={offer.display_price} strong />}
          <SaleHint offer={offer} zone={zone} stock={isOn ? single?.stock : undefined} />
          {isOn && offer.min_per_order > 1 && (
            <p className="text-sm text-quiet">{t('event.min', { count: offer.min_per_order })}</p>
          )}
        </div>
        {single && isOn && single.most > 0 && (
          <NumberStepper
            calm
            label={name}
            value={single.quantity}
            max={single.most}
            onValueChange={quantity => onChoose(single.key, quantity)}
            className="shrink-0"
          />
        )}
      </div>
      {offer.variants.length > 0 && (
        <ul className="divide-y divide-line border-s-2 border-line ps-4">
          {offer.variants.map(variant => {
            const label = said(variant.name)
            return (
              <VariantRow
                key={variant.id}
                {...{ label, isOn, onChoose }}
                price={variant.display_price}
                own={row(variant.id, `${name}, ${label}`)}
              />
            )
          })}
        </ul>
      )}
    </li>
  )
}

type VariantRowProps = {
  label: string
  price: MoneyWire
  own: { key: string; label: string; stock: Stock; quantity: number; most: number }
  isOn: boolean
  onChoose: OfferRowProps['onChoose']
}

function VariantRow({ label, price, own, isOn, onChoose }: VariantRowProps) {
  return (
    <li className="flex items-center justify-between gap-4 py-2">
      <span className="grid min-w-0 grid-cols-[minmax(0,1fr)]">
        <span className="font-medium">{label}</span>
        <Price value={price} />
        {isOn && <StockHint stock={own.stock} />}
      </span>
      {isOn && own.most > 0 && (
        <NumberStepper
          calm
          label={own.label}
          value={own.quantity}
          max={own.most}
          onValueChange={quantity => onChoose(own.key, quantity)}
          className="shrink-0"
        />
      )}
    </li>
  )
}

function Price({ value, strong = false }: { value: MoneyWire; strong?: boolean }) {
  return <Money value={value} free className={strong ? 'mt-1 font-semibold' : 'text-sm font-medium'} />
}

/** Why it cannot be bought now, or that one should not wait. */
function SaleHint({ offer, zone, stock }: { offer: Offer; zone: string; stock: Stock | undefined }) {
  const { t } = useTranslation('storefront')
  switch (offer.sale_state) {
    case 'sold_out':
      return <StatusBadge of="sale" state="sold_out" className="mt-1.5 justify-self-start" />
    case 'ended':
      return <StatusBadge of="sale" state="over" className="mt-1.5 justify-self-start" />
    case 'unavailable':
      return <Badge className="mt-1.5 justify-self-start">{t('event.unavailable')}</Badge>
    case 'not_yet':
      return (
        <p className="mt-1.5 flex flex-wrap items-center gap-2 text-sm">
          <StatusBadge of="sale" state="not_yet" />
          {offer.sale_starts_at && (
            <span className="text-quiet">
              {t('event.sale_starts')} <DateTime at={offer.sale_starts_at} zone={zone} />
            </span>
          )}
        </p>
      )
    default:
      return stock ? <StockHint stock={stock} /> : null
  }
}

function StockHint({ stock }: { stock: Stock }) {
  const { t } = useTranslation('storefront')
  if (stock.state === 'sold_out') return <StatusBadge of="sale" state="sold_out" className="mt-1 justify-self-start" />
  if (stock.state !== 'few' || stock.remaining === null) return null
  return (
    <Badge tone="warning" className="mt-1 justify-self-start">
      {t('event.left', { count: stock.remaining })}
    </Badge>
  )
}
