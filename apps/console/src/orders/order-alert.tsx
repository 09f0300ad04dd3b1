import { Badge } from '@tessera/ui/badge'
import { useTranslation } from 'react-i18next'
import type { OrderDetail, OrderRow } from '../api/orders.ts'
import { MOMENT_LOOKS } from './order-moments.ts'

type Alert = NonNullable<OrderRow['alert']>

const tones = {
  dispute_open: 'danger',
  payment_suspicious: 'danger',
  dispute_inquiry: 'warning',
  dispute_lost: 'neutral',
  dispute_won: 'neutral',
} as const satisfies Record<Alert, string>

/** "Paid" alone would hide that the money is asked for back, or that nobody has looked at it. */
export function OrderAlert({ alert }: { alert: Alert }) {
  const { t } = useTranslation('console')
  const { icon: Icon } = MOMENT_LOOKS[alert === 'payment_suspicious' ? 'payment_quarantined' : alert]
  return (
    <Badge tone={tones[alert]} icon={<Icon aria-hidden="true" />}>
      {t(`order.alert_${alert}`)}
    </Badge>
  )
}

const DISPUTES = ['open', 'inquiry', 'lost', 'won'] as const

/** What stands beside an order in the list stands beside its title as well. */
export function alertOf({ disputes, payments }: Pick<OrderDetail, 'disputes' | 'payments'>): Alert | null {
  const isSuspicious = payments.some(payment => payment.state === 'quarantined' && payment.reviewed_at === null)
  const state = DISPUTES.find(each => disputes.some(dispute => dispute.state === each))
  if (state === 'open' || !isSuspicious) return state ? `dispute_${state}` : null
  return 'payment_suspicious'
}
