import { createFileRoute } from '@tanstack/react-router'
import { IconButton } from '@tessera/ui/button'
import { EmptyState } from '@tessera/ui/empty-state'
import { PageTitle } from '@tessera/ui/page-title'
import { TextField } from '@tessera/ui/text-field'
import { Search, X } from 'lucide-react'
import { type FormEvent, useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { present } from '../door/desk.ts'
import type { FoundGuest } from '../door/door.ts'
import { log } from '../door/door-app.ts'
import { connection, copy } from '../door/door-state.ts'
import type { Place } from '../door/placing.ts'
import { findHere, findMore, LEAST_TYPED } from '../guests/find-guests.ts'
import { GuestRow } from '../guests/guest-row.tsx'
import { Shell } from '../layout/shell.tsx'
import { Standing } from '../layout/standing.tsx'
import { Troubles } from '../layout/troubles.tsx'
import { useMoment } from '../result/result-text.ts'
import { DirectionToggle } from '../scan/direction-toggle.tsx'
import { cleanScannedText, looksLikeTicketCode } from '../scanning/scanned-text.ts'
import { useObserved } from '../syncing/observable.ts'

export const Route = createFileRoute('/guests')({
  component: () => <Standing>{place => <GuestsPage place={place} />}</Standing>,
})

/** Typing stops for this long before the server is asked, too. */
const PAUSE_MS = 250

function useFound(listId: string, typed: string): FoundGuest[] | null {
  const [found, setFound] = useState<{ typed: string; guests: FoundGuest[] } | null>(null)
  // Who was let in a moment ago must not be offered again: every scan makes the search look anew.
  const scanCount = useObserved(log.records).length
  useEffect(() => {
    let isOver = false
    if (typed.trim().length < LEAST_TYPED || scanCount < 0) return undefined
    const set = (guests: FoundGuest[]) => !isOver && setFound({ typed, guests })
    const here = findHere(listId, typed).catch(() => [])
    void here.then(set)
    const timer = setTimeout(() => void here.then(guests => findMore(listId, typed, guests)).then(set), PAUSE_MS)
    return () => {
      isOver = true
      clearTimeout(timer)
    }
  }, [listId, typed, scanCount])
  return typed.trim().length < LEAST_TYPED ? null : (found?.guests ?? null)
}

function GuestsPage({ place }: { place: Place }) {
  const { t } = useTranslation('checkin')
  const [typed, setTyped] = useState('')
  const found = useFound(place.list.id, typed)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    const code = cleanScannedText(typed)
    if (!looksLikeTicketCode(code)) return
    setTyped('')
    present({ code }, 'manual')
  }
  return (
    <Shell place={place}>
      <div className="mx-auto flex w-full max-w-2xl grow flex-col gap-4 p-4">
        <PageTitle>{t('guests.title')}</PageTitle>
        <Troubles place={place} />
        <search>
          <form onSubmit={submit} className="grid gap-3">
            <TextField
              label={t('guests.label')}
              hint={t('guests.hint')}
              value={typed}
              onValueChange={setTyped}
              autoComplete="off"
              autoCorrect="off"
              spellCheck={false}
              enterKeyHint="search"
              before={<Search aria-hidden="true" />}
              after={
                typed && (
                  <IconButton label={t('guests.clear')} icon={<X aria-hidden="true" />} onClick={() => setTyped('')} />
                )
              }
            />
            <DirectionToggle />
          </form>
        </search>
        <Found found={found} place={place} />
      </div>
    </Shell>
  )
}

function Found({ found, place }: { found: FoundGuest[] | null; place: Place }) {
  const { t } = useTranslation('checkin')
  const line = useObserved(connection)
  const { takenAt } = useObserved(copy)
  const moment = useMoment()
  if (found === null) return <p className="text-quiet">{t('guests.start')}</p>
  return (
    <>
      <output className="sr-only">{t('guests.found', { count: found.length })}</output>
      {found.length === 0 ? (
        <EmptyState title={t('guests.none_title')}>
          {line === 'down' ? t('guests.none_offline', { time: takenAt ? moment(takenAt) : '–' }) : t('guests.none')}
        </EmptyState>
      ) : (
        <ul className="divide-y divide-line overflow-hidden rounded-lg border border-line bg-raised">
          {found.map(guest => (
            <GuestRow key={guest.face.id} guest={guest} place={place} />
          ))}
        </ul>
      )}
    </>
  )
}
