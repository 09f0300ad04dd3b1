import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Button, IconButton } from '@tessera/ui/button'
import { Card } from '@tessera/ui/card'
import { TextField } from '@tessera/ui/text-field'
import { Plus, Trash2 } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { addGate, gatesQuery, removeGate } from '../api/check-in.ts'
import { type Confirmation, ConfirmDialog } from '../forms/confirm-dialog.tsx'
import { useTellProblem } from '../forms/use-act.ts'
import { useMay, useOrganizer } from '../session.ts'

/** The doors people walk through. A device stands at one, so that every entry says where it was. */
export function GatesCard({ eventId }: { eventId: string }) {
  const { t } = useTranslation('console')
  const organizer = useOrganizer()
  const client = useQueryClient()
  const may = useMay()
  const query = gatesQuery(organizer.id, eventId)
  const { data: gates } = useQuery(query)
  const [asked, setAsked] = useState<Confirmation | null>(null)
  const refresh = () => client.invalidateQueries({ queryKey: query.queryKey })
  const ask = (gate: { id: string; name: string }) =>
    setAsked({
      title: t('door.gate_remove_title', { name: gate.name }),
      text: t('door.gate_remove_text'),
      action: t('action.delete'),
      work: () => removeGate(organizer.id, eventId, gate.id).finally(() => void refresh()),
    })
  return (
    <Card title={t('door.gates')}>
      <ConfirmDialog asked={asked} onClose={() => setAsked(null)} />
      <div className="grid gap-3">
        {gates?.data.length === 0 && <p className="text-quiet">{t('door.gates_none')}</p>}
        <ul className="grid">
          {gates?.data.map(gate => (
            <li key={gate.id} className="flex items-center justify-between gap-2 py-1">
              {gate.name}
              {may('checkin.edit') && (
                <IconButton
                  size="sm"
                  label={t('door.gate_remove', { name: gate.name })}
                  icon={<Trash2 aria-hidden="true" className="size-4!" />}
                  onClick={() => ask(gate)}
                />
              )}
            </li>
          ))}
        </ul>
        {may('checkin.edit') && <NewGate eventId={eventId} onSettled={refresh} />}
      </div>
    </Card>
  )
}

function NewGate({ eventId, onSettled }: { eventId: string; onSettled: () => Promise<unknown> }) {
  const { t } = useTranslation('console')
  const organizer = useOrganizer()
  const [name, setName] = useState('')
  const add = useMutation({
    mutationFn: () => addGate(organizer.id, eventId, name.trim()),
    onSuccess: () => setName(''),
    onSettled,
    onError: useTellProblem(),
  })
  return (
    <form
      className="flex items-end gap-2"
      onSubmit={event => {
        event.preventDefault()
        if (name.trim()) add.mutate()
      }}
    >
      <TextField label={t('door.gate_name')} value={name} onValueChange={setName} className="grow" />
      <Button type="submit" icon={<Plus aria-hidden="true" />} pending={add.isPending} disabled={!name.trim()}>
        {t('action.add')}
      </Button>
    </form>
  )
}
