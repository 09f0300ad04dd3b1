import { IconButton } from '@tessera/ui/button'
import { Checkbox } from '@tessera/ui/checkbox'
import { useLocalized } from '@tessera/ui/i18n'
import { Menu } from '@tessera/ui/menu'
import { CapacityBar } from '@tessera/ui/progress-bar'
import { Ellipsis, Pencil, Trash2 } from 'lucide-react'
import { Fragment } from 'react'
import { useTranslation } from 'react-i18next'
import type { Pool, Product } from '../api/products.ts'
import { type Draw, drawState, variantDraws, withProduct, withVariant } from './pool-draws.ts'

type Props = {
  products: readonly Product[]
  pools: readonly Pool[]
  editable: boolean
  onDraws: (pool: Pool, draws: Draw[]) => void
  onEdit: (pool: Pool) => void
  onRemove: (pool: Pool) => void
}

const cell = 'border-s border-line px-3 py-0.5 text-center'

/** Down: what is sold. Across: what is counted. A tick: selling one takes one from there. */
export function PoolMatrix({ products, pools, editable, onDraws, onEdit, onRemove }: Props) {
  const { t } = useTranslation('console')
  const said = useLocalized()
  const tick = (label: string, checked: boolean, change: (checked: boolean) => void, some = false) => (
    <Checkbox
      aria-label={label}
      label={<span className="sr-only">{label}</span>}
      checked={checked}
      indeterminate={some}
      disabled={!editable}
      onCheckedChange={change}
      className="inline-grid [&>div]:min-h-9 [&>div]:touch:min-h-11 [&_label]:grow-0 [&_label]:-ms-3"
    />
  )
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
              <th key={pool.id} scope="col" className="min-w-48 border-s border-line px-3 py-2 text-start font-normal">
                <span className="flex items-center gap-1">
                  <span className="grow font-semibold">{pool.name}</span>
                  {editable && (
                    <Menu
                      trigger={
                        <IconButton
                          size="sm"
                          label={t('pool.more', { name: pool.name })}
                          icon={<Ellipsis aria-hidden="true" className="size-4!" />}
                        />
                      }
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
            ))}
          </tr>
        </thead>
        <tbody>
          {products.map(product => {
            const name = said(product.name)
            return (
              <Fragment key={product.id}>
                <tr className="border-b border-line last:border-0">
                  <th scope="row" className="sticky start-0 z-10 bg-raised px-4 py-2 text-start font-medium">
                    {name}
                  </th>
                  {pools.map(pool => {
                    const state = drawState(pool, product)
                    return (
                      <td key={pool.id} className={cell}>
                        {tick(
                          t('pool.draws', { product: name, pool: pool.name }),
                          state === 'all',
                          wanted => onDraws(pool, withProduct(pool, product, wanted)),
                          state === 'some',
                        )}
                      </td>
                    )
                  })}
                </tr>
                {product.variants.map(variant => (
                  <tr key={variant.id} className="border-b border-line last:border-0">
                    <th
                      scope="row"
                      className="sticky start-0 z-10 bg-raised py-1 ps-8 pe-4 text-start font-normal text-quiet"
                    >
                      {said(variant.name)}
                    </th>
                    {pools.map(pool => (
                      <td key={pool.id} className={cell}>
                        {tick(
                          t('pool.draws', { product: `${name}, ${said(variant.name)}`, pool: pool.name }),
                          variantDraws(pool, product.id, variant.id),
                          wanted => onDraws(pool, withVariant(pool, product, variant.id, wanted)),
                        )}
                      </td>
                    ))}
                  </tr>
                ))}
              </Fragment>
            )
          })}
        </tbody>
      </table>
    </div>
  )
}
