import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Card } from '@tessera/ui/card'
import { useTranslation } from 'react-i18next'
import { ordersQuery } from '../api/orders.ts'
import { OrderTable } from '../orders/order-table.tsx'
import { useOrganizer } from '../session.ts'

export function LatestOrders() {
  const { t } = useTranslation('console')
  const organizer = useOrganizer()
  const { data: latest, isLoading } = useQuery(ordersQuery(organizer.id, { limit: 7 }))
  return (
    <Card
      title={t('overview.latest')}
      padding="none"
      actions={
        <Link to="/orders" className="rounded-sm text-quiet hover:text-ink hover:underline">
          {t('overview.all_orders')}
        </Link>
      }
    >
      <OrderTable orders={latest?.data ?? []} loading={isLoading} short />
    </Card>
  )
}
