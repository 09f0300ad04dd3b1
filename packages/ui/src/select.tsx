import { ChevronDown } from 'lucide-react'
import type { ComponentPropsWithRef, ReactNode } from 'react'
import { cn } from './cn.ts'
import { controlStyle, Field, type FieldProps } from './field.tsx'

export type SelectOption = { value: string; label: string; disabled?: boolean }

export type SelectProps = FieldProps &
  Omit<ComponentPropsWithRef<'select'>, keyof FieldProps | 'children' | 'size'> & {
    options: readonly SelectOption[]
    /** Shown while nothing is chosen; cannot be chosen. */
    placeholder?: string
    onValueChange?: (value: string) => void
    before?: ReactNode
    boxClassName?: string
  }

/**
 * One of a few. The browser's own list: it opens as a wheel on a phone, needs no script and is
 * known to every assistive tool. For many choices, or to search them, use Combobox.
 */
export function Select({
  label,
  hint,
  error,
  optional,
  hideLabel,
  id,
  className,
  boxClassName,
  options,
  placeholder,
  onValueChange,
  onChange,
  before,
  ...input
}: SelectProps) {
  return (
    <Field {...{ label, hint, error, optional, hideLabel, id, className }}>
      {control => (
        <span className={cn('relative flex items-center', boxClassName)}>
          {before && <span className="pointer-events-none absolute start-3 text-quiet [&_svg]:size-4">{before}</span>}
          <select
            {...input}
            {...control}
            onChange={event => {
              onChange?.(event)
              onValueChange?.(event.target.value)
            }}
            className={cn(controlStyle, 'appearance-none truncate pe-9', before && 'ps-9')}
          >
            {placeholder && (
              <option value="" disabled>
                {placeholder}
              </option>
            )}
            {options.map(option => (
              <option key={option.value} value={option.value} disabled={option.disabled}>
                {option.label}
              </option>
            ))}
          </select>
          <ChevronDown className="pointer-events-none absolute end-3 size-4 text-quiet" aria-hidden="true" />
        </span>
      )}
    </Field>
  )
}
