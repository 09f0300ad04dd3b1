import { DateTime } from '@tessera/ui/date-time'
import { Timeline, type TimelineEntry } from '@tessera/ui/timeline'
import { Ban, Banknote, BanknoteX, CircleX, Clock, Mail, Pencil, ShoppingBag, Undo2 } from 'lucide-react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { OrderDetail } from '../api/orders.ts'
import type en from '../locales/en.json'
import { useHouse } from '../session.ts'

type Kind = keyof (typeof en)['moment']
type Look = { icon: ReactNode; tone: TimelineEntry['tone'] }

const looks: Partial<Record<Kind, Look>> = {
  placed: { icon: <ShoppingBag />, tone: 'neutral' },
  paid: { icon: <Banknote />, tone: 'success' },
  expired: { icon: <Clock />, tone: 'warning' },
  cancelled: { icon: <Ban />, tone: 'danger' },
  payment_failed: { icon: <BanknoteX />, tone: 'danger' },
  late_payment_returned: { icon: <Undo2 />, tone: 'warning' },
  surplus_payment_returned: { icon: <Undo2 />, tone: 'warning' },
  refund_requested: { icon: <Undo2 />, tone: 'neutral' },
  refunded: { icon: <Undo2 />, tone: 'success' },
  refund_withheld: { icon: <Clock />, tone: 'warning' },
  dispute_open: { icon: <CircleX />, tone: 'danger' },
  dispute_inquiry: { icon: <CircleX />, tone: 'warning' },
  dispute_won: { icon: <Banknote />, tone: 'success' },
  dispute_lost: { icon: <BanknoteX />, tone: 'danger' },
  refund_failed: { icon: <CircleX />, tone: 'danger' },
  lines_cancelled: { icon: <Ban />, tone: 'danger' },
  attendee_changed: { icon: <Pencil />, tone: 'neutral' },
  resend_requested: { icon: <Mail />, tone: 'neutral' },
  mail: { icon: <Mail />, tone: 'neutral' },
}

type Moment = { id: string; at: string; kind: string; by?: string; text?: string | null }

const reasonOf = (data: Record<string, unknown>) => (typeof data.reason === 'string' ? data.reason : null)

/** Everything that happened to the order, mails too, the newest first. */
export function OrderTimeline({ order }: { order: OrderDetail }) {
  const { t, i18n } = useTranslation('console')
  const { zone } = useHouse()
  const happened: Moment[] = order.timeline.map(({ id, at, kind, actor, data }) => ({
    id,
    at,
    kind,
    by: actor.kind,
    text: reasonOf(data),
  }))
  const mailed: Moment[] = order.mails.map(mail => ({
    id: mail.id,
    at: mail.sent_at ?? mail.created_at,
    kind: 'mail',
    text: `${mail.subject} · ${mail.recipient}`,
  }))
  const moments = [...happened, ...mailed].sort((a, b) => b.at.localeCompare(a.at))
  const titleOf = (kind: string) =>
    i18n.exists(`moment.${kind}`, { ns: 'console' }) ? t(`moment.${kind as Kind}`) : kind.replaceAll('_', ' ')
  const actorOf = (kind: string) =>
    i18n.exists(`actor.${kind}`, { ns: 'console' }) ? t(`actor.${kind as 'system'}`) : undefined
  return (
    <Timeline
      label={t('order.timeline')}
      entries={moments.map(moment => ({
        id: moment.id,
        title: titleOf(moment.kind),
        when: <DateTime at={moment.at} zone={zone} format="short" />,
        by: moment.by && actorOf(moment.by),
        icon: looks[moment.kind as Kind]?.icon,
        tone: looks[moment.kind as Kind]?.tone,
        children: moment.text && <span className="break-words">{moment.text}</span>,
      }))}
    />
  )
}
