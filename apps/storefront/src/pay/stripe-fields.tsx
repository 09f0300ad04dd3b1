import { Button } from '@tessera/ui/button'
import { useLocale } from '@tessera/ui/i18n'
import { Money } from '@tessera/ui/money'
import { Notice } from '@tessera/ui/notice'
import { Skeleton } from '@tessera/ui/skeleton'
import { Lock } from 'lucide-react'
import { type FormEvent, useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Order, Payment } from '../api/orders.ts'
import { isNight, pageColours } from './page-colours.ts'
import { orderAddress } from './pay-address.ts'
import { loadStripe, type StripeElements, type StripeFailure, type StripeJs } from './stripe-js.ts'

export type Embedded = Extract<NonNullable<Payment['next']>, { kind: 'embedded' }>

type Opened = { stripe: StripeJs; elements: StripeElements }
type Stage = 'loading' | 'ready' | 'unreachable'

/** Looks like the page around it: our colours and corners, in whatever theme is on. */
function appearance() {
  const colours = pageColours(['accent', 'raised', 'ink', 'quiet', 'danger-text'])
  return {
    theme: isNight() ? ('night' as const) : ('stripe' as const),
    variables: {
      colorPrimary: colours.accent ?? '',
      colorBackground: colours.raised ?? '',
      colorText: colours.ink ?? '',
      colorTextSecondary: colours.quiet ?? '',
      colorDanger: colours['danger-text'] ?? '',
      borderRadius: '4px',
      fontSizeBase: '16px',
    },
  }
}

/** Opens Stripe's fields in `place` for one payment. */
function useFields(next: Embedded, locale: string) {
  const place = useRef<HTMLDivElement>(null)
  const opened = useRef<Opened | null>(null)
  const [stage, setStage] = useState<Stage>('loading')
  const { publishable_key: key, client_secret: clientSecret, account } = next
  useEffect(() => {
    let wanted = true
    let close = () => {}
    const open = async () => {
      const start = await loadStripe()
      if (!wanted || !place.current) return
      const stripe = start(key, { locale, ...(account ? { stripeAccount: account } : {}) })
      const elements = stripe.elements({ clientSecret, locale, appearance: appearance() })
      const fields = elements.create('payment', {
        layout: { type: 'accordion', defaultCollapsed: false, radios: true },
      })
      close = () => fields.destroy()
      fields.on('ready', () => wanted && setStage('ready'))
      fields.on('loaderror', () => wanted && setStage('unreachable'))
      fields.mount(place.current)
      opened.current = { stripe, elements }
    }
    open().catch(() => wanted && setStage('unreachable'))
    return () => {
      wanted = false
      opened.current = null
      close()
    }
  }, [key, clientSecret, account, locale])
  return { place, opened, stage }
}

/** Stripe's fields in our page. What is typed there goes to Stripe alone; whether it was paid, the server finds out. */
export function StripeFields({ order, next }: { order: Order; next: Embedded }) {
  const { locale } = useLocale()
  const [attempt, setAttempt] = useState(0)
  // Another try, or another language, begins with new fields.
  return <Fields key={`${attempt} ${locale}`} {...{ order, next, locale }} onRetry={() => setAttempt(attempt + 1)} />
}

type FieldsProps = { order: Order; next: Embedded; locale: string; onRetry: () => void }

function Fields({ order, next, locale, onRetry }: FieldsProps) {
  const { t } = useTranslation('storefront')
  const { place, opened, stage } = useFields(next, locale)
  const [busy, setBusy] = useState(false)
  const [failure, setFailure] = useState<StripeFailure | null>(null)
  const pay = async (event: FormEvent) => {
    event.preventDefault()
    if (!opened.current || busy) return
    setBusy(true)
    setFailure(null)
    const { stripe, elements } = opened.current
    const back = new URL(orderAddress(order.code, 'returned'), location.origin).href
    const told = await stripe
      .confirmPayment({ elements, confirmParams: { return_url: back }, redirect: 'if_required' })
      .catch((): { error: StripeFailure } => ({ error: { type: 'api_connection_error' } }))
    // Anything but a failure is told on the order's page, which asks the server and believes nobody else.
    if (!told.error) return location.assign(back)
    setFailure(told.error)
    setBusy(false)
  }
  return (
    <form noValidate className="grid gap-5" onSubmit={event => void pay(event)}>
      <div className="relative">
        {stage === 'loading' && <FieldsSkeleton />}
        <div ref={place} className={stage === 'ready' ? undefined : 'absolute inset-x-0 top-0 opacity-0'} />
      </div>
      {stage === 'unreachable' && (
        <Notice
          tone="warning"
          live
          title={t('pay.unreachable')}
          actions={<Button onClick={onRetry}>{t('retry')}</Button>}
        >
          {t('pay.unreachable_text')}
        </Notice>
      )}
      <Refusal failure={failure} />
      {stage !== 'unreachable' && (
        <div className="grid gap-3">
          <Button type="submit" variant="primary" size="lg" block pending={busy} disabled={stage !== 'ready'}>
            {t('order.pay_now')} <Money value={order.total} />
          </Button>
          <p className="flex items-start gap-2 text-sm text-quiet">
            <Lock aria-hidden="true" className="mt-0.5 size-4 shrink-0" />
            {t('pay.safe')}
          </p>
        </div>
      )}
    </form>
  )
}

/** Stripe says in the buyer's language what was wrong with the card; what that means for money and seats, we say. */
function Refusal({ failure }: { failure: StripeFailure | null }) {
  const { t } = useTranslation('storefront')
  // A field that is not filled in carries its own words and has the focus already.
  if (!failure || failure.type === 'validation_error') return null
  if (failure.type === 'card_error') {
    return (
      <Notice tone="danger" live title={t('failure.payments_declined.title')}>
        {failure.message && <p>{failure.message}</p>}
        <p>{t('failure.payments_declined.text')}</p>
      </Notice>
    )
  }
  return (
    <Notice tone="danger" live title={t('failure.payments_outcome_unknown.title')}>
      {t('pay.unsure')}
    </Notice>
  )
}

function FieldsSkeleton() {
  return (
    <div aria-hidden="true" className="grid gap-4">
      <Skeleton className="h-12" />
      <div className="grid grid-cols-2 gap-4">
        <Skeleton className="h-12" />
        <Skeleton className="h-12" />
      </div>
    </div>
  )
}
