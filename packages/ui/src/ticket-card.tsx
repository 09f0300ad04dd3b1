import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { cn } from './cn.ts'
import { PosterImage } from './poster-image.tsx'
import { QrCode, type QrCodeProps } from './qr-code.tsx'

export type TicketState = 'valid' | 'used' | 'void' | 'transferred'

export type TicketCardProps = {
  event: string
  /** A DateTime or DateRange. */
  when: ReactNode
  place: ReactNode
  /** "Weekend pass" */
  product: string
  holder?: string
  /** "Row 4, seat 12", "Gate B" … each with its label. */
  details?: readonly { label: string; value: ReactNode }[]
  /** What is scanned, and the same in characters for when the light is bad. */
  modules: QrCodeProps['modules']
  code: string
  state?: TicketState
  /** Seed and photo of the poster. */
  seed: string
  picture?: string | null
  /** "2 of 4" */
  counter?: string
  /** Download, add to wallet, pass on: below the ticket, not printed. */
  actions?: ReactNode
  className?: string
}

function Stamp({ state }: { state: Exclude<TicketState, 'valid'> }) {
  const { t } = useTranslation('ui')
  return (
    <span className="display absolute -rotate-12 rounded-md border-[3px] border-current bg-white/90 px-3 py-1 text-lg text-[oklch(0.48_0.175_28)]">
      {t(`state.ticket.${state}`)}
    </span>
  )
}

/** The object one keeps: poster, event, holder on the sheet; the code, large and bright, on the stub. */
export function TicketCard({ actions, className, ...ticket }: TicketCardProps) {
  return (
    <article aria-label={`${ticket.event}, ${ticket.product}`} className={cn('grid gap-3', className)}>
      <div className="ticket">
        <div className="ticket-sheets">
          <Sheet {...ticket} />
          <Stub {...ticket} />
        </div>
      </div>
      {actions && <div className="no-print flex flex-wrap gap-2">{actions}</div>}
    </article>
  )
}

function Sheet({ event, when, place, product, holder, details = [], seed, picture }: TicketCardProps) {
  const { t } = useTranslation('ui')
  const lines = [
    { label: t('ticket.product'), value: product },
    ...(holder ? [{ label: t('ticket.holder'), value: holder }] : []),
    ...details,
  ]
  return (
    <div className="ticket-body flex min-w-0 flex-col">
      <PosterImage seed={seed} src={picture} width={720} height={240} className="h-32 rounded-none" />
      <div className="flex grow flex-col gap-5 p-5 pb-6 @xl:p-6">
        <div className="grid gap-1.5">
          <h3 className="display text-xl leading-[1.05] [hyphens:auto] [overflow-wrap:anywhere]">{event}</h3>
          <p className="font-medium text-accent-text">{when}</p>
          <p className="text-sm text-quiet">{place}</p>
        </div>
        <dl className="mt-auto flex flex-wrap gap-x-8 gap-y-3 border-t border-line pt-4 text-sm">
          {lines.map(line => (
            <div key={line.label}>
              <dt className="text-xs text-quiet">{line.label}</dt>
              <dd className="font-medium">{line.value}</dd>
            </div>
          ))}
        </dl>
      </div>
    </div>
  )
}

/** What the door scans. */
function Stub({ modules, code, state = 'valid', counter }: TicketCardProps) {
  const { t } = useTranslation('ui')
  return (
    <div className="ticket-stub grid content-center justify-items-center gap-2 px-6 pt-5 pb-7 @xl:px-6">
      <div className="relative grid w-full max-w-64 place-items-center">
        <QrCode
          modules={modules}
          label={t('ticket.code', { code })}
          className={state === 'valid' ? undefined : 'opacity-25'}
        />
        {state !== 'valid' && <Stamp state={state} />}
      </div>
      <p className="figures text-sm font-semibold tracking-wide">{code}</p>
      {counter && <p className="figures text-xs opacity-75">{counter}</p>}
    </div>
  )
}
