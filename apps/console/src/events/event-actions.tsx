import { useMutation } from '@tanstack/react-query'
import { LinkButton as Anchor, Button, IconButton } from '@tessera/ui/button'
import { Menu } from '@tessera/ui/menu'
import { useToast } from '@tessera/ui/toast'
import { CalendarClock, Copy, Ellipsis, ExternalLink, EyeOff, OctagonX } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type Event, publishEvent, unpublishEvent } from '../api/events.ts'
import { LinkButton } from '../link-button.tsx'
import { useProblemText } from '../problems.ts'
import { useMay, useOrganizer } from '../session.ts'
import { CancelDialog } from './cancel-dialog.tsx'
import { CloneDialog } from './clone-dialog.tsx'
import { PostponeDialog } from './postpone-dialog.tsx'

/** What may be done with the event as a whole: publish is one press, the rest behind the menu. */
export function EventActions({ event, onChanged }: { event: Event; onChanged: (event: Event) => void }) {
  const { t } = useTranslation('console')
  const organizer = useOrganizer()
  const toast = useToast()
  const said = useProblemText()
  const may = useMay()
  const [open, setOpen] = useState<'cancel' | 'clone' | 'postpone' | null>(null)
  const unpublish = useMutation({
    mutationFn: () => unpublishEvent(organizer.id, event.id),
    onSuccess: draft => {
      onChanged(draft)
      toast({
        title: t('event.unpublished'),
        undo: () => void publishEvent(organizer.id, event.id).then(onChanged),
      })
    },
    onError: error => toast({ title: said(error), tone: 'danger' }),
  })
  const isPublic = event.state !== 'draft'
  const entries = [
    ...(may('events.create')
      ? [
          {
            id: 'clone',
            label: t('event.clone'),
            icon: <Copy aria-hidden="true" />,
            onSelect: () => setOpen('clone' as const),
          },
        ]
      : []),
    ...(event.state === 'published'
      ? [
          {
            id: 'postpone',
            label: t('event.postpone'),
            icon: <CalendarClock aria-hidden="true" />,
            onSelect: () => setOpen('postpone' as const),
          },
          {
            id: 'unpublish',
            label: t('event.unpublish'),
            icon: <EyeOff aria-hidden="true" />,
            onSelect: () => unpublish.mutate(),
          },
        ]
      : []),
    ...(event.state === 'published' || event.state === 'postponed'
      ? [
          { id: 'line', separator: true as const },
          {
            id: 'cancel',
            label: t('event.cancel'),
            icon: <OctagonX aria-hidden="true" />,
            danger: true,
            onSelect: () => setOpen('cancel'),
          },
        ]
      : []),
  ]
  return (
    <>
      {isPublic && (
        <Anchor href={event.public_url} target="_blank" rel="noreferrer" icon={<ExternalLink aria-hidden="true" />}>
          {t('event.open_page')}
        </Anchor>
      )}
      {may('events.edit') && event.state === 'draft' && (
        <LinkButton to="/start/$event/publish" params={{ event: event.id }} variant="primary">
          {t('event.to_publish')}
        </LinkButton>
      )}
      {may('events.edit') && event.state === 'postponed' && (
        <Button variant="primary" icon={<CalendarClock aria-hidden="true" />} onClick={() => setOpen('postpone')}>
          {t('event.new_date')}
        </Button>
      )}
      {may('events.edit') && (
        <Menu
          trigger={
            <IconButton
              variant="secondary"
              label={t('action.more')}
              icon={<Ellipsis aria-hidden="true" className="size-4!" />}
            />
          }
          entries={entries}
        />
      )}
      {open === 'cancel' && <CancelDialog event={event} onClose={() => setOpen(null)} onCancelled={onChanged} />}
      {open === 'postpone' && <PostponeDialog event={event} onClose={() => setOpen(null)} onChanged={onChanged} />}
      {open === 'clone' && <CloneDialog event={event} onClose={() => setOpen(null)} />}
    </>
  )
}
