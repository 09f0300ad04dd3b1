import { createFileRoute, useNavigate } from '@tanstack/react-router'
import { PageTitle } from '@tessera/ui/page-title'
import { useTranslation } from 'react-i18next'
import { OrderList } from '../../orders/order-list.tsx'
import { readOrderSearch } from '../../orders/order-search.ts'

export const Route = createFileRoute('/_frame/orders/')({ validateSearch: readOrderSearch, component: OrdersPage })

function OrdersPage() {
  const { t } = useTranslation('console')
  const search = Route.useSearch()
  const navigate = useNavigate({ from: '/orders/' })
  return (
    <div className="grid grid-cols-1 gap-5">
      <PageTitle>{t('nav.orders')}</PageTitle>
      <OrderList search={search} onSearch={next => void navigate({ search: next, replace: true })} />
    </div>
  )
}
