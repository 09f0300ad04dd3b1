import { formatMoney, type Money as MoneyAmount, type MoneyWire } from '@tessera/kernel/money'
import { useTranslation } from 'react-i18next'
import { cn } from './cn.ts'
import { useLocale } from './i18n.tsx'

/** As the code has it, or as the API sends it. */
export type MoneyValue = MoneyAmount | MoneyWire

function amountOf(value: MoneyValue): MoneyAmount {
  return 'amount_minor' in value ? { amountMinor: BigInt(value.amount_minor), currency: value.currency } : value
}

/** `const moneyText = useMoneyText(); moneyText(order.total)`, for sentences and labels. */
export function useMoneyText(): (value: MoneyValue) => string {
  const { formatLocale } = useLocale()
  return value => formatMoney(amountOf(value), formatLocale)
}

export type MoneyProps = {
  value: MoneyValue
  /** Zero reads "Free": for prices, not for totals in books. */
  free?: boolean
  /** A plus before what comes in: for changes and movements. */
  signed?: boolean
  className?: string
}

/** An amount, exact, with the decimals of its currency, in figures of one width. */
export function Money({ value, free = false, signed = false, className }: MoneyProps) {
  const { t } = useTranslation('ui')
  const { formatLocale } = useLocale()
  const amount = amountOf(value)
  const text = formatMoney(amount, formatLocale)
  return (
    <span className={cn('figures whitespace-nowrap', className)}>
      {free && amount.amountMinor === 0n ? t('free') : signed && amount.amountMinor > 0n ? `+${text}` : text}
    </span>
  )
}
