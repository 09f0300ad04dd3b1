import { useLocalized } from '@tessera/ui/i18n'
import { useMoneyText } from '@tessera/ui/money'
import {
  CircleQuestionMark,
  Hourglass,
  Landmark,
  type LucideIcon,
  MailX,
  Scale,
  ShieldAlert,
  Unplug,
} from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { Need } from '../api/dashboard.ts'
import { useEvents } from '../events/event-titles.ts'

type NeedLook = { icon: LucideIcon; tone: string }

/** Every kind that the server can name; one more does not compile until it has a look here and words. */
export const NEED_LOOKS: Record<Need['kind'], NeedLook> = {
  dispute_open: { icon: Scale, tone: 'text-danger-text' },
  payment_suspicious: { icon: ShieldAlert, tone: 'text-danger-text' },
  refund_failed: { icon: Unplug, tone: 'text-danger-text' },
  dispute_inquiry: { icon: CircleQuestionMark, tone: 'text-warning-text' },
  event_refunds_due: { icon: Landmark, tone: 'text-warning-text' },
  tickets_undelivered: { icon: MailX, tone: 'text-warning-text' },
  refund_waiting: { icon: Hourglass, tone: 'text-warning-text' },
}

/** `const textOf = useNeedText(); textOf(need)` */
export function useNeedText(): (need: Need) => string {
  const { t } = useTranslation('console')
  const said = useLocalized()
  const moneyText = useMoneyText()
  const titles = new Map(useEvents().map(event => [event.id, said(event.title)]))
  return ({ kind, amount, order, orders, event_id: eventId }) =>
    t(`needs.${kind}`, {
      amount: amount ? moneyText(amount) : '',
      code: order?.code ?? '',
      count: orders,
      title: titles.get(eventId) ?? '–',
    })
}
