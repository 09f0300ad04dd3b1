import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { createFileRoute } from '@tanstack/react-router'
import { Button } from '@tessera/ui/button'
import { Card } from '@tessera/ui/card'
import { EmptyState } from '@tessera/ui/empty-state'
import { useLocalized } from '@tessera/ui/i18n'
import { SkeletonText } from '@tessera/ui/skeleton'
import { useToast } from '@tessera/ui/toast'
import { Plus } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { eventQuery } from '../../api/events.ts'
import { deleteProduct, type Product, productsQuery, reorderProducts, updateProduct } from '../../api/products.ts'
import { ProductDialog } from '../../events/product-dialog.tsx'
import { ProductLine } from '../../events/product-line.tsx'
import { UnlimitedNotice } from '../../events/unlimited-notice.tsx'
import { type Confirmation, ConfirmDialog } from '../../forms/confirm-dialog.tsx'
import { useProblemText } from '../../problems.ts'
import { useMay, useOrganizer } from '../../session.ts'

export const Route = createFileRoute('/_frame/events/$event/products')({ component: ProductsPage })

function ProductsPage() {
  const { t } = useTranslation('console')
  const { event: eventId } = Route.useParams()
  const organizer = useOrganizer()
  const client = useQueryClient()
  const toast = useToast()
  const said = useProblemText()
  const name = useLocalized()
  const may = useMay()
  const { data: event } = useQuery(eventQuery(organizer.id, eventId))
  const { data: products } = useQuery(productsQuery(organizer.id, eventId))
  const [open, setOpen] = useState<Product | 'new' | null>(null)
  const [asked, setAsked] = useState<Confirmation | null>(null)
  const refresh = () => client.invalidateQueries({ queryKey: [organizer.id, 'event', eventId] })
  const act = useMutation({
    mutationFn: (work: () => Promise<unknown>) => work(),
    onSettled: refresh,
    onError: error => toast({ title: said(error), tone: 'danger' }),
  })
  if (!event || !products) return <SkeletonText lines={5} />
  const rows = [...products.data].sort((a, b) => Number(a.archived) - Number(b.archived) || a.position - b.position)
  const move = (product: Product, by: -1 | 1) => {
    const ids = rows.map(row => row.id)
    const at = ids.indexOf(product.id)
    ids.splice(at, 1)
    ids.splice(at + by, 0, product.id)
    act.mutate(() => reorderProducts(organizer.id, eventId, ids))
  }
  const remove = (product: Product) =>
    setAsked({
      title: t('product.remove_title', { name: name(product.name) }),
      text: t('product.remove_text'),
      action: t('product.remove'),
      work: async () => {
        const result = await deleteProduct(organizer.id, eventId, product).finally(() => void refresh())
        toast({ title: t(result.outcome === 'archived' ? 'product.archived_done' : 'product.deleted_done') })
      },
    })
  const setArchived = (product: Product, archived: boolean) =>
    act.mutate(() => updateProduct(organizer.id, eventId, product, { archived }))
  const alive = rows.filter(row => !row.archived)
  const add = may('events.edit') && (
    <Button variant="primary" icon={<Plus aria-hidden="true" />} onClick={() => setOpen('new')}>
      {t('product.add')}
    </Button>
  )
  return (
    <div className="grid grid-cols-1 gap-4">
      <div className="flex flex-wrap items-center justify-between gap-3">
        <p className="max-w-prose text-quiet">{t('product.page_text')}</p>
        {rows.length > 0 && add}
      </div>
      <UnlimitedNotice event={event} />
      <Card padding="none">
        {rows.length === 0 ? (
          <EmptyState title={t('product.none')} action={add}>
            {t('product.none_text')}
          </EmptyState>
        ) : (
          <ul className="divide-y divide-line">
            {rows.map(product => (
              <ProductLine
                key={product.id}
                event={event}
                product={product}
                first={alive[0] === product}
                last={alive.at(-1) === product}
                editable={may('events.edit')}
                onEdit={() => setOpen(product)}
                onMove={by => move(product, by)}
                onRemove={() => remove(product)}
                onRestore={() => setArchived(product, false)}
              />
            ))}
          </ul>
        )}
      </Card>
      <ConfirmDialog asked={asked} onClose={() => setAsked(null)} />
      {open && (
        <ProductDialog
          event={event}
          product={open === 'new' ? null : open}
          onClose={() => setOpen(null)}
          onSaved={() => {
            toast({ title: t('action.saved') })
            void refresh()
          }}
        />
      )}
    </div>
  )
}
