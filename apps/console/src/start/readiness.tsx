import { CircleCheck, CircleDashed } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { Event } from '../api/events.ts'
import type { Product } from '../api/products.ts'

export type Check = { id: 'title' | 'when' | 'where' | 'tickets'; done: boolean }

/** What the server would ask for, told before one presses the button. */
export function checksOf(event: Event, products: readonly Product[], now: Date): Check[] {
  return [
    { id: 'title', done: Boolean(event.title[event.default_locale]?.trim()) },
    {
      id: 'when',
      done: event.dates.some(date => date.state === 'scheduled' && new Date(date.ends_at ?? date.starts_at) > now),
    },
    { id: 'where', done: event.attendance_mode === 'online' || Boolean(event.venue?.name || event.venue?.city) },
    { id: 'tickets', done: products.some(product => !product.archived) || Boolean(event.source_url) },
  ]
}

export function Readiness({ checks }: { checks: readonly Check[] }) {
  const { t } = useTranslation('console')
  return (
    <ul className="grid gap-2 rounded-lg border border-line bg-raised p-4">
      {checks.map(({ id, done }) => (
        <li key={id} className="flex items-center gap-2.5">
          {done ? (
            <CircleCheck className="size-4 shrink-0 text-success-text" aria-hidden="true" />
          ) : (
            <CircleDashed className="size-4 shrink-0 text-warning-text" aria-hidden="true" />
          )}
          <span>{t(`start.check_${id}`)}</span>
          <span className="ms-auto text-xs text-quiet">{t(done ? 'start.check_done' : 'start.check_open')}</span>
        </li>
      ))}
    </ul>
  )
}
