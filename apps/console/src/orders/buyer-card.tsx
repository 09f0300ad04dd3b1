import { Card } from '@tessera/ui/card'
import { useTranslation } from 'react-i18next'
import type { OrderDetail } from '../api/orders.ts'
import { useLanguageName } from '../forms/bilingual-field.tsx'

export function BuyerCard({ order }: { order: OrderDetail }) {
  const { t } = useTranslation('console')
  const languageName = useLanguageName()
  return (
    <Card title={t('order.buyer')}>
      <dl className="grid gap-1">
        <dt className="sr-only">{t('entry.your_name')}</dt>
        <dd className="font-medium">{order.buyer.name}</dd>
        <dt className="sr-only">{t('entry.email')}</dt>
        <dd>
          <a href={`mailto:${order.buyer.email}`} className="break-all text-accent-text underline underline-offset-2">
            {order.buyer.email}
          </a>
        </dd>
        <dt className="sr-only">{t('order.language')}</dt>
        <dd className="text-quiet">{t('order.writes_in', { language: languageName(order.locale) })}</dd>
      </dl>
    </Card>
  )
}
