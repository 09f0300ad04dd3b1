import { createFileRoute, Navigate, useNavigate } from '@tanstack/react-router'
import { formatDay, formatTime } from '@tessera/kernel/date-text'
import { Badge } from '@tessera/ui/badge'
import { Button } from '@tessera/ui/button'
import { EmptyState } from '@tessera/ui/empty-state'
import { useLocale, useLocalized } from '@tessera/ui/i18n'
import { Logo } from '@tessera/ui/logo'
import { PageTitle } from '@tessera/ui/page-title'
import { RadioGroup } from '@tessera/ui/radio-group'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { DoorList, DoorSession, EventHead } from '../door/door.ts'
import { choose, refreshSession } from '../door/door-app.ts'
import { choice, now, signIn } from '../door/door-state.ts'
import { gatesFor, inOrderOfNeed } from '../door/placing.ts'
import { useObserved } from '../syncing/observable.ts'

export const Route = createFileRoute('/choose')({ component: ChoosePage })

function ChoosePage() {
  const state = useObserved(signIn)
  if (state.kind !== 'signed_in') return <Navigate to="/" replace />
  return (
    <div className="mx-auto flex w-full max-w-xl grow flex-col gap-6 p-6 pt-[max(1.5rem,env(safe-area-inset-top))]">
      <Logo name={state.session.organizerName} />
      {state.session.lists.length === 0 ? <NothingYet /> : <ChoiceForm session={state.session} />}
    </div>
  )
}

function NothingYet() {
  const { t } = useTranslation('checkin')
  return (
    <EmptyState
      title={t('choose.none_title')}
      action={<Button onClick={() => void refreshSession().catch(() => undefined)}>{t('choose.retry')}</Button>}
    >
      {t('choose.none')}
    </EmptyState>
  )
}

function ChoiceForm({ session }: { session: DoorSession }) {
  const { t } = useTranslation('checkin')
  const navigate = useNavigate()
  const before = useObserved(choice)
  const events = inOrderOfNeed(session.events, now())
  const first = session.lists.find(list => list.eventId === events[0]?.id) ?? session.lists[0]
  const [listId, setListId] = useState(before?.listId ?? first?.id ?? '')
  const [gateId, setGateId] = useState<string | null>(session.gateId ?? before?.gateId ?? null)
  const list = session.lists.find(candidate => candidate.id === listId)
  const gates = list ? gatesFor(session, list) : []
  // A gate of another event, or at which the list does not admit, is no answer.
  const gate = gates.find(candidate => candidate.id === gateId) ?? (list?.gateIds.length ? gates[0] : undefined)
  const given = session.gates.find(candidate => candidate.id === session.gateId)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    void choose({ listId, gateId: gate?.id ?? null }).then(() => navigate({ to: '/scan' }))
  }
  return (
    <form onSubmit={submit} className="flex grow flex-col gap-6">
      <PageTitle below={t('choose.below')}>{t('choose.title')}</PageTitle>
      {events.map(event => (
        <ListsOfEvent
          key={event.id}
          event={event}
          lists={session.lists.filter(candidate => candidate.eventId === event.id)}
          value={listId}
          onChange={setListId}
        />
      ))}
      {given ? (
        <p className="text-quiet">{t('choose.gate_given', { gate: given.name })}</p>
      ) : (
        gates.length > 0 && (
          <RadioGroup
            label={t('choose.gate')}
            value={gate?.id ?? ''}
            onValueChange={value => setGateId(value || null)}
            options={[
              ...gates.map(({ id, name }) => ({ value: id, label: name })),
              ...(list?.gateIds.length ? [] : [{ value: '', label: t('choose.gate_none') }]),
            ]}
          />
        )
      )}
      <div className="sticky bottom-0 mt-auto bg-paper py-4 pb-[max(1rem,env(safe-area-inset-bottom))]">
        <Button type="submit" variant="primary" size="lg" block className="min-h-16 text-lg" disabled={!list}>
          {t('choose.do')}
        </Button>
      </div>
    </form>
  )
}

type ListsProps = { event: EventHead; lists: readonly DoorList[]; value: string; onChange: (id: string) => void }

function ListsOfEvent({ event, lists, value, onChange }: ListsProps) {
  const { t } = useTranslation('checkin')
  const { formatLocale: locale } = useLocale()
  const localized = useLocalized()
  if (lists.length === 0) return null
  const options = { locale, zone: event.zone, now: now() }
  const when = event.startsAt && `${formatDay(event.startsAt, options)}, ${formatTime(event.startsAt, options)}`
  return (
    <section className="grid gap-2">
      <div>
        <h2 className="text-lg font-semibold">{localized(event.title)}</h2>
        <p className="figures text-sm text-quiet">{[when, event.venueName].filter(Boolean).join(' · ')}</p>
      </div>
      <RadioGroup
        label={`${t('choose.list')}: ${localized(event.title)}`}
        hideLabel
        name="list"
        value={lists.some(list => list.id === value) ? value : null}
        onValueChange={onChange}
        options={lists.map(list => ({
          value: list.id,
          label: list.name,
          aside: list.closed ? <Badge tone="warning">{t('choose.closed')}</Badge> : undefined,
        }))}
      />
    </section>
  )
}
