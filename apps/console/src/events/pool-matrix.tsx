import { Checkbox } from '@tessera/ui/checkbox'
import { useLocalized } from '@tessera/ui/i18n'
import { CapacityBar } from '@tessera/ui/progress-bar'
import { Pencil, Trash2 } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { Pool, Product } from '../api/products.ts'
import { MoreMenu } from '../layout/more-menu.tsx'
import { type Draw, drawState, variantDraws, withProduct, withVariant } from './pool-draws.ts'

type Props = {
  products: readonly Product[]
  pools: readonly Pool[]
  editable: boolean
  onDraws: (pool: Pool, draws: Draw[]) => void
  onEdit: (pool: Pool) => void
  onRemove: (pool: Pool) => void
}

/** Down: what is sold. Across: what is counted. A tick: selling one takes one from there. */
export function PoolMatrix({ products, pools, editable, onDraws, onEdit, onRemove }: Props) {
  const { t } = useTranslation('console')
  return (
    <div className="relative overflow-x-auto">
      <table className="w-full border-collapse text-sm">
        <caption className="sr-only">{t('pool.matrix')}</caption>
        <thead>
          <tr className="border-b border-line align-top">
            <th
              scope="col"
              className="sticky start-0 z-10 min-w-40 bg-raised px-4 py-3 text-start font-medium text-quiet md:min-w-56"
            >
              {t('pool.sold_things')}
            </th>
            {pools.map(pool => (
              <PoolHead key={pool.id} {...{ pool, editable, onEdit, onRemove }} />
            ))}
          </tr>
        </thead>
        <tbody>
          {products.map(product => (
            <ProductRows key={product.id} {...{ product, pools, editable, onDraws }} />
          ))}
        </tbody>
      </table>
    </div>
  )
}

function PoolHead({
  pool,
  editable,
  onEdit,
  onRemove,
}: { pool: Pool } & Pick<Props, 'editable' | 'onEdit' | 'onRemove'>) {
  const { t } = useTranslation('console')
  return (
    <th scope="col" className="min-w-48 border-s border-line px-3 py-2 text-start font-normal">
      <span className="flex items-center gap-1">
        <span className="grow font-semibold">{pool.name}</span>
        {editable && (
          <MoreMenu
            label={t('pool.more', { name: pool.name })}
            entries={[
              {
                id: 'edit',
                label: t('action.edit'),
                icon: <Pencil aria-hidden="true" />,
                onSelect: () => onEdit(pool),
              },
              {
                id: 'remove',
                label: t('action.delete'),
                icon: <Trash2 aria-hidden="true" />,
                danger: true,
                onSelect: () => onRemove(pool),
              },
            ]}
          />
        )}
      </span>
      <CapacityBar sold={pool.sold} held={pool.held} capacity={pool.capacity} />
    </th>
  )
}

type RowsProps = { product: Product } & Pick<Props, 'pools' | 'editable' | 'onDraws'>

/** A line for what is sold, and one for each of its kinds: ticking the first ticks them all. */
function ProductRows({ product, pools, editable, onDraws }: RowsProps) {
  const { t } = useTranslation('console')
  const said = useLocalized()
  const name = said(product.name)
  return (
    <>
      <tr className="border-b border-line last:border-0">
        <th scope="row" className="sticky start-0 z-10 bg-raised px-4 py-2 text-start font-medium">
          {name}
        </th>
        {pools.map(pool => {
          const state = drawState(pool, product)
          return (
            <Tick
              key={pool.id}
              label={t('pool.draws', { product: name, pool: pool.name })}
              checked={state === 'all'}
              some={state === 'some'}
              disabled={!editable}
              onChange={wanted => onDraws(pool, withProduct(pool, product, wanted))}
            />
          )
        })}
      </tr>
      {product.variants.map(variant => (
        <tr key={variant.id} className="border-b border-line last:border-0">
          <th scope="row" className="sticky start-0 z-10 bg-raised py-1 ps-8 pe-4 text-start font-normal text-quiet">
            {said(variant.name)}
          </th>
          {pools.map(pool => (
            <Tick
              key={pool.id}
              label={t('pool.draws', { product: `${name}, ${said(variant.name)}`, pool: pool.name })}
              checked={variantDraws(pool, product.id, variant.id)}
              disabled={!editable}
              onChange={wanted => onDraws(pool, withVariant(pool, product, variant.id, wanted))}
            />
          ))}
        </tr>
      ))}
    </>
  )
}

type TickProps = {
  label: string
  checked: boolean
  /** Some of its kinds, not all. */
  some?: boolean
  disabled: boolean
  onChange: (checked: boolean) => void
}

function Tick({ label, checked, some = false, disabled, onChange }: TickProps) {
  return (
    <td className="border-s border-line px-3 py-0.5 text-center">
      <Checkbox
        aria-label={label}
        label={<span className="sr-only">{label}</span>}
        checked={checked}
        indeterminate={some}
        disabled={disabled}
        onCheckedChange={onChange}
        className="inline-grid [&>div]:min-h-9 [&>div]:touch:min-h-11 [&_label]:grow-0 [&_label]:-ms-3"
      />
    </td>
  )
}
