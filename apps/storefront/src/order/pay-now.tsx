import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Button } from '@tessera/ui/button'
import { Countdown } from '@tessera/ui/countdown'
import { DateTime } from '@tessera/ui/date-time'
import { Money } from '@tessera/ui/money'
import { Notice } from '@tessera/ui/notice'
import { RadioGroup } from '@tessera/ui/radio-group'
import { type ReactNode, useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ApiFailure } from '../api/answer.ts'
import { giveUp, type Order, type OrderKey, orderQuery, pay } from '../api/orders.ts'
import { offsetOf } from '../checkout/checkout.ts'
import { payAddress } from '../pay/pay-address.ts'
import { FailureNotice } from '../text/failure-notice.tsx'
import { lastFailed, standingOf } from './payment-standing.ts'
import { usePaymentWatch } from './payment-watch.ts'

type Props = { order: Order; orderKey: OrderKey }

/** An order that waits for its money: how to pay, or how the payment stands. */
export function PayNow({ order, orderKey, hasReturned }: Props & { hasReturned: boolean }) {
  const { t } = useTranslation('storefront')
  const [paying, setPaying] = useState(false)
  const watch = usePaymentWatch(order, orderKey, !paying)
  const failed = lastFailed(order)
  const standing = standingOf(order, watch, hasReturned)
  if (standing === 'on_its_way') return <OnItsWay order={order} orderKey={orderKey} />
  if (standing === 'confirming') {
    return (
      <Waiting title={t('order.confirming')}>
        <p>{t('order.confirming_text')}</p>
      </Waiting>
    )
  }
  return (
    <div className="grid gap-6">
      {standing === 'takes_long' && (
        <Notice tone="info" live title={t('order.takes_long')}>
          {t('order.takes_long_text')}
        </Notice>
      )}
      {failed && (
        <Notice tone="danger" live title={t('failure.payments_declined.title')}>
          {t('failure.payments_declined.text')}
        </Notice>
      )}
      <Choices order={order} orderKey={orderKey} onPaying={setPaying} isOpen={watch.isWatching} />
    </div>
  )
}

/** There is nothing to do but wait, and no need to do it here. */
function OnItsWay({ order, orderKey }: Props) {
  const { t } = useTranslation('storefront')
  return (
    <Waiting title={t('order.on_its_way')} actions={<GiveUp orderKey={orderKey} />}>
      <p>{t('order.on_its_way_text')}</p>
      {order.pay_until && (
        <p>
          {t('order.kept_until')}{' '}
          <strong className="font-semibold text-ink">
            <DateTime at={order.pay_until} zone={order.event?.timezone ?? 'UTC'} showZone />
          </strong>
          . {t('order.after_kept')}
        </p>
      )}
      <p>{t('order.need_not_wait', { email: order.buyer.email })}</p>
    </Waiting>
  )
}

function Waiting({ title, children, actions }: { title: string; children: ReactNode; actions?: ReactNode }) {
  return (
    <section
      aria-live="polite"
      className="grid justify-items-start gap-3 rounded-lg border border-line bg-raised p-5 md:p-6"
    >
      <span aria-hidden="true" className="grid grid-cols-3 gap-1 text-accent-text">
        {['0ms', '200ms', '400ms', '600ms', '800ms', '1000ms'].map(delay => (
          <span key={delay} className="size-4 rounded-sm bg-current breathe" style={{ animationDelay: delay }} />
        ))}
      </span>
      <h2 className="display text-lg">{title}</h2>
      <div className="grid max-w-prose gap-2 text-quiet [overflow-wrap:anywhere]">{children}</div>
      {actions}
    </section>
  )
}

function GiveUp({ orderKey, disabled }: { orderKey: OrderKey; disabled?: boolean }) {
  const { t } = useTranslation('storefront')
  const queryClient = useQueryClient()
  const end = useMutation({
    mutationFn: () => giveUp(orderKey),
    onSettled: () => queryClient.invalidateQueries({ queryKey: orderQuery(orderKey).queryKey }),
  })
  return (
    <>
      <FailureNotice error={end.error} />
      <Button
        variant="quiet"
        size="sm"
        className="justify-self-start"
        pending={end.isPending}
        disabled={disabled}
        onClick={() => end.mutate()}
      >
        {t('order.give_up')}
      </Button>
    </>
  )
}

