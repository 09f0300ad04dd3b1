import { Checkbox } from '@tessera/ui/checkbox'
import type { ReactNode } from 'react'

type ChoicesProps<V extends string> = {
  options: readonly { value: V; label: ReactNode }[]
  chosen: readonly V[]
  onChange: (chosen: V[]) => void
}

/** Where nothing chosen means all of them, now and later. */
export const orAll = (ids: string[]) => (ids.length > 0 ? ids : null)

/** Any number of these, a line each. */
export function Choices<V extends string>({ options, chosen, onChange }: ChoicesProps<V>) {
  return options.map(({ value, label }) => (
    <Checkbox
      key={value}
      label={label}
      checked={chosen.includes(value)}
      onCheckedChange={on => onChange(on ? [...chosen, value] : chosen.filter(each => each !== value))}
    />
  ))
}

type GroupProps<V extends string> = ChoicesProps<V> & {
  legend: string
  hint?: string
  /** Around the lines, where they are many: `max-h-48 overflow-y-auto`. */
  className?: string
}

export function ChoiceGroup<V extends string>({ legend, hint, className, ...choices }: GroupProps<V>) {
  return (
    <fieldset>
      <legend className="text-sm font-medium">{legend}</legend>
      {hint && <p className="text-sm text-quiet">{hint}</p>}
      <div className={className}>
        <Choices {...choices} />
      </div>
    </fieldset>
  )
}
