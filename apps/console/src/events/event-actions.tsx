import { LinkButton as Anchor, Button } from '@tessera/ui/button'
import { CalendarClock, ExternalLink } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Event } from '../api/events.ts'
import { LinkButton } from '../link-button.tsx'
import { useMay } from '../session.ts'
import { CancelDialog } from './cancel-dialog.tsx'
import { CloneDialog } from './clone-dialog.tsx'
import { EventMenu } from './event-menu.tsx'
import { PostponeDialog } from './postpone-dialog.tsx'

type Props = { event: Event; onChanged: (event: Event) => void }

/** What may be done with the event as a whole: publish is one press, the rest behind the menu. */
export function EventActions({ event, onChanged }: Props) {
  const { t } = useTranslation('console')
  const may = useMay()
  const [open, setOpen] = useState<'cancel' | 'clone' | 'postpone' | null>(null)
  const close = () => setOpen(null)
  return (
    <>
      {event.state !== 'draft' && (
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
      {may('events.edit') && <EventMenu event={event} onChanged={onChanged} onOpen={setOpen} />}
      {open === 'cancel' && <CancelDialog event={event} onClose={close} onCancelled={onChanged} />}
      {open === 'postpone' && <PostponeDialog event={event} onClose={close} onChanged={onChanged} />}
      {open === 'clone' && <CloneDialog event={event} onClose={close} />}
    </>
  )
}
