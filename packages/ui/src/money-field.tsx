import { type Money, parseDecimal, toDecimal } from '@tessera/kernel/money'
import { useState } from 'react'
import { cn } from './cn.ts'
import { controlStyle, Field, type FieldProps } from './field.tsx'
import { useLocale } from './i18n.tsx'

export type MoneyFieldProps = FieldProps & {
  currency: string
  /** Null while what is typed is no amount. */
  value: Money | null
  onValueChange: (value: Money | null) => void
  disabled?: boolean
  required?: boolean
  name?: string
}

function decimalSign(locale: string): string {
  return new Intl.NumberFormat(locale).formatToParts(1.5).find(part => part.type === 'decimal')?.value ?? '.'
}

/** A price as it is typed, comma or point; an amount in minor units comes out, or null. */
export function MoneyField({
  currency,
  value,
  onValueChange,
  disabled,
  required,
  name,
  className,
  ...field
}: MoneyFieldProps) {
  const { formatLocale } = useLocale()
  const shown = value ? toDecimal(value).replace('.', decimalSign(formatLocale)) : ''
  // While the field has focus it shows what was typed; afterwards, the amount in full.
  const [typed, setTyped] = useState<string | null>(null)
  return (
    <Field {...field} className={className}>
      {control => (
        <span className="relative flex max-w-48 items-center">
          <input
            {...control}
            type="text"
            inputMode="decimal"
            autoComplete="off"
            name={name}
            disabled={disabled}
            required={required}
            value={typed ?? shown}
            onFocus={event => {
              setTyped(shown)
              event.target.select()
            }}
            onChange={event => {
              setTyped(event.target.value)
              onValueChange(parseDecimal(event.target.value, currency))
            }}
            onBlur={() => {
              // What cannot be read stays in sight, so that it can be put right.
              if (value || typed === '') setTyped(null)
            }}
            className={cn(controlStyle, 'figures pe-14 text-end')}
          />
          <span className="pointer-events-none absolute end-3 text-sm text-quiet" aria-hidden="true">
            {currency}
          </span>
        </span>
      )}
    </Field>
  )
}
