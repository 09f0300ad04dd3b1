import { useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { CommandPalette } from '@tessera/ui/command-palette'
import { useLocalized } from '@tessera/ui/i18n'
import { CalendarDays, Keyboard, Plus } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { eventsQuery } from '../api/events.ts'
import { useMay, useOrganizer } from '../session.ts'
import { navGroups } from './nav-entries.ts'

/** Pages and events within reach of the keyboard. Loaded when it is first opened. */
export default function ConsolePalette({
  open,
  onOpenChange,
  onHelp,
}: {
  open: boolean
  onOpenChange: (open: boolean) => void
  onHelp: () => void
}) {
  const { t } = useTranslation('console')
  const said = useLocalized()
  const may = useMay()
  const navigate = useNavigate()
  const organizer = useOrganizer()
  const [typed, setTyped] = useState('')
  const q = typed.trim() || undefined
  const { data: events } = useQuery({
    ...eventsQuery(organizer.id, { q, limit: 8 }),
    enabled: open && may('events.view'),
  })
  const pages = navGroups
    .flatMap(group => group.entries)
    .filter(({ needs }) => may(needs))
    .map(({ id, to, Icon }) => ({
      id,
      label: t(`nav.${id}`),
      icon: <Icon aria-hidden="true" />,
      run: () => void navigate({ to }),
    }))
  const found = (events?.data ?? []).map(event => ({
    id: event.id,
    label: said(event.title),
    // What the server found stays in the list, whichever word of the event it was found by.
    keywords: q,
    hint: event.venue?.city ?? undefined,
    icon: <CalendarDays aria-hidden="true" />,
    run: () => void navigate({ to: '/events/$event', params: { event: event.id } }),
  }))
  const start = {
    id: 'new-event',
    label: t('frame.new_event'),
    icon: <Plus aria-hidden="true" />,
    run: () => void navigate({ to: '/start/event' }),
  }
  const help = { id: 'help', label: t('shortcut.title'), icon: <Keyboard aria-hidden="true" />, run: onHelp }
  return (
    <CommandPalette
      open={open}
      onOpenChange={onOpenChange}
      onSearch={setTyped}
      groups={[
        { label: t('frame.go_to'), commands: [...pages, ...(may('events.create') ? [start] : []), help] },
        { label: t('frame.events_group'), commands: found },
      ]}
    />
  )
}
