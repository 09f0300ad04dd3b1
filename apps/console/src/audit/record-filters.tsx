import { Button } from '@tessera/ui/button'
import { Select } from '@tessera/ui/select'
import { useTranslation } from 'react-i18next'
import { SearchField } from '../forms/search-field.tsx'
import { useActionChoices } from './audit-names.ts'

/** About whom or what, and which kind of act. */
export type RecordSearch = { subject?: string; action?: string }

type Props = { search: RecordSearch; onSearch: (search: RecordSearch) => void; onClear: () => void }

export function RecordFilters({ search, onSearch, onClear }: Props) {
  const { t } = useTranslation('console')
  const actions = useActionChoices()
  return (
    <>
      <SearchField
        label={t('audit.filter_subject')}
        value={search.subject ?? ''}
        onSearch={subject => onSearch({ ...search, subject: subject.trim() || undefined })}
        className="w-full md:w-80"
      />
      <Select
        label={t('audit.action')}
        hideLabel
        className="w-full md:w-72"
        value={search.action ?? ''}
        options={[{ value: '', label: t('audit.any_action') }, ...actions]}
        onValueChange={action => onSearch({ ...search, action: action || undefined })}
      />
      {(search.subject ?? search.action) && (
        <Button variant="quiet" onClick={onClear}>
          {t('action.clear_filters')}
        </Button>
      )}
    </>
  )
}
