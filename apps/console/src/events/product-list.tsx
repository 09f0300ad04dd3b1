import { useQueryClient } from '@tanstack/react-query'
import { useLocalized } from '@tessera/ui/i18n'
import { useToast } from '@tessera/ui/toast'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Event } from '../api/events.ts'
import { deleteProduct, type Product, reorderProducts, updateProduct } from '../api/products.ts'
import { type Confirmation, ConfirmDialog } from '../forms/confirm-dialog.tsx'
import { useAct } from '../forms/use-act.ts'
import { useMay, useOrganizer } from '../session.ts'
import { ProductLine } from './product-line.tsx'

type Props = { event: Event; products: readonly Product[]; onEdit: (product: Product) => void }

/** What is sold, in the order that buyers see; what is sold no longer stands last. */
export function ProductList({ event, products, onEdit }: Props) {
  const may = useMay()
  const change = useProductChanges(event.id)
  const [asked, setAsked] = useState<Confirmation | null>(null)
  const rows = products.toSorted((a, b) => Number(a.archived) - Number(b.archived) || a.position - b.position)
  const alive = rows.filter(row => !row.archived)
  return (
    <>
      <ul className="divide-y divide-line">
        {rows.map(product => (
          <ProductLine
            key={product.id}
            event={event}
            product={product}
            first={alive[0] === product}
            last={alive.at(-1) === product}
            editable={may('events.edit')}
            onEdit={() => onEdit(product)}
            onMove={by => change.move(rows, product, by)}
            onRemove={() => setAsked(change.removal(product))}
            onRestore={() => change.restore(product)}
          />
        ))}
      </ul>
      <ConfirmDialog asked={asked} onClose={() => setAsked(null)} />
    </>
  )
}

/** Moving and restoring take effect at once; removing is asked about first, and the server says what became of it. */
function useProductChanges(eventId: string) {
  const { t } = useTranslation('console')
  const said = useLocalized()
  const organizer = useOrganizer()
  const client = useQueryClient()
  const toast = useToast()
  const refresh = () => client.invalidateQueries({ queryKey: [organizer.id, 'event', eventId] })
  const act = useAct(refresh)
  return {
    move: (rows: readonly Product[], product: Product, by: -1 | 1) => {
      const ids = rows.map(row => row.id)
      const at = ids.indexOf(product.id)
      ids.splice(at, 1)
      ids.splice(at + by, 0, product.id)
      act.mutate(() => reorderProducts(organizer.id, eventId, ids))
    },
    restore: (product: Product) => act.mutate(() => updateProduct(organizer.id, eventId, product, { archived: false })),
    removal: (product: Product): Confirmation => ({
      title: t('product.remove_title', { name: said(product.name) }),
      text: t('product.remove_text'),
      action: t('product.remove'),
      work: async () => {
        const result = await deleteProduct(organizer.id, eventId, product).finally(() => void refresh())
        toast({ title: t(result.outcome === 'archived' ? 'product.archived_done' : 'product.deleted_done') })
      },
    }),
  }
}
