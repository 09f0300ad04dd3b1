import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { cn } from './cn.ts'
import type en from './locales/en.json'

type BadgeTone = 'neutral' | 'info' | 'success' | 'warning' | 'danger' | 'accent'

const tones: Record<BadgeTone, string> = {
  neutral: 'bg-mist text-ink',
  info: 'bg-info-soft text-info-text',
  success: 'bg-success-soft text-success-text',
  warning: 'bg-warning-soft text-warning-text',
  danger: 'bg-danger-soft text-danger-text',
  accent: 'bg-accent-soft text-accent-text',
}

/** A word or two about a thing. */
export function Badge({
  tone = 'neutral',
  icon,
  children,
  className,
}: {
  tone?: BadgeTone
  icon?: ReactNode
  children: ReactNode
  className?: string
}) {
  return (
    <span
      className={cn(
        'inline-flex items-center gap-1.5 rounded-sm px-1.5 py-0.5 text-xs font-medium whitespace-nowrap [&_svg]:size-3',
        tones[tone],
        className,
      )}
    >
      {icon}
      {children}
    </span>
  )
}

type States = (typeof en)['state']
type Kind = keyof States

/** The shape says as much as the colour: full = settled, half = moving, ring = open, cross = over. */
type Mark = 'full' | 'half' | 'ring' | 'cross'
const looks: { [K in Kind]: Record<keyof States[K], [BadgeTone, Mark]> } = {
  event: {
    draft: ['neutral', 'ring'],
    published: ['success', 'full'],
    ended: ['neutral', 'full'],
    cancelled: ['danger', 'cross'],
    postponed: ['warning', 'half'],
  },
  order: {
    awaiting_payment: ['warning', 'half'],
    paid: ['success', 'full'],
    partly_refunded: ['info', 'half'],
    refunded: ['info', 'full'],
    expired: ['neutral', 'cross'],
    cancelled: ['danger', 'cross'],
  },
  ticket: {
    valid: ['success', 'full'],
    used: ['neutral', 'full'],
    void: ['danger', 'cross'],
    transferred: ['info', 'half'],
  },
  payment: {
    pending: ['warning', 'half'],
    succeeded: ['success', 'full'],
    declined: ['danger', 'cross'],
    failed: ['danger', 'cross'],
    voided: ['neutral', 'cross'],
  },
  sale: {
    on_sale: ['success', 'full'],
    few_left: ['warning', 'half'],
    sold_out: ['danger', 'cross'],
    not_yet: ['info', 'ring'],
    over: ['neutral', 'cross'],
    hidden: ['neutral', 'ring'],
  },
}

function StateMark({ mark }: { mark: Mark }) {
  return (
    <svg viewBox="0 0 8 8" aria-hidden="true" className="size-2! shrink-0">
      {mark === 'full' && <rect width="8" height="8" rx="1" fill="currentColor" />}
      {mark === 'ring' && (
        <rect x="1" y="1" width="6" height="6" rx="0.5" fill="none" stroke="currentColor" strokeWidth="1.6" />
      )}
      {mark === 'half' && (
        <path d="M7.2.8v6.4H.8Z" fill="currentColor" stroke="currentColor" strokeWidth="1" strokeLinejoin="round" />
      )}
      {mark === 'cross' && <path d="m1 1 6 6m0-6L1 7" fill="none" stroke="currentColor" strokeWidth="1.8" />}
    </svg>
  )
}

export type StatusBadgeProps = { [K in Kind]: { of: K; state: keyof States[K] } }[Kind] & { className?: string }

/** The state of an order, event, ticket, payment or sale: `<StatusBadge of="order" state="paid" />`. */
export function StatusBadge({ of, state, className }: StatusBadgeProps) {
  const { t } = useTranslation('ui')
  const table = looks[of] as Record<string, [BadgeTone, Mark] | undefined>
  const [tone, mark] = table[state] ?? ['neutral', 'ring']
  return (
    <Badge tone={tone} icon={<StateMark mark={mark} />} className={className}>
      {t(`state.${of}.${state}` as 'state.order.paid', { defaultValue: state })}
    </Badge>
  )
}
