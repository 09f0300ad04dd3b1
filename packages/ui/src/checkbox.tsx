import { type ComponentProps, type ReactNode, useEffect, useId, useRef } from 'react'
import { cn } from './cn.ts'
import { FieldError } from './field.tsx'

type Base = Omit<ComponentProps<'input'>, 'type' | 'children' | 'ref'> & {
  label: ReactNode
  hint?: ReactNode
  error?: ReactNode
  onCheckedChange?: (checked: boolean) => void
}

/** Tick and dash are cut from the colour that can be read on the accent, whatever colour an organizer chose. */
export const checkboxStyle = cn(
  'size-5 shrink-0 appearance-none rounded-sm border border-edge bg-raised hover:border-ink forced-colors:appearance-auto',
  'checked:border-accent checked:bg-accent indeterminate:border-accent indeterminate:bg-accent',
  'aria-invalid:border-danger-text disabled:opacity-45',
  'before:block before:size-full before:bg-on-accent before:opacity-0 checked:before:opacity-100 indeterminate:before:opacity-100',
  'before:[clip-path:polygon(14%_52%,23%_43%,40%_59%,77%_21%,86%_30%,40%_77%)]',
  'indeterminate:before:[clip-path:polygon(20%_43%,80%_43%,80%_57%,20%_57%)]',
)

export type CheckboxProps = Base & { indeterminate?: boolean }

/** Yes or no, saved with the form. The whole line is the target. */
export function Checkbox({
  label,
  hint,
  error,
  onCheckedChange,
  onChange,
  indeterminate,
  className,
  ...input
}: CheckboxProps) {
  const box = useRef<HTMLInputElement>(null)
  useEffect(() => {
    if (box.current) box.current.indeterminate = Boolean(indeterminate) // no attribute exists for it
  }, [indeterminate])
  const ownId = useId()
  const id = input.id ?? ownId
  const hintId = hint ? `${id}-hint` : undefined
  const errorId = error ? `${id}-error` : undefined
  return (
    <div className={cn('grid gap-1', className)}>
      <div className="flex min-h-(--control-sm) items-start gap-3 py-1.5">
        <input
          type="checkbox"
          {...input}
          id={id}
          ref={box}
          aria-describedby={cn(hintId, errorId) || undefined}
          aria-invalid={error ? true : undefined}
          onChange={event => {
            onChange?.(event)
            onCheckedChange?.(event.target.checked)
          }}
          className={cn(checkboxStyle, 'mt-0.5')}
        />
        <label htmlFor={id} className="grow text-(length:--control-text) leading-6">
          {label}
          {hint && (
            <span id={hintId} className="block text-sm text-quiet">
              {hint}
            </span>
          )}
        </label>
      </div>
      <FieldError id={errorId}>{error}</FieldError>
    </div>
  )
}

/** On or off, takes effect at once. For a choice that is saved later use Checkbox. */
export function Switch({ label, hint, error, onCheckedChange, onChange, className, ...input }: Base) {
  const ownId = useId()
  const id = input.id ?? ownId
  const hintId = hint ? `${id}-hint` : undefined
  return (
    <div className={cn('grid gap-1', className)}>
      <div className="flex min-h-(--control-sm) items-start justify-between gap-4 py-1.5">
        <label htmlFor={id} className="grow text-(length:--control-text) leading-6">
          {label}
          {hint && (
            <span id={hintId} className="block text-sm text-quiet">
              {hint}
            </span>
          )}
        </label>
        <input
          type="checkbox"
          // A checkbox tells its own state; aria-checked would only repeat it.
          // oxlint-disable-next-line jsx-a11y/role-has-required-aria-props -- the native checkbox beneath says whether it is checked
          role="switch"
          {...input}
          id={id}
          aria-describedby={hintId}
          onChange={event => {
            onChange?.(event)
            onCheckedChange?.(event.target.checked)
          }}
          className={cn(
            'relative h-6 w-10 shrink-0 appearance-none rounded-md border border-edge bg-mist transition-colors',
            'before:absolute before:start-[3px] before:top-[3px] before:size-4 before:rounded-sm before:bg-quiet before:transition-transform',
            'checked:border-accent checked:bg-accent checked:before:translate-x-4 checked:before:bg-on-accent rtl:checked:before:-translate-x-4',
            'disabled:opacity-45 forced-colors:appearance-auto forced-colors:before:hidden',
          )}
        />
      </div>
      <FieldError>{error}</FieldError>
    </div>
  )
}
