import { Button } from '@tessera/ui/button'
import { Checkbox } from '@tessera/ui/checkbox'
import { DateTime } from '@tessera/ui/date-time'
import { useLocalized } from '@tessera/ui/i18n'
import { Money } from '@tessera/ui/money'
import { Pencil } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { PublicEvent } from '../api/listings.ts'
import { LinkButton } from '../link-button.tsx'
import { FailureNotice } from '../text/failure-notice.tsx'
import { type Checkout, emptyUnit } from './checkout.ts'
import type { Unit } from './questions.ts'

export type PayStepProps = {
  event: PublicEvent
  checkout: Checkout
  units: Unit[]
  pending: boolean
  error: unknown
  onOrder: () => void
}

/** The last look before it counts. */
export function PayStep({ event, checkout, units, pending, error, onOrder }: PayStepProps) {
  const { t } = useTranslation('storefront')
  const [accepted, setAccepted] = useState(false)
  const [asked, setAsked] = useState(false)
  const { quote } = checkout.hold
  const isFree = quote.total.amount_minor === '0'
  const order = () => {
    if (accepted) return onOrder()
    setAsked(true)
    document.getElementById('terms')?.focus()
  }
  return (
    <div className="grid gap-6">
      <Review event={event} checkout={checkout} units={units} />
      <section aria-labelledby="order-title" className="grid gap-4">
        <h2 id="order-title" className="display text-lg">
          {t(isFree ? 'checkout.get' : 'checkout.order')}
        </h2>
        {!isFree && <p className="text-sm text-quiet">{t('checkout.how_to_pay')}</p>}
        <Checkbox
          id="terms"
          label={t('checkout.terms', { organizer: event.organizer.legal_name ?? event.organizer.name })}
          checked={accepted}
          error={asked && !accepted ? t('checkout.mistake.terms') : undefined}
          onCheckedChange={setAccepted}
        />
        <FailureNotice error={error} />
        <div className="grid gap-2">
          <Button variant="primary" size="lg" block pending={pending} onClick={order}>
            {t(isFree ? 'checkout.get_button' : 'checkout.order_button')}
            {!isFree && (
              <>
                <span aria-hidden="true">·</span>
                <Money value={quote.total} />
              </>
            )}
          </Button>
          <p className="text-center text-sm text-quiet">
            {t(isFree ? 'checkout.free_promise' : 'checkout.seller', {
              organizer: event.organizer.legal_name ?? event.organizer.name,
            })}
          </p>
        </div>
      </section>
    </div>
  )
}

function Review({ event, checkout: { draft }, units }: Pick<PayStepProps, 'event' | 'checkout' | 'units'>) {
  const { t } = useTranslation('storefront')
  const said = useLocalized()
  const admissions = units.filter(unit => unit.kind === 'admission')
  return (
    <section aria-labelledby="review-title" className="rounded-lg border border-line bg-raised p-4 md:p-5">
      <div className="flex items-start justify-between gap-4">
        <h2 id="review-title" className="font-semibold">
          {t('checkout.review')}
        </h2>
        <LinkButton to="/checkout" size="sm" variant="quiet" icon={<Pencil aria-hidden="true" />}>
          {t('checkout.change')}
        </LinkButton>
      </div>
      <p className="[overflow-wrap:anywhere]">
        {draft.name}
        <br />
        <span className="text-quiet">{draft.email}</span>
      </p>
      {admissions.length > 0 && (
        <ul className="mt-3 divide-y divide-line border-t border-line text-sm">
          {admissions.map(unit => {
            const date = event.dates.length > 1 ? event.dates.find(({ id }) => id === unit.dateId) : undefined
            return (
              <li key={unit.key} className="flex flex-wrap justify-between gap-x-4 py-2">
                <span>
                  {[said(unit.productName), said(unit.variantName)].filter(Boolean).join(', ')}
                  {date && (
                    <span className="text-quiet">
                      {' · '}
                      <DateTime at={date.starts_at} zone={event.timezone} />
                    </span>
                  )}
                </span>
                <span className="text-quiet">{(draft.units[unit.key] ?? emptyUnit).name || t('checkout.no_name')}</span>
              </li>
            )
          })}
        </ul>
      )}
    </section>
  )
}
