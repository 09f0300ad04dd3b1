import { Badge, StatusBadge } from '@tessera/ui/badge'
import { IconButton } from '@tessera/ui/button'
import { DateTime } from '@tessera/ui/date-time'
import { useLocalized } from '@tessera/ui/i18n'
import { Money } from '@tessera/ui/money'
import { ArrowDown, ArrowUp, Pencil, RotateCcw, Trash2 } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { Event } from '../api/events.ts'
import type { Product } from '../api/products.ts'
import { MoreMenu } from '../layout/more-menu.tsx'

type Props = {
  event: Event
  product: Product
  first: boolean
  last: boolean
  editable: boolean
  onEdit: () => void
  onMove: (by: -1 | 1) => void
  onRemove: () => void
  onRestore: () => void
}

function saleStateOf(product: Product, now: Date): 'on_sale' | 'not_yet' | 'over' | 'hidden' {
  if (product.hidden) return 'hidden'
  if (product.sale_starts_at && new Date(product.sale_starts_at) > now) return 'not_yet'
  if (product.sale_ends_at && new Date(product.sale_ends_at) < now) return 'over'
  return 'on_sale'
}

/** One thing that is sold: what buyers pay in large, what the house gets beside it. */
export function ProductLine(props: Props) {
  const { event, product, editable, onEdit } = props
  const { t } = useTranslation('console')
  const said = useLocalized()
  const name = said(product.name)
  const extra = product.display_price.amount_minor !== product.price.amount_minor
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-2 px-4 py-3 md:flex-nowrap md:px-5">
      <div className="grid min-w-0 grow basis-60 gap-1">
        <div className="flex flex-wrap items-center gap-2">
          {editable ? (
            <button type="button" onClick={onEdit} className="rounded-sm text-start font-medium hover:underline">
              {name}
            </button>
          ) : (
            <span className="font-medium">{name}</span>
          )}
          {product.kind !== 'admission' && <Badge>{t(`product.kind_${product.kind}`)}</Badge>}
          {product.archived ? (
            <Badge>{t('product.archived')}</Badge>
          ) : (
            <StatusBadge of="sale" state={saleStateOf(product, new Date())} />
          )}
        </div>
        <p className="text-quiet">
          {product.variants.length > 0 && `${product.variants.map(variant => said(variant.name)).join(', ')} · `}
          {product.min_per_order === product.max_per_order
            ? t('product.per_order_exactly', { count: product.max_per_order })
            : t('product.per_order', { min: product.min_per_order, max: product.max_per_order })}
          {product.sale_ends_at && (
            <>
              {' · '}
              {t('product.until')} <DateTime at={product.sale_ends_at} zone={event.timezone} format="short" />
            </>
          )}
        </p>
      </div>
      <div className="grid md:justify-items-end">
        <Money value={product.display_price} free className="text-base font-semibold" />
        <span className="text-xs text-quiet">
          {extra ? (
            <>
              {t('product.all_in_of')} <Money value={product.price} />
            </>
          ) : (
            product.display_price.amount_minor !== '0' && t('product.all_in')
          )}
        </span>
      </div>
      {editable && <LineActions {...props} name={name} />}
    </li>
  )
}

function LineActions({ product, first, last, name, onEdit, onMove, onRemove, onRestore }: Props & { name: string }) {
  const { t } = useTranslation('console')
  return (
    <div className="flex items-center max-md:ms-auto">
      {!product.archived && (
        <>
          <IconButton
            size="sm"
            label={t('product.up', { name })}
            icon={<ArrowUp aria-hidden="true" className="size-4!" />}
            disabled={first}
            onClick={() => onMove(-1)}
          />
          <IconButton
            size="sm"
            label={t('product.down', { name })}
            icon={<ArrowDown aria-hidden="true" className="size-4!" />}
            disabled={last}
            onClick={() => onMove(1)}
          />
        </>
      )}
      <MoreMenu
        label={t('action.more_for', { name })}
        entries={[
          { id: 'edit', label: t('action.edit'), icon: <Pencil aria-hidden="true" />, onSelect: onEdit },
          product.archived
            ? {
                id: 'restore',
                label: t('product.restore'),
                icon: <RotateCcw aria-hidden="true" />,
                onSelect: onRestore,
              }
            : {
                id: 'remove',
                label: t('product.remove'),
                icon: <Trash2 aria-hidden="true" />,
                danger: true,
                onSelect: onRemove,
              },
        ]}
      />
    </div>
  )
}
