import { Combobox } from '@tessera/ui/combobox'
import { useLocale, useLocalized } from '@tessera/ui/i18n'
import { useTranslation } from 'react-i18next'
import type { Event } from '../api/events.ts'
import { useEvents } from './event-titles.ts'

/** The event whose turn is next: what the door and the guest list are usually asked about. */
export function nextEvent(events: readonly Event[], now: Date): Event | undefined {
  const open = events.flatMap(event =>
    event.state === 'published'
      ? event.dates
          .filter(date => date.state === 'scheduled' && new Date(date.ends_at ?? date.starts_at) > now)
          .map(date => ({ event, at: date.starts_at }))
      : [],
  )
  return open.sort((a, b) => a.at.localeCompare(b.at))[0]?.event ?? events[0]
}

type Props = { value: string | undefined; onValueChange: (eventId: string) => void }

export function EventChoice({ value, onValueChange }: Props) {
  const { t } = useTranslation('console')
  const said = useLocalized()
  const { formatLocale } = useLocale()
  const events = useEvents()
  const hint = (event: Event) => {
    const first = event.dates[0]
    const day = new Intl.DateTimeFormat(formatLocale, { dateStyle: 'medium', timeZone: event.timezone })
    return first && day.format(new Date(first.starts_at))
  }
  return (
    <Combobox
      label={t('order.event')}
      options={events.map(event => ({ value: event.id, label: said(event.title), hint: hint(event) }))}
      value={value ?? null}
      onValueChange={next => next && onValueChange(next)}
      className="w-full md:w-96"
    />
  )
}
