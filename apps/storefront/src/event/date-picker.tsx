import type { EventDate } from '@tessera/sdk'
import { DateTime } from '@tessera/ui/date-time'
import { useLocalized } from '@tessera/ui/i18n'
import { useId } from 'react'
import { useTranslation } from 'react-i18next'

export type DatePickerProps = {
  dates: readonly EventDate[]
  zone: string
  value: string
  onValueChange: (dateId: string) => void
  /** How many are chosen for a date already. */
  countOf: (dateId: string) => number
  isSoldOut: (dateId: string) => boolean
}

/** Which of the dates: all in sight, each a tile for a thumb. */
export function DatePicker({ dates, zone, value, onValueChange, countOf, isSoldOut }: DatePickerProps) {
  const { t } = useTranslation('storefront')
  const said = useLocalized()
  const group = useId()
  return (
    <fieldset>
      <legend className="mb-2 text-sm font-medium">{t('event.pick_date')}</legend>
      <div className="grid gap-2 sm:grid-cols-2">
        {dates.map(date => {
          const count = countOf(date.id)
          const label = said(date.label)
          return (
            <label
              key={date.id}
              className="relative flex min-h-14 items-center justify-between gap-3 rounded-md border border-edge/60 bg-raised px-3.5 py-2.5 hover:border-ink has-checked:border-accent-text has-checked:bg-accent-soft has-checked:outline has-checked:outline-accent-text has-focus-visible:outline-2 has-focus-visible:outline-offset-2 has-focus-visible:outline-accent-text"
            >
              <input
                type="radio"
                name={group}
                className="absolute inset-0 size-full cursor-pointer appearance-none focus-visible:outline-none"
                checked={date.id === value}
                onChange={() => onValueChange(date.id)}
              />
              <span className="grid">
                <DateTime at={date.starts_at} zone={zone} className="text-sm font-semibold" />
                {label && <span className="text-sm text-quiet">{label}</span>}
                {isSoldOut(date.id) && <span className="text-sm text-danger-text">{t('event.sold_out')}</span>}
              </span>
              {count > 0 && (
                <span className="figures grid size-6 place-items-center rounded-sm bg-accent text-xs font-semibold text-on-accent">
                  <span className="sr-only">{t('event.chosen', { count })}</span>
                  <span aria-hidden="true">{count}</span>
                </span>
              )}
            </label>
          )
        })}
      </div>
    </fieldset>
  )
}
