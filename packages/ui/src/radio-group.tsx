import { type ReactNode, useId } from 'react'
import { useTranslation } from 'react-i18next'
import { cn } from './cn.ts'
import { FieldError } from './field.tsx'

export type RadioOption<Value extends string> = {
  value: Value
  label: ReactNode
  hint?: ReactNode
  /** At the far end of the line: a price, a badge. */
  aside?: ReactNode
  disabled?: boolean
}

export type RadioGroupProps<Value extends string> = {
  label: string
  hint?: ReactNode
  error?: ReactNode
  optional?: boolean
  hideLabel?: boolean
  options: readonly RadioOption<Value>[]
  value: Value | null
  onValueChange: (value: Value) => void
  name?: string
  className?: string
}

/** One of two to six, all in sight. */
export function RadioGroup<Value extends string>({
  label,
  hint,
  error,
  optional,
  hideLabel,
  options,
  value,
  onValueChange,
  name,
  className,
}: RadioGroupProps<Value>) {
  const { t } = useTranslation('ui')
  const id = useId()
  const group = name ?? id
  return (
    <fieldset
      aria-describedby={cn(hint && `${id}-hint`, error && `${id}-error`) || undefined}
      className={cn('grid', className)}
    >
      <legend className={hideLabel ? 'sr-only' : 'mb-1.5 text-sm font-medium'}>
        {label}
        {optional && <span className="ms-1.5 font-normal text-quiet">{t('optional')}</span>}
      </legend>
      {hint && (
        <p id={`${id}-hint`} className="-mt-1 mb-1.5 text-sm text-quiet">
          {hint}
        </p>
      )}
      <div className="divide-y divide-line overflow-hidden rounded-md border border-edge bg-raised">
        {options.map(option => (
          <label
            key={option.value}
            className="flex min-h-(--control) items-start gap-3 px-3 py-2.5 hover:bg-mist has-checked:bg-accent-soft has-disabled:cursor-not-allowed has-disabled:opacity-45 has-focus-visible:outline-2 has-focus-visible:-outline-offset-2 has-focus-visible:outline-accent-text"
          >
            <input
              type="radio"
              name={group}
              value={option.value}
              checked={value === option.value}
              disabled={option.disabled}
              onChange={() => onValueChange(option.value)}
              className="mt-0.5 size-5 shrink-0 appearance-none rounded-full border border-edge bg-raised checked:border-6 checked:border-accent-text focus-visible:outline-none forced-colors:appearance-auto"
            />
            <span className="grow text-(length:--control-text) leading-6">
              {option.label}
              {option.hint && <span className="block text-sm text-quiet">{option.hint}</span>}
            </span>
            {option.aside && <span className="figures shrink-0 leading-6">{option.aside}</span>}
          </label>
        ))}
      </div>
      <div className={error ? 'mt-1.5' : undefined}>
        <FieldError id={`${id}-error`}>{error}</FieldError>
      </div>
    </fieldset>
  )
}
