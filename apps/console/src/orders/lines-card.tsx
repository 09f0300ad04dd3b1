import { Badge, StatusBadge } from '@tessera/ui/badge'
import { Card } from '@tessera/ui/card'
import { DateTime } from '@tessera/ui/date-time'
import { useLocalized } from '@tessera/ui/i18n'
import { Money } from '@tessera/ui/money'
import { Pencil, RefreshCw } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { OrderDetail, OrderLine } from '../api/orders.ts'
import { MoreMenu } from '../layout/more-menu.tsx'
import { useMay } from '../session.ts'
import { AttendeeDialog } from './attendee-dialog.tsx'
import { useLineName } from './line-name.ts'
import { ReissueDialog } from './reissue-dialog.tsx'

/** What was bought, a line a person: who it is for, what it cost, how its ticket stands. */
export function LinesCard({ order, onChanged }: { order: OrderDetail; onChanged: () => void }) {
  const { t } = useTranslation('console')
  const may = useMay()
  const said = useLocalized()
  const [editing, setEditing] = useState<OrderLine | null>(null)
  const [reissuing, setReissuing] = useState<OrderLine | null>(null)
  const nameOf = (line: OrderLine) => [said(line.product_name), line.attendee_name].filter(Boolean).join(', ')
  const editable = may('orders.edit') && ['awaiting_payment', 'paid', 'partly_refunded'].includes(order.state)
  return (
    <Card title={t('order.lines')} padding="none">
      <ul className="divide-y divide-line border-t border-line">
        {order.lines.map(line => (
          <li key={line.id} className="flex items-start gap-3 px-4 py-3 md:px-5">
            <LineText order={order} line={line} />
            <div className="grid justify-items-end">
              <Money
                value={line.total}
                className={line.state === 'cancelled' ? 'text-quiet line-through' : undefined}
              />
              {BigInt(line.refunded.amount_minor) > 0n && (
                <span className="text-xs text-quiet">
                  {t('order.refunded')} <Money value={line.refunded} />
                </span>
              )}
            </div>
            {editable && line.state === 'active' && (
              <MoreMenu
                label={t('order.line_more', { name: nameOf(line) })}
                entries={[
                  {
                    id: 'edit',
                    label: t('order.edit_attendee'),
                    icon: <Pencil aria-hidden="true" />,
                    onSelect: () => setEditing(line),
                  },
                  {
                    id: 'reissue',
                    label: t('order.reissue'),
                    icon: <RefreshCw aria-hidden="true" />,
                    disabled: !line.ticket_id,
                    onSelect: () => setReissuing(line),
                  },
                ]}
              />
            )}
          </li>
        ))}
      </ul>
      {reissuing && <ReissueDialog line={reissuing} onClose={() => setReissuing(null)} onDone={onChanged} />}
      {editing && <AttendeeDialog order={order} line={editing} onClose={() => setEditing(null)} onSaved={onChanged} />}
    </Card>
  )
}

function LineText({ order, line }: { order: OrderDetail; line: OrderLine }) {
  const { t } = useTranslation('console')
  const lineName = useLineName()
  const ticket = order.tickets.find(each => each.line_id === line.id)
  const date = order.event?.dates.find(each => each.id === line.date_id)
  return (
    <div className="grid min-w-0 grow gap-1">
      <div className="flex flex-wrap items-center gap-2">
        <span className="font-medium">{lineName(line)}</span>
        {line.state === 'cancelled' && <Badge tone="danger">{t('order.line_cancelled')}</Badge>}
        {line.state === 'active' && ticket && <StatusBadge of="ticket" state={ticket.state} />}
      </div>
      <p className="text-quiet">
        {line.attendee_name ?? t('order.nobody_named')}
        {line.attendee_email && ` · ${line.attendee_email}`}
        {date && order.event && (
          <>
            {' · '}
            <DateTime at={date.starts_at} zone={order.event.timezone} format="short" />
          </>
        )}
      </p>
    </div>
  )
}
