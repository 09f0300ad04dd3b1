import { LogIn, LogOut } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { direction } from '../door/desk.ts'
import { useObserved } from '../syncing/observable.ts'

const DIRECTIONS = [
  { value: 'entry', Icon: LogIn, look: 'has-checked:bg-success has-checked:text-on-solid' },
  { value: 'exit', Icon: LogOut, look: 'has-checked:bg-info has-checked:text-on-solid' },
] as const

/** In the colour of its result, so that nobody scans people out by mistake. */
export function DirectionToggle() {
  const { t } = useTranslation('checkin')
  const current = useObserved(direction)
  return (
    <fieldset className="grid grid-cols-2 overflow-hidden rounded-lg border border-edge bg-raised">
      <legend className="sr-only">{t('direction.label')}</legend>
      {DIRECTIONS.map(({ value, Icon, look }) => (
        <label
          key={value}
          className={`flex min-h-14 items-center justify-center gap-2 px-3 text-base font-semibold text-quiet has-focus-visible:outline-2 has-focus-visible:-outline-offset-4 has-focus-visible:outline-current ${look}`}
        >
          <input
            type="radio"
            name="direction"
            value={value}
            checked={current === value}
            onChange={() => direction.set(value)}
            className="sr-only"
          />
          <Icon className="size-5" aria-hidden="true" />
          {t(`direction.${value}`)}
        </label>
      ))}
    </fieldset>
  )
}
