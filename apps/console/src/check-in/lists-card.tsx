import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Button } from '@tessera/ui/button'
import { Card } from '@tessera/ui/card'
import { EmptyState } from '@tessera/ui/empty-state'
import { SkeletonText } from '@tessera/ui/skeleton'
import { Plus } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type CheckInList, changeList, listsQuery, removeList } from '../api/check-in.ts'
import { type Confirmation, ConfirmDialog } from '../forms/confirm-dialog.tsx'
import { ProblemNotice } from '../forms/problem-notice.tsx'
import { useAct } from '../forms/use-act.ts'
import { useMay, useOrganizer } from '../session.ts'
import { ListDialog } from './list-dialog.tsx'
import { ListLine } from './list-line.tsx'

/** The check-in lists of an event: which tickets each lets in, and how many have come. */
export function ListsCard({ eventId }: { eventId: string }) {
  const { t } = useTranslation('console')
  const organizer = useOrganizer()
  const may = useMay()
  const { data: lists, error } = useQuery(listsQuery(organizer.id, eventId))
  const change = useListChanges(eventId)
  const [open, setOpen] = useState<CheckInList | 'new' | null>(null)
  const [asked, setAsked] = useState<Confirmation | null>(null)
  const add = may('checkin.edit') && (
    <Button icon={<Plus aria-hidden="true" />} onClick={() => setOpen('new')}>
      {t('door.list_add')}
    </Button>
  )
  return (
    <Card title={t('door.lists')} actions={lists && lists.data.length > 0 && add} padding="none">
      {error && <ProblemNotice error={error} />}
      {!lists && !error && <SkeletonText lines={3} className="p-5" />}
      {lists?.data.length === 0 && (
        <EmptyState title={t('door.lists_none')} action={add}>
          {t('door.lists_none_text')}
        </EmptyState>
      )}
      {lists && lists.data.length > 0 && (
        <ul className="divide-y divide-line">
          {lists.data.map(list => (
            <ListLine
              key={list.id}
              list={list}
              eventId={eventId}
              onEdit={() => setOpen(list)}
              onClosed={closed => change.setClosed(list, closed)}
              onRemove={() => setAsked(change.removal(list))}
            />
          ))}
        </ul>
      )}
      <ConfirmDialog asked={asked} onClose={() => setAsked(null)} />
      {open && (
        <ListDialog
          eventId={eventId}
          list={open === 'new' ? null : open}
          onClose={() => setOpen(null)}
          onSaved={change.refresh}
        />
      )}
    </Card>
  )
}

/** Closing a list takes effect at once; removing it is asked about first. */
function useListChanges(eventId: string) {
  const { t } = useTranslation('console')
  const organizer = useOrganizer()
  const client = useQueryClient()
  const refresh = () => void client.invalidateQueries({ queryKey: listsQuery(organizer.id, eventId).queryKey })
  const act = useAct(refresh)
  return {
    refresh,
    setClosed: (list: CheckInList, closed: boolean) =>
      act.mutate(() => changeList(organizer.id, eventId, list, { closed })),
    removal: (list: CheckInList): Confirmation => ({
      title: t('door.list_remove_title', { name: list.name }),
      text: t('door.list_remove_text'),
      action: t('action.delete'),
      work: () => removeList(organizer.id, eventId, list).finally(refresh),
    }),
  }
}
