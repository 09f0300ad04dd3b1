import { formatDay, formatTime } from '@tessera/kernel/date-text'
import { Badge } from '@tessera/ui/badge'
import { Button } from '@tessera/ui/button'
import { useLocale, useLocalized } from '@tessera/ui/i18n'
import { useTranslation } from 'react-i18next'
import { direction, present } from '../door/desk.ts'
import type { FoundGuest } from '../door/door.ts'
import { dateOfTicket, type Place } from '../door/placing.ts'
import { useMoment } from '../result/result-text.ts'
import { useObserved } from '../syncing/observable.ts'

/** One guest: enough to ask "is that you?", and one button. The rules decide; the button never skips them. */
export function GuestRow({ guest, place }: { guest: FoundGuest; place: Place }) {
  const { t } = useTranslation('checkin')
  const { formatLocale: locale } = useLocale()
  const localized = useLocalized()
  const going = useObserved(direction)
  const { face } = guest
  const startsAt = dateOfTicket(place.list, face)?.startsAt
  const options = { locale, zone: place.event.zone }
  const when =
    startsAt && place.list.dates.length > 1
      ? `${formatDay(startsAt, { ...options, now: startsAt })}, ${formatTime(startsAt, options)}`
      : null
  const product = [localized(face.productName), localized(face.variantName)].filter(Boolean).join(', ')
  return (
    <li className="flex items-center justify-between gap-3 px-4 py-3">
      <div className="grid min-w-0 gap-1">
        <p className="text-lg leading-6 font-semibold">{face.attendeeName ?? t('result.no_name')}</p>
        <p className="figures text-sm text-quiet">{[product, when, face.orderCode].filter(Boolean).join(' · ')}</p>
        <Standing guest={guest} />
      </div>
      <Button
        variant={going === 'exit' || (!guest.isVoid && guest.firstEnteredAt === null) ? 'primary' : 'secondary'}
        size="lg"
        className="min-h-14"
        aria-label={`${t(`guests.do_${going}`)}: ${face.attendeeName ?? face.orderCode ?? ''}`}
        onClick={() => present({ ticketId: face.id }, 'search')}
      >
        {t(`guests.do_${going}`)}
      </Button>
    </li>
  )
}

function Standing({ guest }: { guest: FoundGuest }) {
  const { t } = useTranslation('checkin')
  const moment = useMoment()
  const { firstEnteredAt } = guest
  const time = firstEnteredAt ? moment(firstEnteredAt) : ''
  return (
    <p className="flex flex-wrap gap-1.5">
      {guest.isVoid && <Badge tone="danger">{t('guests.void')}</Badge>}
      {!guest.isVoid && !guest.isPaid && <Badge tone="warning">{t('guests.unpaid')}</Badge>}
      {firstEnteredAt && guest.inside && <Badge tone="success">{t('guests.inside_since', { time })}</Badge>}
      {firstEnteredAt && !guest.inside && <Badge tone="info">{t('guests.was_inside', { time })}</Badge>}
      {!firstEnteredAt && !guest.isVoid && <Badge>{t('guests.not_yet')}</Badge>}
    </p>
  )
}
