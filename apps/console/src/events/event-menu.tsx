import { useMutation } from '@tanstack/react-query'
import type { MenuEntry } from '@tessera/ui/menu'
import { useToast } from '@tessera/ui/toast'
import { CalendarClock, Copy, EyeOff, OctagonX } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { type Event, publishEvent, unpublishEvent } from '../api/events.ts'
import { useTellProblem } from '../forms/use-act.ts'
import { MoreMenu } from '../layout/more-menu.tsx'
import { useMay, useOrganizer } from '../session.ts'

type Props = {
  event: Event
  onChanged: (event: Event) => void
  /** What asks more than one press. */
  onOpen: (dialog: 'cancel' | 'clone' | 'postpone') => void
}

/** What its state and one's role allow; nothing else is offered. */
export function EventMenu({ event, onChanged, onOpen }: Props) {
  const { t } = useTranslation('console')
  const may = useMay()
  const unpublish = useUnpublish(event, onChanged)
  const isPublished = event.state === 'published'
  const entries: (MenuEntry | false)[] = [
    may('events.create') && {
      id: 'clone',
      label: t('event.clone'),
      icon: <Copy aria-hidden="true" />,
      onSelect: () => onOpen('clone'),
    },
    isPublished && {
      id: 'postpone',
      label: t('event.postpone'),
      icon: <CalendarClock aria-hidden="true" />,
      onSelect: () => onOpen('postpone'),
    },
    isPublished && {
      id: 'unpublish',
      label: t('event.unpublish'),
      icon: <EyeOff aria-hidden="true" />,
      onSelect: unpublish,
    },
    ...(isPublished || event.state === 'postponed'
      ? [
          { id: 'line', separator: true as const },
          {
            id: 'cancel',
            label: t('event.cancel'),
            icon: <OctagonX aria-hidden="true" />,
            danger: true,
            onSelect: () => onOpen('cancel'),
          },
        ]
      : []),
  ]
  return <MoreMenu ofPage label={t('action.more')} entries={entries.filter(entry => entry !== false)} />
}

function useUnpublish(event: Event, onChanged: (event: Event) => void): () => void {
  const { t } = useTranslation('console')
  const organizer = useOrganizer()
  const toast = useToast()
  const onError = useTellProblem()
  const publish = useMutation({
    mutationFn: () => publishEvent(organizer.id, event.id),
    onSuccess: onChanged,
    onError,
  })
  const unpublish = useMutation({
    mutationFn: () => unpublishEvent(organizer.id, event.id),
    onSuccess: draft => {
      onChanged(draft)
      toast({
        title: t('event.unpublished'),
        undo: () => publish.mutate(),
      })
    },
    onError,
  })
  return () => unpublish.mutate()
}
