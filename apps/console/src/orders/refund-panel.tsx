import { useMutation } from '@tanstack/react-query'
import { Button } from '@tessera/ui/button'
import { Checkbox } from '@tessera/ui/checkbox'
import { Money, useMoneyText } from '@tessera/ui/money'
import { MoneyField } from '@tessera/ui/money-field'
import { TextField } from '@tessera/ui/text-field'
import { useToast } from '@tessera/ui/toast'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { newKey } from '../api/client.ts'
import { type OrderDetail, type OrderLine, refundOrder } from '../api/orders.ts'
import { FormDialog } from '../forms/form-dialog.tsx'
import { fieldId } from '../forms/problem-notice.tsx'
import { useOrganizer } from '../session.ts'
import { useLineName } from './line-name.ts'
import { type Chosen, everything, planOf, type RefundPlan, restOf, wishOf } from './refund-plan.ts'

type Props = { order: OrderDetail; onClose: () => void; onRefunded: () => void }

/** Money goes back only after one has seen how much, to whom, and what becomes of the tickets. */
export function RefundPanel({ order, onClose, onRefunded }: Props) {
  const { t } = useTranslation('console')
  const organizer = useOrganizer()
  const toast = useToast()
  const moneyText = useMoneyText()
  const [chosen, setChosen] = useState<Chosen>(() => everything(order))
  const [cancelLines, setCancelLines] = useState(true)
  const [reason, setReason] = useState('')
  const [intention] = useState(newKey)
  const plan = planOf(order, chosen, cancelLines)
  const amount = { amountMinor: plan.amountMinor, currency: order.total.currency }
  const refund = useMutation({
    mutationFn: () => refundOrder(organizer.id, order.id, wishOf(chosen, plan, cancelLines, reason), intention),
    onSuccess: () => {
      toast({ title: t('refund.done', { amount: moneyText(amount) }) })
      onRefunded()
      onClose()
    },
  })
  return (
    <FormDialog
      panel
      modal
      danger
      size="lg"
      title={t('refund.title', { code: order.code })}
      description={t('refund.about')}
      save={refund}
      action={plan.amountMinor > 0n ? t('refund.confirm', { amount: moneyText(amount) }) : t('refund.confirm_tickets')}
      disabled={plan.fault !== null}
      onClose={onClose}
    >
      <LineChoice order={order} chosen={chosen} onChange={setChosen} />
      <Checkbox
        label={t('refund.cancel_tickets')}
        hint={t(plan.mustCancel ? 'refund.cancel_must' : 'refund.cancel_hint')}
        checked={cancelLines || plan.mustCancel}
        disabled={plan.mustCancel}
        onCheckedChange={setCancelLines}
      />
      <TextField
        id={fieldId('reason')}
        label={t('refund.reason')}
        hint={t('refund.reason_hint')}
        optional
        value={reason}
        onValueChange={setReason}
      />
      <Preview order={order} plan={plan} />
    </FormDialog>
  )
}

type ChoiceProps = { order: OrderDetail; chosen: Chosen; onChange: (chosen: Chosen) => void }

/** Which lines give money back, and how much each. */
function LineChoice({ order, chosen, onChange }: ChoiceProps) {
  const { t } = useTranslation('console')
  const set = (line: OrderLine, value: bigint | null | undefined) => {
    const next = new Map(chosen)
    if (value === undefined) next.delete(line.id)
    else next.set(line.id, value)
    onChange(next)
  }
  return (
    <>
      <div className="flex flex-wrap gap-2">
        <Button size="sm" onClick={() => onChange(everything(order))}>
          {t('refund.all')}
        </Button>
        <Button size="sm" onClick={() => onChange(new Map())}>
          {t('refund.none')}
        </Button>
      </div>
      <ul className="divide-y divide-line rounded-lg border border-line">
        {order.lines.map(line => (
          <RefundLine key={line.id} line={line} chosen={chosen} onChange={value => set(line, value)} />
        ))}
      </ul>
    </>
  )
}

type LineProps = { line: OrderLine; chosen: Chosen; onChange: (value: bigint | null | undefined) => void }

function RefundLine({ line, chosen, onChange }: LineProps) {
  const { t } = useTranslation('console')
  const rest = restOf(line)
  const currency = line.total.currency
  const isChosen = chosen.has(line.id)
  const value = chosen.get(line.id)
  const name = useLineName()(line)
  const gone = rest === 0n && line.state === 'cancelled'
  const tooMuch = typeof value === 'bigint' && value > rest
  return (
    <li className="flex flex-wrap items-start justify-between gap-x-4 gap-y-1 px-3 py-2">
      <Checkbox
        label={name}
        hint={gone ? t('refund.line_gone') : (line.attendee_name ?? undefined)}
        checked={isChosen}
        disabled={gone}
        onCheckedChange={on => onChange(on ? rest : undefined)}
        className="grow"
      />
      {isChosen ? (
        <MoneyField
          label={t('refund.amount_of', { name })}
          hideLabel
          currency={currency}
          value={typeof value === 'bigint' ? { amountMinor: value, currency } : null}
          onValueChange={money => onChange(money ? money.amountMinor : null)}
          error={tooMuch ? t('refund.too_much') : undefined}
          className="w-36"
        />
      ) : (
        <span className="py-1.5 text-quiet">
          <Money value={{ amountMinor: rest, currency }} />
        </span>
      )}
    </li>
  )
}

function Preview({ order, plan }: { order: OrderDetail; plan: RefundPlan }) {
  const { t } = useTranslation('console')
  const { currency } = order.total
  const row = 'flex items-baseline justify-between gap-4'
  return (
    <section aria-live="polite" className="grid gap-2 rounded-lg bg-mist p-4">
      <h3 className="font-semibold">{t('refund.preview')}</h3>
      <p className={row}>
        <span>{t('refund.to', { name: order.buyer.name })}</span>
        <Money value={{ amountMinor: plan.amountMinor, currency }} className="display text-lg" />
      </p>
      <p className={`${row} text-quiet`}>
        <span>{t('refund.left')}</span>
        <Money value={{ amountMinor: plan.leftMinor, currency }} />
      </p>
      <p className={`${row} text-quiet`}>
        <span>{t('refund.tickets_ending')}</span>
        <span className="figures">{plan.ending.length}</span>
      </p>
      {plan.fault && <p className="text-danger-text">{t(`refund.fault_${plan.fault}`)}</p>}
    </section>
  )
}
