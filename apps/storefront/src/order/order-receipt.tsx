import { DateTime } from '@tessera/ui/date-time'
import { useLocalized } from '@tessera/ui/i18n'
import { Money } from '@tessera/ui/money'
import { useTranslation } from 'react-i18next'
import type { Order, OrderLine } from '../api/orders.ts'
import { PriceExplanation } from '../checkout/price-explanation.tsx'

type Row = { line: OrderLine; count: number; totalMinor: bigint }

/** Units of the same thing at the same price are one row. */
function rowsOf(lines: readonly OrderLine[]): Row[] {
  const rows = new Map<string, Row>()
  for (const line of lines) {
    const key = `${line.line_key} ${line.state} ${line.total.amount_minor}`
    const row = rows.get(key) ?? { line, count: 0, totalMinor: 0n }
    rows.set(key, { line, count: row.count + 1, totalMinor: row.totalMinor + BigInt(line.total.amount_minor) })
  }
  return [...rows.values()]
}

/** What was bought, what it cost, what came back. */
export function OrderReceipt({ order, zone }: { order: Order; zone: string }) {
  const { t } = useTranslation('storefront')
  const said = useLocalized()
  const { currency } = order.total
  const nameOf = (key: string) => {
    const line = order.lines.find(each => each.line_key === key)
    return [said(line?.product_name), said(line?.variant_name)].filter(Boolean).join(', ')
  }
  const refunds = order.refunds.filter(refund => refund.state !== 'failed')
  return (
    <section aria-labelledby="receipt-title" className="grid gap-3 rounded-lg border border-line bg-raised p-4 md:p-5">
      <h2 id="receipt-title" className="display text-lg">
        {t('order.receipt')}
      </h2>
      <ul className="grid gap-2 text-sm">
        {rowsOf(order.lines).map(({ line, count, totalMinor }) => (
          <li
            key={line.id}
            className={
              line.state === 'cancelled' ? 'flex justify-between gap-4 text-quiet' : 'flex justify-between gap-4'
            }
          >
            <span>
              <span className="figures">{count} × </span>
              {[said(line.product_name), said(line.variant_name)].filter(Boolean).join(', ')}
              {line.state === 'cancelled' && ` (${t('order.line_cancelled')})`}
              <LineDate order={order} dateId={line.date_id} zone={zone} />
            </span>
            <Money value={{ amountMinor: totalMinor, currency }} free />
          </li>
        ))}
      </ul>
      <p className="flex items-baseline justify-between border-t border-line pt-3 font-semibold">
        <span>{t('price.total')}</span>
        <Money value={order.total} free />
      </p>
      {refunds.map(refund => (
        <p key={refund.id} className="flex justify-between gap-4 text-sm">
          <span>
            {t(refund.state === 'succeeded' ? 'order.refunded_on' : 'order.refund_under_way')}{' '}
            <DateTime at={refund.settled_at ?? refund.created_at} zone={zone} format="short" />
            {refund.reason && <span className="block text-quiet">{refund.reason}</span>}
          </span>
          <Money value={{ amountMinor: -BigInt(refund.amount.amount_minor), currency }} />
        </p>
      ))}
      <PriceExplanation price={order.quote} nameOf={nameOf} />
      <OrderFacts order={order} zone={zone} />
    </section>
  )
}

/** Of several dates, which one this line is for. */
function LineDate({ order, dateId, zone }: { order: Order; dateId: string | null; zone: string }) {
  const { event } = order
  const date =
    event && event.dates.length > 1 && event.state !== 'postponed' && event.dates.find(({ id }) => id === dateId)
  return date ? <DateTime at={date.starts_at} zone={zone} format="short" className="block text-quiet" /> : null
}

function OrderFacts({ order, zone }: { order: Order; zone: string }) {
  const { t } = useTranslation('storefront')
  return (
    <dl className="grid grid-cols-[auto_1fr] gap-x-4 gap-y-1 border-t border-line pt-3 text-sm">
      <dt className="text-quiet">{t('order.code')}</dt>
      <dd className="figures text-end font-semibold tracking-wide">{order.code}</dd>
      <dt className="text-quiet">{t('order.placed')}</dt>
      <dd className="text-end">
        <DateTime at={order.placed_at} zone={zone} format="short" />
      </dd>
      <dt className="text-quiet">{t('order.buyer')}</dt>
      <dd className="text-end [overflow-wrap:anywhere]">
        {order.buyer.name}
        <br />
        {order.buyer.email}
      </dd>
    </dl>
  )
}
