import { Select } from '@tessera/ui/select'
import { useTranslation } from 'react-i18next'
import type { EventState } from '../api/events.ts'
import { SearchField } from '../forms/search-field.tsx'

export const EVENT_STATES: readonly EventState[] = ['draft', 'published', 'ended', 'cancelled', 'postponed']

export type EventSearch = { q?: string; state?: EventState }

type Props = {
  search: EventSearch
  /** While typing, the way back does not lead through every word. */
  onType: (search: EventSearch) => void
  onChoose: (search: EventSearch) => void
}

export function EventFilters({ search, onType, onChoose }: Props) {
  const { t } = useTranslation('console')
  const { t: ui } = useTranslation('ui')
  return (
    <div className="grid w-full gap-2 md:grid-cols-[minmax(0,20rem)_12rem]">
      <SearchField
        label={t('events.search')}
        value={search.q ?? ''}
        onSearch={q => onType({ ...search, q: q || undefined })}
      />
      <Select
        label={t('events.state')}
        hideLabel
        value={search.state ?? ''}
        options={[
          { value: '', label: t('events.any_state') },
          ...EVENT_STATES.map(state => ({ value: state, label: ui(`state.event.${state}`) })),
        ]}
        onValueChange={state => onChoose({ ...search, state: (state as EventState) || undefined })}
      />
    </div>
  )
}
