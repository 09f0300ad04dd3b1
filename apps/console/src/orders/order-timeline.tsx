import { DateTime } from '@tessera/ui/date-time'
import { Money } from '@tessera/ui/money'
import { Timeline } from '@tessera/ui/timeline'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { OrderDetail } from '../api/orders.ts'
import { useWordFor } from '../known-words.ts'
import { useHouse } from '../session.ts'
import { MOMENT_LOOKS, type MomentKind, momentOf } from './order-moments.ts'

type Moment = { id: string; at: string; kind: MomentKind; by?: string; text?: ReactNode }

/** Everything that happened to the order, mails too, the newest first. */
export function OrderTimeline({ order }: { order: OrderDetail }) {
  const { t } = useTranslation('console')
  const wordFor = useWordFor()
  const { zone } = useHouse()
  const happened: Moment[] = order.timeline.map(told => ({
    id: told.id,
    at: told.at,
    kind: momentOf(told),
    by: told.actor.kind,
    text: <Told data={told.data} currency={order.total.currency} />,
  }))
  const mailed: Moment[] = order.mails.map(mail => ({
    id: mail.id,
    at: mail.sent_at ?? mail.created_at,
    kind: 'mail',
    text: `${mail.subject} · ${mail.recipient}`,
  }))
  const moments = [...happened, ...mailed].sort((a, b) => b.at.localeCompare(a.at))
  return (
    <Timeline
      label={t('order.timeline')}
      entries={moments.map(({ id, at, kind, by, text }) => {
        const { icon: Icon, tone } = MOMENT_LOOKS[kind]
        return {
          id,
          title: t(`moment.${kind}`),
          when: <DateTime at={at} zone={zone} format="short" />,
          by: by && wordFor('actor', by),
          icon: <Icon />,
          tone,
          children: text && <span className="break-words">{text}</span>,
        }
      })}
    />
  )
}

/** How much it was about, and the reason that somebody gave. */
function Told({ data, currency }: { data: Record<string, unknown>; currency: string }) {
  const amount = typeof data.amount_minor === 'string' ? data.amount_minor : null
  const reason = typeof data.reason === 'string' ? data.reason : null
  return (
    <>
      {amount && <Money value={{ amount_minor: amount, currency }} />}
      {amount && reason && ' · '}
      {reason}
    </>
  )
}
