import { CircleAlert } from 'lucide-react'
import { type ReactNode, useId } from 'react'
import { useTranslation } from 'react-i18next'
import { cn } from './cn.ts'

/** What every field component accepts. */
export type FieldProps = {
  label: string
  /** Under the label, before the mistake is made: what is wanted, and why. */
  hint?: ReactNode
  /** What is wrong and what to do; turns the field red and is read out with it. */
  error?: ReactNode
  /** Says "optional" beside the label. Mark what may be left out, not what is needed. */
  optional?: boolean
  /** Label for the ear only, where the eye has a heading. */
  hideLabel?: boolean
  id?: string
  className?: string
}

export type FieldControlProps = {
  id: string
  'aria-describedby': string | undefined
  'aria-invalid': true | undefined
}

/** Label, hint and error around any control: `<Field label="…">{control => <input {...control} />}</Field>`. */
export function Field({
  label,
  hint,
  error,
  optional = false,
  hideLabel = false,
  id,
  className,
  children,
}: FieldProps & { children: (control: FieldControlProps) => ReactNode }) {
  const { t } = useTranslation('ui')
  const ownId = useId()
  const controlId = id ?? ownId
  const hintId = hint ? `${controlId}-hint` : undefined
  const errorId = error ? `${controlId}-error` : undefined
  return (
    <div className={cn('grid gap-1.5', className)}>
      <div className={hideLabel ? 'sr-only' : 'grid gap-0.5'}>
        <label htmlFor={controlId} className="justify-self-start text-sm font-medium">
          {label}
          {optional && <span className="ms-1.5 font-normal text-quiet">{t('optional')}</span>}
        </label>
        {hint && (
          <p id={hintId} className="text-sm text-quiet">
            {hint}
          </p>
        )}
      </div>
      {children({
        id: controlId,
        'aria-describedby': [hintId, errorId].filter(Boolean).join(' ') || undefined,
        'aria-invalid': error ? true : undefined,
      })}
      <FieldError id={errorId}>{error}</FieldError>
    </div>
  )
}

export function FieldError({ id, children }: { id?: string; children: ReactNode }) {
  if (!children) return null
  return (
    <p id={id} className="flex gap-1.5 text-sm text-danger-text">
      <CircleAlert className="mt-0.5 size-4 shrink-0" aria-hidden="true" />
      <span>{children}</span>
    </p>
  )
}

/** The box that text is typed into. */
export const controlStyle = [
  'w-full min-w-0 min-h-(--control) rounded-md border border-edge bg-raised px-3 py-1.5 text-(length:--control-text) text-ink',
  'placeholder:text-quiet/80 hover:border-ink/60 transition-colors duration-100',
  'focus-visible:outline-2 focus-visible:-outline-offset-1 focus-visible:border-accent-text',
  'aria-invalid:border-danger-text aria-invalid:bg-danger-soft/40',
  'disabled:cursor-not-allowed disabled:bg-mist disabled:text-quiet disabled:border-line [&:is(input,textarea):read-only]:bg-mist',
].join(' ')
