import { Select } from '@tessera/ui/select'
import { useTranslation } from 'react-i18next'
import { useWordFor } from '../known-words.ts'

const CATEGORIES = [
  'music',
  'theatre',
  'festival',
  'conference',
  'technology',
  'literature',
  'film',
  'comedy',
  'dance',
  'arts',
  'food',
  'family',
  'sport',
  'education',
  'business',
  'community',
  'other',
] as const

/** Imported events may have categories that we have no word for. */
export function useCategoryName(): (category: string) => string {
  const wordFor = useWordFor()
  return category =>
    wordFor('category', category) ?? category.charAt(0).toUpperCase() + category.slice(1).replaceAll('_', ' ')
}

export function CategoryField({
  id,
  value,
  onValueChange,
  error,
}: {
  id: string
  value: string
  onValueChange: (value: string) => void
  error?: string
}) {
  const { t } = useTranslation('console')
  const name = useCategoryName()
  const known: readonly string[] = CATEGORIES
  const all = known.includes(value) || !value ? known : [value, ...known]
  return (
    <Select
      id={id}
      label={t('event.category')}
      options={all.map(each => ({ value: each, label: name(each) }))}
      value={value}
      onValueChange={onValueChange}
      error={error}
    />
  )
}
