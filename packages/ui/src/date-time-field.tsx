import { useTranslation } from 'react-i18next'
import { cn } from './cn.ts'
import { controlStyle, Field, type FieldProps } from './field.tsx'

export type DateTimeFieldProps = FieldProps & {
  /** Local to the zone: `2026-03-14T19:30`, `2026-03-14` or `19:30`, by `kind`. Empty when unset. */
  value: string
  onValueChange: (value: string) => void
  kind?: 'datetime' | 'date' | 'time'
  /** IANA zone that the time is meant in; shown under the field. Turn to an instant with kernel `wallToInstant`. */
  zone?: string
  min?: string
  max?: string
  disabled?: boolean
  required?: boolean
  name?: string
}

/** The browser's own picker: right on every phone, and it can be typed into. */
export function DateTimeField({
  value,
  onValueChange,
  kind = 'datetime',
  zone,
  hint,
  min,
  max,
  disabled,
  required,
  name,
  ...field
}: DateTimeFieldProps) {
  const { t } = useTranslation('ui')
  const zoneHint = zone && kind !== 'date' ? t('date_time_field.zone', { zone: zone.replaceAll('_', ' ') }) : null
  return (
    <Field
      {...field}
      hint={
        hint || zoneHint ? (
          <>
            {hint} {zoneHint}
          </>
        ) : undefined
      }
    >
      {control => (
        <input
          {...control}
          {...{ value, min, max, disabled, required, name }}
          type={kind === 'datetime' ? 'datetime-local' : kind}
          onChange={event => onValueChange(event.target.value)}
          className={cn(
            controlStyle,
            'figures',
            kind === 'time' ? 'max-w-32' : kind === 'date' ? 'max-w-48' : 'max-w-64',
          )}
        />
      )}
    </Field>
  )
}
