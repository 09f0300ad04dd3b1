import { Check } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { cn } from './cn.ts'

export type StepperProps = {
  label: string
  steps: readonly { id: string; label: string; href?: string }[]
  current: string
  className?: string
}

/** Where one is on a way of three to five steps: Tickets, Payment, Done. Steps that lie behind may be links. */
export function Stepper({ label, steps, current, className }: StepperProps) {
  const { t } = useTranslation('ui')
  const at = steps.findIndex(step => step.id === current)
  return (
    <nav aria-label={label} className={className}>
      <ol className="flex items-center gap-2 text-sm">
        {steps.map((step, index) => {
          const done = index < at
          const here = index === at
          const inner = (
            <>
              <span
                aria-hidden="true"
                className={cn(
                  'figures grid size-6 shrink-0 place-items-center rounded-md border text-xs font-semibold',
                  here && 'border-accent bg-accent text-on-accent',
                  done && 'border-accent-text text-accent-text',
                  !here && !done && 'border-edge text-quiet',
                )}
              >
                {done ? <Check className="size-3.5" /> : index + 1}
              </span>
              <span className={cn(here ? 'font-semibold' : 'text-quiet max-sm:sr-only')}>{step.label}</span>
              {done && <span className="sr-only">{t('stepper_done')}</span>}
            </>
          )
          return (
            <li
              key={step.id}
              aria-current={here ? 'step' : undefined}
              className="flex min-h-11 items-center gap-2 not-last:grow"
            >
              {done && step.href ? (
                <a href={step.href} className="flex min-h-11 items-center gap-2 rounded-md hover:underline">
                  {inner}
                </a>
              ) : (
                <span className="flex items-center gap-2">{inner}</span>
              )}
              {index < steps.length - 1 && (
                <span aria-hidden="true" className={cn('h-px min-w-3 grow', done ? 'bg-accent-text' : 'bg-line')} />
              )}
            </li>
          )
        })}
      </ol>
    </nav>
  )
}
