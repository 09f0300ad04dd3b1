import { Button } from '@tessera/ui/button'
import { EmptyState } from '@tessera/ui/empty-state'
import { Plus } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { LinkButton } from '../link-button.tsx'
import { useMay } from '../session.ts'

/** The way to a new event, for those who may make one. */
export function NewEventLink() {
  const { t } = useTranslation('console')
  return (
    <LinkButton to="/start/event" variant="primary" icon={<Plus aria-hidden="true" />}>
      {t('frame.new_event')}
    </LinkButton>
  )
}

/** A house without any event: what will stand here, and how to begin. */
export function NoEvents() {
  const { t } = useTranslation('console')
  const may = useMay()
  return (
    <EmptyState title={t('events.none')} action={may('events.create') && <NewEventLink />}>
      {t('events.none_text')}
    </EmptyState>
  )
}

export function NoEventsFound({ onClear }: { onClear: () => void }) {
  const { t } = useTranslation('console')
  return (
    <EmptyState title={t('events.none_found')} action={<Button onClick={onClear}>{t('action.clear_filters')}</Button>}>
      {t('events.none_found_text')}
    </EmptyState>
  )
}
