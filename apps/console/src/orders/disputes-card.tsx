import { Badge } from '@tessera/ui/badge'
import { Card } from '@tessera/ui/card'
import { DateTime } from '@tessera/ui/date-time'
import { Money } from '@tessera/ui/money'
import { Notice } from '@tessera/ui/notice'
import { useTranslation } from 'react-i18next'
import type { OrderDetail } from '../api/orders.ts'
import { useHouse } from '../session.ts'

type Dispute = OrderDetail['disputes'][number]

const tones = { inquiry: 'info', open: 'danger', won: 'success', lost: 'neutral' } as const

/** The buyer has asked their bank for the money: what is at stake, what it has cost so far, and where to answer. */
export function DisputesCard({ disputes }: { disputes: readonly Dispute[] }) {
  const { t } = useTranslation('console')
  if (disputes.length === 0) return null
  return (
    <Card title={t('dispute.title')}>
      <ul className="grid gap-5">
        {disputes.map(dispute => (
          <DisputeLine key={dispute.id} dispute={dispute} />
        ))}
      </ul>
    </Card>
  )
}

function DisputeLine({ dispute }: { dispute: Dispute }) {
  const { t } = useTranslation('console')
  const { zone } = useHouse()
  const row = 'flex items-baseline justify-between gap-4'
  return (
    <li className="grid gap-2">
      <div className="flex flex-wrap items-center gap-2">
        <Badge tone={tones[dispute.state]}>{t(`dispute.state_${dispute.state}`)}</Badge>
        <span className="text-quiet">
          <DateTime at={dispute.opened_at} zone={zone} format="short" />
          {dispute.closed_at && (
            <>
              {' – '}
              <DateTime at={dispute.closed_at} zone={zone} format="short" />
            </>
          )}
        </span>
      </div>
      <dl className="grid gap-1.5">
        {(['amount', 'withdrawn', 'fee'] as const).map(name => (
          <div key={name} className={row}>
            <dt className="text-quiet">{t(`dispute.${name}`)}</dt>
            <dd>
              <Money value={dispute[name]} />
            </dd>
          </div>
        ))}
        <div className={row}>
          <dt className="text-quiet">{t('dispute.reference')}</dt>
          <dd className="font-mono text-xs break-all select-all">{dispute.reference}</dd>
        </div>
      </dl>
      {(dispute.state === 'open' || dispute.state === 'inquiry') && (
        <Notice tone={dispute.state === 'open' ? 'danger' : 'warning'}>{t(`dispute.${dispute.state}_text`)}</Notice>
      )}
    </li>
  )
}
