import { X } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'

export type FormError = {
  message: string
  /** The `id` of the field it is about; makes the line a link to it. */
  fieldId?: string
}

export type FormErrorsProps = {
  errors: readonly FormError[]
  title?: string
  /** Before each message stands the label of its field, where the message alone does not say which one is meant. */
  named?: boolean
}

/** Above a form that was refused: takes the focus, lists what to put right, each line leads to its field. */
export function FormErrors({ errors, title, named = false }: FormErrorsProps) {
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
              <FieldLine id={error.fieldId} named={named}>
                {error.message}
              </FieldLine>
            ) : (
              error.message
            )}
          </li>
        ))}
      </ul>
    </div>
  )
}

function FieldLine({ id, named, children }: { id: string; named: boolean; children: string }) {
  // The labels are drawn by others and stand there already: they are read when the refusal arrives.
  const [label] = useState(() => (named ? labelOf(fieldOf(id)) : ''))
  return (
    <a
      href={`#${id}`}
      className="inline-flex items-center text-danger-text underline underline-offset-2 touch:min-h-11"
      onClick={event => {
        event.preventDefault() // the address stays; the router owns the fragment
        fieldOf(id)?.focus()
      }}
    >
      {label ? `${label}: ${children}` : children}
    </a>
  )
}

/** A value that is entered in several fields, such as a text in each language, leads to the first of them. */
function fieldOf(id: string): HTMLElement | null {
  const parts = `[id^="${CSS.escape(id)}-"]:is(input, select, textarea, button)`
  return document.getElementById(id) ?? document.querySelector<HTMLElement>(parts)
}

/** Without what stands beside the name in it, such as "optional". */
function labelOf(field: HTMLElement | null): string {
  const [label] = field && 'labels' in field ? (field.labels as NodeListOf<HTMLLabelElement>) : []
  return label?.firstChild?.textContent ?? ''
}
