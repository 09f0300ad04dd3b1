import { useQuery, useQueryClient } from '@tanstack/react-query'
import { createFileRoute } from '@tanstack/react-router'
import { Button } from '@tessera/ui/button'
import { Card } from '@tessera/ui/card'
import { EmptyState } from '@tessera/ui/empty-state'
import { SkeletonText } from '@tessera/ui/skeleton'
import { useToast } from '@tessera/ui/toast'
import { Plus } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { eventQuery } from '../../api/events.ts'
import { type Product, productsQuery } from '../../api/products.ts'
import { ProductDialog } from '../../events/product-dialog.tsx'
import { ProductList } from '../../events/product-list.tsx'
import { UnlimitedNotice } from '../../events/unlimited-notice.tsx'
import { useMay, useOrganizer } from '../../session.ts'

export const Route = createFileRoute('/_frame/events/$event/products')({ component: ProductsPage })

function ProductsPage() {
  const { t } = useTranslation('console')
  const { event: eventId } = Route.useParams()
  const organizer = useOrganizer()
  const client = useQueryClient()
  const toast = useToast()
  const may = useMay()
  const { data: event } = useQuery(eventQuery(organizer.id, eventId))
  const { data: products } = useQuery(productsQuery(organizer.id, eventId))
  const [open, setOpen] = useState<Product | 'new' | null>(null)
  if (!event || !products) return <SkeletonText lines={5} />
  const isEmpty = products.data.length === 0
  const add = may('events.edit') && (
    <Button variant="primary" icon={<Plus aria-hidden="true" />} onClick={() => setOpen('new')}>
      {t('product.add')}
    </Button>
  )
  return (
    <div className="grid grid-cols-1 gap-4">
      <div className="flex flex-wrap items-center justify-between gap-3">
        <p className="max-w-prose text-quiet">{t('product.page_text')}</p>
        {!isEmpty && add}
      </div>
      <UnlimitedNotice event={event} />
      <Card padding="none">
        {isEmpty ? (
          <EmptyState title={t('product.none')} action={add}>
            {t('product.none_text')}
          </EmptyState>
        ) : (
          <ProductList event={event} products={products.data} onEdit={setOpen} />
        )}
      </Card>
      {open && (
        <ProductDialog
          event={event}
          product={open === 'new' ? null : open}
          onClose={() => setOpen(null)}
          onSaved={() => {
            toast({ title: t('action.saved') })
            void client.invalidateQueries({ queryKey: [organizer.id, 'event', eventId] })
          }}
        />
      )}
    </div>
  )
}
