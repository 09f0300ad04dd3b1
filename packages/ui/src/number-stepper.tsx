import { Minus, Plus } from 'lucide-react'
import { useId, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { cn } from './cn.ts'

export type NumberStepperProps = {
  /** What is counted: "Adult", "Weekend pass". Read out with both buttons. */
  label: string
  value: number
  onValueChange: (value: number) => void
  min?: number
  max?: number
  disabled?: boolean
  /** As long as nothing is chosen only the plus is seen: in a long list the eye finds what is. The place is kept. */
  calm?: boolean
  className?: string
}

const step =
  'grid size-11 place-items-center rounded-md border border-edge bg-raised text-ink hover:bg-mist disabled:border-line disabled:text-quiet/60 disabled:bg-transparent'
const box =
  'figures h-11 w-11 appearance-none rounded-md bg-transparent text-center text-lg font-medium [-moz-appearance:textfield] [&::-webkit-inner-spin-button]:appearance-none [&::-webkit-outer-spin-button]:appearance-none'

/** How many. Two thumbs' worth of buttons and a number that can be typed. */
export function NumberStepper({
  label,
  value,
  onValueChange,
  min = 0,
  max = 99,
  disabled = false,
  calm = false,
  className,
}: NumberStepperProps) {
  const { t } = useTranslation('ui')
  const id = useId()
  const more = useRef<HTMLButtonElement>(null)
  const set = (next: number) => {
    if (Number.isFinite(next)) onValueChange(Math.min(max, Math.max(min, Math.trunc(next))))
  }
  const hidden = calm && value === 0 && 'invisible'
  return (
    <fieldset aria-label={label} className={cn('inline-flex items-center gap-1', className)}>
      <button
        type="button"
        className={cn(step, hidden)}
        aria-label={t('stepper.fewer', { label })}
        aria-controls={id}
        disabled={disabled || value <= min}
        onClick={() => {
          set(value - 1)
          // The button that was pressed goes out of sight; the other one takes its focus.
          if (calm && value === 1) more.current?.focus()
        }}
      >
        <Minus className="size-5" aria-hidden="true" />
      </button>
      <input
        id={id}
        type="number"
        inputMode="numeric"
        aria-label={label}
        min={min}
        max={max}
        value={value}
        disabled={disabled}
        onFocus={event => event.target.select()}
        onChange={event => set(event.target.valueAsNumber)}
        className={cn(box, hidden)}
      />
      <button
        type="button"
        ref={more}
        className={step}
        aria-label={t('stepper.more', { label })}
        aria-controls={id}
        disabled={disabled || value >= max}
        onClick={() => set(value + 1)}
      >
        <Plus className="size-5" aria-hidden="true" />
      </button>
    </fieldset>
  )
}
