import { useQuery } from '@tanstack/react-query'
import { createFileRoute, useNavigate } from '@tanstack/react-router'
import { Button } from '@tessera/ui/button'
import { cn } from '@tessera/ui/cn'
import { EmptyState } from '@tessera/ui/empty-state'
import { Notice } from '@tessera/ui/notice'
import { PageTitle } from '@tessera/ui/page-title'
import { SkeletonPage, SkeletonText } from '@tessera/ui/skeleton'
import { Stepper } from '@tessera/ui/stepper'
import { lazy, Suspense, useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { eventQuery, type PublicEvent } from '../api/listings.ts'
import { giveBack } from '../api/sales.ts'
import { type Checkout, forgetCheckout, isOver } from '../checkout/checkout.ts'
import { HoldClock } from '../checkout/hold-clock.tsx'
import { OrderSummary, ShortSummary } from '../checkout/order-summary.tsx'
import { useCheckout } from '../checkout/use-checkout.ts'
import { useSteps } from '../checkout/use-steps.ts'
import { useAccent } from '../event/accent.ts'
import { LinkButton } from '../link-button.tsx'
import { FailureNotice } from '../text/failure-notice.tsx'

// Each screen is fetched when it comes; the next one while this one is filled in.
const DetailsForm = lazy(() =>
  import('../checkout/details-form.tsx').then(({ DetailsForm: own }) => ({ default: own })),
)
const loadPayStep = () => import('../checkout/pay-step.tsx').then(({ PayStep: own }) => ({ default: own }))
const PayStep = lazy(loadPayStep)

type Search = { step?: 'pay' }

export const Route = createFileRoute('/checkout')({
  component: CheckoutPage,
  validateSearch: (search: Record<string, unknown>): Search => (search.step === 'pay' ? { step: 'pay' } : {}),
})

function CheckoutPage() {
  const { t } = useTranslation('storefront')
  const state = useCheckout()
  const slug = state.checkout?.eventSlug ?? ''
  const event = useQuery({ ...eventQuery(slug), enabled: slug !== '' })
  if (!state.checkout) {
    return (
      <div className="mx-auto max-w-3xl px-4 py-8">
        <PageTitle className="sr-only">{t('checkout.title')}</PageTitle>
        <EmptyState
          title={t('checkout.nothing')}
          action={
            <LinkButton to="/" variant="primary">
              {t('frame.discover')}
            </LinkButton>
          }
        >
          {t('checkout.nothing_text')}
        </EmptyState>
      </div>
    )
  }
  if (event.isError) {
    return (
      <div className="mx-auto max-w-3xl px-4 py-8">
        <FailureNotice
          error={event.error}
          actions={<Button onClick={() => void event.refetch()}>{t('retry')}</Button>}
        />
      </div>
    )
  }
  if (!event.data) return <SkeletonPage />
  return <Steps {...state} checkout={state.checkout} event={event.data} />
}

/** The address is the same page to the router, but to the buyer it is another screen. */
function useScreenChange(paying: boolean) {
  const shown = useRef(paying)
  useEffect(() => {
    if (shown.current === paying) return
    shown.current = paying
    scrollTo(0, 0)
    document.querySelector<HTMLElement>('main h1')?.focus({ preventScroll: true })
  }, [paying])
}

type StepsProps = ReturnType<typeof useCheckout> & { checkout: Checkout; event: PublicEvent }

function Steps({ checkout, change, write, event }: StepsProps) {
  const { t } = useTranslation('storefront')
  const { step } = Route.useSearch()
  const { quote } = checkout.hold
  const steps = useSteps(checkout, event)
  const [over, setOver] = useState(() => isOver(checkout, Date.now()))
  const paying = step === 'pay' && steps.isComplete
  const ended = over || steps.isRefusedAsOver
  useAccent(event.organizer.accent)
  useEffect(() => void loadPayStep(), [])
  useScreenChange(paying)
  return (
    <div className="mx-auto grid max-w-6xl gap-6 px-4 py-6 md:px-8 md:py-10">
      <div className="flex flex-wrap items-center justify-between gap-x-10 gap-y-2">
        <Progress slug={event.slug} paying={paying} />
        {!ended && <HoldClock checkout={checkout} onChange={change} onOver={() => setOver(true)} />}
      </div>
      <PageTitle>{t(paying ? 'checkout.pay_title' : 'checkout.details')}</PageTitle>
      {ended && <TimeIsUp slug={event.slug} />}
      <div className="grid items-start gap-8 lg:grid-cols-[minmax(0,1fr)_24rem] lg:gap-12">
        {!paying && <ShortSummary event={event} quote={quote} className="lg:hidden" />}
        <div className="max-lg:order-2">
          {!ended && (
            <>
              <Screen {...{ event, checkout, write, steps, paying }} />
              <Leave hold={checkout.hold} slug={event.slug} disabled={steps.order.isPending} />
            </>
          )}
        </div>
        <aside className={cn('lg:sticky lg:top-6', !paying && 'max-lg:hidden')}>
          <OrderSummary event={event} quote={quote} />
        </aside>
      </div>
    </div>
  )
}

function TimeIsUp({ slug }: { slug: string }) {
  const { t } = useTranslation('storefront')
  const chooseAgain = (
    <LinkButton to="/e/$slug" params={{ slug }} variant="primary">
      {t('checkout.choose_again')}
    </LinkButton>
  )
  return (
    <Notice tone="warning" live title={t('failure.inventory_hold_expired.title')} actions={chooseAgain}>
      {t('failure.inventory_hold_expired.text')}
    </Notice>
  )
}

type ScreenProps = Pick<StepsProps, 'event' | 'checkout' | 'write'> & {
  steps: ReturnType<typeof useSteps>
  paying: boolean
}

function Screen({ event, checkout, write, steps, paying }: ScreenProps) {
  const { units, questions, mistakes, order } = steps
  return (
    <Suspense fallback={<SkeletonText lines={8} />}>
      {paying ? (
        <PayStep
          {...{ event, checkout, units }}
          pending={order.isPending}
          error={order.error}
          onOrder={steps.placeOrder}
        />
      ) : (
        <DetailsForm
          {...{ event, units, questions, mistakes }}
          draft={checkout.draft}
          onWrite={write}
          onSubmit={steps.toPayment}
        />
      )}
    </Suspense>
  )
}

/** What was held goes back on sale at once, or by itself when its time is over. */
function Leave({ hold, slug, disabled }: { hold: Checkout['hold']; slug: string; disabled: boolean }) {
  const { t } = useTranslation('storefront')
  const navigate = useNavigate()
  const leave = () => {
    void giveBack(hold).catch(() => undefined)
    forgetCheckout()
    void navigate({ to: '/e/$slug', params: { slug } })
  }
  return (
    <p className="mt-6">
      <Button variant="quiet" size="sm" className="-ms-3 text-quiet" onClick={leave} disabled={disabled}>
        {t('checkout.leave')}
      </Button>
    </p>
  )
}

function Progress({ slug, paying }: { slug: string; paying: boolean }) {
  const { t } = useTranslation('storefront')
  const steps = [
    { id: 'tickets', label: t('checkout.step.tickets'), href: `/e/${slug}#tickets` },
    { id: 'details', label: t('checkout.step.details'), href: '/checkout' },
    { id: 'pay', label: t('checkout.step.pay') },
  ]
  return (
    <Stepper
      label={t('checkout.steps')}
      steps={steps}
      current={paying ? 'pay' : 'details'}
      className="min-w-0 grow sm:max-w-md"
    />
  )
}
