import { useMutation, useQuery } from '@tanstack/react-query'
import { createFileRoute, Link } from '@tanstack/react-router'
import { Button } from '@tessera/ui/button'
import { DateTime } from '@tessera/ui/date-time'
import { useLocalized } from '@tessera/ui/i18n'
import { Notice } from '@tessera/ui/notice'
import { PageTitle } from '@tessera/ui/page-title'
import { RadioGroup } from '@tessera/ui/radio-group'
import { TextField } from '@tessera/ui/text-field'
import { Search } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { findEventsQuery } from '../api/listings.ts'
import { findOrders } from '../api/orders.ts'
import { looksLikeEmail } from '../checkout/questions.ts'
import { keptOrders } from '../order/order-key.ts'
import { FailureNotice } from '../text/failure-notice.tsx'

export const Route = createFileRoute('/find-orders')({ component: FindOrdersPage })

type Wish = { email: string; event: string }

/** The links are told to the address that bought, never to whoever asks. */
function FindOrdersPage() {
  const { t } = useTranslation('storefront')
  const [wish, setWish] = useState<Wish>({ email: '', event: '' })
  const [checked, setChecked] = useState(false)
  const send = useMutation({ mutationFn: ({ email, event }: Wish) => findOrders(email.trim(), event) })
  const badEmail = !looksLikeEmail(wish.email)
  return (
    <div className="mx-auto grid max-w-2xl gap-8 px-4 py-8 md:py-12">
      <PageTitle below={t('find.below')}>{t('find.title')}</PageTitle>
      <OnThisDevice />
      {send.isSuccess ? (
        <Notice tone="success" live title={t('find.sent')}>
          {t('find.sent_text', { email: wish.email.trim() })}
        </Notice>
      ) : (
        <form
          noValidate
          className="grid gap-6"
          onSubmit={event => {
            event.preventDefault()
            setChecked(true)
            if (!badEmail && wish.event) send.mutate(wish)
            else document.getElementById(badEmail ? 'find-email' : 'find-event')?.focus()
          }}
        >
          <TextField
            id="find-email"
            label={t('checkout.email')}
            hint={t('find.email_hint')}
            type="email"
            autoComplete="email"
            value={wish.email}
            error={checked && badEmail ? t('checkout.mistake.email') : undefined}
            onValueChange={email => setWish(before => ({ ...before, email }))}
          />
          <EventChoice
            value={wish.event}
            error={checked && !wish.event ? t('find.which_missing') : undefined}
            onChoose={event => setWish(before => ({ ...before, event }))}
          />
          <FailureNotice error={send.error} />
          <Button type="submit" variant="primary" size="lg" pending={send.isPending} className="sm:justify-self-start">
            {t('find.send')}
          </Button>
        </form>
      )}
    </div>
  )
}

type EventChoiceProps = { value: string; error: string | undefined; onChoose: (event: string) => void }

function EventChoice({ value, error, onChoose }: EventChoiceProps) {
  const { t } = useTranslation('storefront')
  const said = useLocalized()
  const [words, setWords] = useState('')
  const { data } = useQuery(findEventsQuery(words.trim()))
  const found = data?.data ?? []
  return (
    <div className="grid gap-3">
      <TextField
        id="find-event"
        label={t('find.which')}
        hint={t('find.which_hint')}
        type="search"
        autoComplete="off"
        before={<Search aria-hidden="true" />}
        value={words}
        error={error}
        onValueChange={setWords}
      />
      {found.length > 0 && (
        <RadioGroup
          label={t('find.found')}
          hideLabel
          value={value || null}
          onValueChange={onChoose}
          options={found.map(event => ({
            value: event.id,
            label: said(event.title),
            hint: (
              <>
                {event.organizer.name}, <DateTime at={event.first_starts_at} zone={event.timezone} format="day" />
              </>
            ),
          }))}
        />
      )}
      {words.trim().length > 1 && data && found.length === 0 && (
        <p className="text-sm text-quiet">{t('find.nothing')}</p>
      )}
    </div>
  )
}

function OnThisDevice() {
  const { t } = useTranslation('storefront')
  const said = useLocalized()
  const orders = keptOrders()
  if (orders.length === 0) return null
  return (
    <section aria-labelledby="device-title" className="grid gap-3">
      <h2 id="device-title" className="display text-lg">
        {t('find.device')}
      </h2>
      <ul className="divide-y divide-line rounded-lg border border-line bg-raised">
        {orders.map(order => (
          <li key={order.code}>
            <Link
              to="/orders/$code"
              params={{ code: order.code }}
              className="flex min-h-14 items-center justify-between gap-4 px-4 py-2 hover:bg-mist"
            >
              <span className="font-medium">{said(order.title)}</span>
              <span className="figures text-sm text-quiet">{order.code}</span>
            </Link>
          </li>
        ))}
      </ul>
    </section>
  )
}