/** The button stays pressed until the next page is there. */
function leaveFor(address: string): Promise<never> {
  location.assign(address)
  return new Promise(() => {})
}

type ChoicesProps = Props & { isOpen: boolean; onPaying: (paying: boolean) => void }

function Choices({ order, orderKey, isOpen, onPaying }: ChoicesProps) {
  const { t } = useTranslation('storefront')
  const queryClient = useQueryClient()
  const ways = order.gateways
  const [chosen, setChosen] = useState<string | null>(null)
  const way = chosen ?? ways[0]?.gateway ?? null
  const flow = ways.find(({ gateway }) => gateway === way)?.flow
  const refresh = () => queryClient.invalidateQueries({ queryKey: orderQuery(orderKey).queryKey })
  const start = useStart({ order, orderKey, way, flow, onPaying, onRefused: () => void refresh() })
  return (
    <section aria-labelledby="pay-title" className="grid gap-4 rounded-lg border border-line bg-raised p-4 md:p-6">
      <div className="flex flex-wrap items-baseline justify-between gap-x-6 gap-y-1">
        <h2 id="pay-title" className="display text-lg">
          {t('order.pay')}
        </h2>
        {order.pay_until && (
          <Countdown
            until={order.pay_until}
            clockOffsetMs={offsetOf(order.server_time)}
            onExpire={() => void refresh()}
          />
        )}
      </div>
      {ways.length > 1 && way && (
        <RadioGroup
          label={t('order.how')}
          options={ways.map(({ gateway, label }) => ({ value: gateway, label }))}
          value={way}
          onValueChange={setChosen}
        />
      )}
      {ways.length === 0 && <Notice tone="warning">{t('order.no_way')}</Notice>}
      <FailureNotice error={start.error} />
      {way && (
        <Button variant="primary" size="lg" block pending={start.isPending} onClick={() => start.mutate()}>
          {t(isOpen ? 'order.pay_again' : 'order.pay_now')} <Money value={order.total} />
        </Button>
      )}
      {way && <p className="text-sm text-quiet">{t(flow === 'embedded' ? 'order.pay_hint_here' : 'order.pay_hint')}</p>}
      <GiveUp orderKey={orderKey} disabled={start.isPending} />
    </section>
  )
}

type Start = Pick<ChoicesProps, 'order' | 'orderKey' | 'onPaying'> & {
  way: string | null
  flow: 'redirect' | 'embedded' | undefined
  onRefused: () => void
}

/** Leads to where one pays. The same attempt again has the same key: a lost answer is no second payment. */
function useStart({ order, orderKey, way, flow, onPaying, onRefused }: Start) {
  const attempt = useRef({ way: '', key: '' })
  const start = useMutation({
    mutationFn: async () => {
      if (!way) return
      if (flow === 'embedded') return leaveFor(payAddress(order.code, orderKey, way))
      if (attempt.current.way !== way) attempt.current = { way, key: crypto.randomUUID() }
      onPaying(true)
      const payment = await pay(orderKey, way, attempt.current.key)
      attempt.current = { way: '', key: '' }
      if (payment.next?.kind !== 'redirect') throw new ApiFailure(null, 503)
      await leaveFor(payment.next.url)
    },
    onError: () => {
      onPaying(false)
      onRefused()
    },
  })
  const { reset } = start
  useEffect(() => {
    // Back from the payment page by the browser's own button: the page wakes up as it was left.
    const wake = (event: PageTransitionEvent) => {
      if (!event.persisted) return
      reset()
      onPaying(false)
    }
    addEventListener('pageshow', wake)
    return () => removeEventListener('pageshow', wake)
  }, [reset, onPaying])
  return start
}
