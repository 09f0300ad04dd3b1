import { useMutation } from '@tanstack/react-query'
import { Button } from '@tessera/ui/button'
import { Countdown } from '@tessera/ui/countdown'
import { useTranslation } from 'react-i18next'
import { extend } from '../api/sales.ts'
import { FailureNotice } from '../text/failure-notice.tsx'
import { type Checkout, offsetOf } from './checkout.ts'

export type HoldClockProps = {
  checkout: Checkout
  onChange: (part: Partial<Checkout>) => void
  onOver: () => void
}

/** How long the tickets are kept, by the server's clock; more time once. */
export function HoldClock({ checkout, onChange, onOver }: HoldClockProps) {
  const { t } = useTranslation('storefront')
  const { hold, clockOffsetMs } = checkout
  const more = useMutation({
    mutationFn: () => extend(hold),
    onSuccess: next => onChange({ hold: { ...next, secret: hold.secret }, clockOffsetMs: offsetOf(next.server_time) }),
  })
  return (
    <div className="grid gap-2">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <Countdown until={hold.expires_at} clockOffsetMs={clockOffsetMs} onExpire={onOver} />
        {hold.extensions_left > 0 && (
          <Button size="sm" variant="quiet" pending={more.isPending} onClick={() => more.mutate()}>
            {t('checkout.more_time')}
          </Button>
        )}
        {more.isSuccess && <output className="text-sm text-success-text">{t('checkout.extended')}</output>}
      </div>
      <FailureNotice error={more.error} />
    </div>
  )
}
