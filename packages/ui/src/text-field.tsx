import type { ComponentPropsWithRef, ReactNode } from 'react'
import { cn } from './cn.ts'
import { controlStyle, Field, type FieldProps } from './field.tsx'

export type TextFieldProps = FieldProps &
  Omit<ComponentPropsWithRef<'input'>, keyof FieldProps | 'children' | 'prefix'> & {
    onValueChange?: (value: string) => void
    /** Stands inside the box, before or after what is typed: a sign, a unit, a small button. */
    before?: ReactNode
    after?: ReactNode
    /** Tailwind classes of the box, for example a width that shows how much is expected. */
    boxClassName?: string
  }

/** One line of text. Give `type`, `autoComplete` and `inputMode`: a phone then helps with them. */
export function TextField({
  label,
  hint,
  error,
  optional,
  hideLabel,
  id,
  className,
  boxClassName,
  onValueChange,
  onChange,
  before,
  after,
  type = 'text',
  ...input
}: TextFieldProps) {
  return (
    <Field {...{ label, hint, error, optional, hideLabel, id, className }}>
      {control => (
        <span className={cn('relative flex items-center', boxClassName)}>
          {before && (
            <span className="pointer-events-none absolute start-3 text-sm text-quiet [&_svg]:size-4">{before}</span>
          )}
          <input
            type={type}
            {...input}
            {...control}
            onChange={event => {
              onChange?.(event)
              onValueChange?.(event.target.value)
            }}
            className={cn(controlStyle, before && 'ps-10', after && 'pe-12')}
          />
          {after && <span className="absolute end-1.5 flex items-center text-sm text-quiet">{after}</span>}
        </span>
      )}
    </Field>
  )
}

export type TextAreaProps = FieldProps &
  Omit<ComponentPropsWithRef<'textarea'>, keyof FieldProps | 'children'> & { onValueChange?: (value: string) => void }

/** Several lines; grows with what is written where the browser can. */
export function TextArea({
  label,
  hint,
  error,
  optional,
  hideLabel,
  id,
  className,
  onValueChange,
  onChange,
  rows = 4,
  ...input
}: TextAreaProps) {
  return (
    <Field {...{ label, hint, error, optional, hideLabel, id, className }}>
      {control => (
        <textarea
          rows={rows}
          {...input}
          {...control}
          onChange={event => {
            onChange?.(event)
            onValueChange?.(event.target.value)
          }}
          className={cn(controlStyle, 'field-sizing-content min-h-24 py-2')}
        />
      )}
    </Field>
  )
}
