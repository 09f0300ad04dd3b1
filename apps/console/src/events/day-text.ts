import { useLocale } from '@tessera/ui/i18n'
import { useMemo } from 'react'

/** `const dayText = useDayText(event.timezone)`: a date as choices and lists name it, by the clock of its place. */
export function useDayText(zone: string | undefined): (instant: string) => string {
  const { formatLocale } = useLocale()
  return useMemo(() => {
    const format = new Intl.DateTimeFormat(formatLocale, { dateStyle: 'medium', timeStyle: 'short', timeZone: zone })
    return instant => format.format(new Date(instant))
  }, [formatLocale, zone])
}
