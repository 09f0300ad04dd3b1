import { X } from 'lucide-react'
import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'

export type FormError = {
  message: string
  /** The `id` of the field it is about; makes the line a link to it. */
  fieldId?: string
}

/** Above a form that was refused: takes the focus, lists what to put right, each line leads to its field. */
export function FormErrors({ errors, title }: { errors: readonly FormError[]; title?: string }) {
  const { t } = useTranslation('ui')
  const box = useRef<HTMLDivElement>(null)
  const signature = errors.map(error => error.message).join('\n')
  useEffect(() => {
    if (signature) box.current?.focus()
  }, [signature])
  if (errors.length === 0) return null
  return (
    <div
      ref={box}
      tabIndex={-1}
      role="alert"
      className="grid gap-2 rounded-lg border border-danger-text bg-danger-soft px-4 py-3.5 text-sm"
    >
      <p className="flex items-center gap-3 font-semibold">
        <span aria-hidden="true" className="grid size-6 shrink-0 place-items-center rounded-md bg-danger text-on-solid">
          <X className="size-4" />
        </span>
        {title ?? t('form_errors.title', { count: errors.length })}
      </p>
      <ul className="grid gap-1 ps-9">
        {errors.map(error => (
          <li key={`${error.fieldId} ${error.message}`}>
            {error.fieldId ? (
              <a
                href={`#${error.fieldId}`}
                className="inline-flex items-center text-danger-text underline underline-offset-2 touch:min-h-11"
                onClick={event => {
                  event.preventDefault() // the address stays; the router owns the fragment
                  document.getElementById(error.fieldId ?? '')?.focus()
                }}
              >
                {error.message}
              </a>
            ) : (
              error.message
            )}
          </li>
        ))}
      </ul>
    </div>
  )
}
