import { Card } from '@tessera/ui/card'
import { DateTime } from '@tessera/ui/date-time'
import { Money } from '@tessera/ui/money'
import { useTranslation } from 'react-i18next'
import type { OrderDetail } from '../api/orders.ts'
import { useHouse } from '../session.ts'

const KINDS = ['sale', 'refund', 'refund_settled', 'unallocated_payment', 'dispute'] as const

/** The rows behind the number: what the books say of this order. Each entry adds up to zero. */
export function JournalCard({ order }: { order: OrderDetail }) {
  const { t } = useTranslation('console')
  if (order.journal.length === 0) return null
  return (
    <Card padding="none">
      <details className="group">
        <summary className="flex min-h-11 cursor-pointer items-center px-4 py-3 text-base font-semibold md:px-5">
          {t('order.journal')}
          <span className="ms-2 text-sm font-normal text-quiet">
            {t('order.journal_count', { count: order.journal.length })}
          </span>
        </summary>
        <div className="overflow-x-auto border-t border-line">
          <table className="w-full text-sm">
            <caption className="sr-only">{t('order.journal')}</caption>
            <thead>
              <tr className="border-b border-line text-xs text-quiet">
                <th scope="col" className="px-4 py-2 text-start font-medium md:ps-5">
                  {t('order.account')}
                </th>
                <th scope="col" className="px-4 py-2 text-end font-medium">
                  {t('order.debit')}
                </th>
                <th scope="col" className="px-4 py-2 text-end font-medium md:pe-5">
                  {t('order.credit')}
                </th>
              </tr>
            </thead>
            {order.journal.map(entry => (
              <EntryRows key={entry.id} entry={entry} />
            ))}
          </table>
        </div>
      </details>
    </Card>
  )
}

/** One entry: what it was, and what it moved from which account to which. */
function EntryRows({ entry }: { entry: OrderDetail['journal'][number] }) {
  const { t } = useTranslation('console')
  const { zone } = useHouse()
  const kind = KINDS.find(each => each === entry.kind)
  return (
    <tbody className="border-b border-line last:border-0">
      <tr>
        <th scope="rowgroup" colSpan={3} className="px-4 pt-3 pb-1 text-start font-medium md:px-5">
          {kind ? t(`journal.${kind}`) : entry.kind}{' '}
          <DateTime at={entry.at} zone={zone} format="short" className="font-normal text-quiet" />
        </th>
      </tr>
      {entry.lines.map(line => {
        const debit = BigInt(line.amount.amount_minor) > 0n
        const amount = { ...line.amount, amount_minor: line.amount.amount_minor.replace('-', '') }
        return (
          <tr key={line.account}>
            <td className={debit ? 'px-4 py-1 md:ps-5' : 'px-4 py-1 ps-8 md:ps-9'}>
              <code className="text-xs">{line.account}</code>
            </td>
            <td className="px-4 py-1 text-end">{debit && <Money value={amount} />}</td>
            <td className="px-4 py-1 text-end md:pe-5">{!debit && <Money value={amount} />}</td>
          </tr>
        )
      })}
    </tbody>
  )
}
