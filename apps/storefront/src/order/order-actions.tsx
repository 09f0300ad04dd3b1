import { useMutation } from '@tanstack/react-query'
import { Button, LinkButton } from '@tessera/ui/button'
import { Checkbox } from '@tessera/ui/checkbox'
import { useLocale, useLocalized } from '@tessera/ui/i18n'
import { CalendarPlus, FileDown, Mail, Printer, Video } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { fetchFile, type Order, type OrderEvent, type OrderKey, resend } from '../api/orders.ts'
import { ShareButton } from '../event/share-button.tsx'
import { FailureNotice } from '../text/failure-notice.tsx'
import { dropFromDevice, keepOnDevice, keptOrders } from './order-key.ts'
import { isGood } from './standing.ts'

type Props = { order: Order; orderKey: OrderKey; event: OrderEvent }

/** Hands a file to the browser as if a link to it had been opened. */
function save(file: Blob, name: string): void {
  const url = URL.createObjectURL(file)
  const link = document.createElement('a')
  link.href = url
  link.download = name
  link.click()
  setTimeout(() => URL.revokeObjectURL(url), 60_000)
}

/** Fetches a file of the order and hands it over. */
function useDownload(orderKey: OrderKey, file: 'tickets.pdf' | 'calendar.ics', name: string) {
  const { locale } = useLocale()
  return useMutation({
    mutationFn: () => fetchFile(orderKey, file, locale),
    onSuccess: content => save(content, name),
  })
}

/** What one does with tickets. Nothing of it carries the order's secret away. */
export function OrderActions({ order, orderKey, event }: Props) {
  const { t } = useTranslation('storefront')
  const said = useLocalized()
  const pdf = useDownload(orderKey, 'tickets.pdf', `tickets-${order.code}.pdf`)
  const calendar = useDownload(orderKey, 'calendar.ics', `${event.slug}.ics`)
  const mail = useMutation({ mutationFn: () => resend(orderKey) })
  const hasTickets = order.tickets.some(ticket => isGood(event, ticket))
  return (
    <section aria-label={t('order.actions')} className="no-print grid gap-3">
      {hasTickets && event.online_url && <JoinOnline url={event.online_url} />}
      <div className="grid grid-cols-2 gap-2">
        {hasTickets && (
          <>
            <Button
              variant="primary"
              className="col-span-2"
              icon={<FileDown aria-hidden="true" />}
              pending={pdf.isPending}
              onClick={() => pdf.mutate()}
            >
              {t('order.pdf')}
            </Button>
            <Button
              icon={<CalendarPlus aria-hidden="true" />}
              pending={calendar.isPending}
              onClick={() => calendar.mutate()}
            >
              {t('event.calendar')}
            </Button>
          </>
        )}
        <ShareButton title={said(event.title)} path={`/e/${event.slug}`} />
        <Button
          icon={<Mail aria-hidden="true" />}
          className={hasTickets ? 'max-sm:col-span-2' : undefined}
          pending={mail.isPending}
          onClick={() => mail.mutate()}
        >
          {t('order.resend')}
        </Button>
        {hasTickets && (
          <Button icon={<Printer aria-hidden="true" />} onClick={() => print()} className="max-sm:hidden">
            {t('order.print')}
          </Button>
        )}
      </div>
      <output className="text-sm text-success-text">
        {mail.isSuccess && t('order.resent', { email: order.buyer.email })}
      </output>
      <FailureNotice error={pdf.error ?? calendar.error ?? mail.error} />
      <KeepOnDevice order={order} orderKey={orderKey} event={event} />
    </section>
  )
}

/** Where an event on the net takes place; whoever has a ticket goes in here. */
function JoinOnline({ url }: { url: string }) {
  const { t } = useTranslation('storefront')
  return (
    <div className="grid gap-2 rounded-lg border border-line bg-raised p-4">
      <p className="text-sm">{t('order.online_text')}</p>
      <LinkButton
        href={url}
        variant="primary"
        target="_blank"
        rel="noopener noreferrer"
        icon={<Video aria-hidden="true" />}
      >
        {t('order.online')}
      </LinkButton>
      <p className="text-xs text-quiet [overflow-wrap:anywhere]">{url}</p>
    </div>
  )
}

function KeepOnDevice({ order, orderKey, event }: Props) {
  const { t } = useTranslation('storefront')
  const [kept, setKept] = useState(() => keptOrders().some(each => each.code === order.code))
  return (
    <Checkbox
      label={t('order.keep')}
      hint={t('order.keep_hint')}
      checked={kept}
      onCheckedChange={on => {
        if (on) keepOnDevice({ ...orderKey, code: order.code, title: event.title })
        else dropFromDevice(order.code)
        setKept(on)
      }}
    />
  )
}
