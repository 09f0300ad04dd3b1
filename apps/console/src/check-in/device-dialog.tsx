import { useMutation, useQuery } from '@tanstack/react-query'
import { Checkbox } from '@tessera/ui/checkbox'
import { Select } from '@tessera/ui/select'
import { TextField } from '@tessera/ui/text-field'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { addDevice, type DeviceWithCode, gatesQuery } from '../api/check-in.ts'
import { FormDialog } from '../forms/form-dialog.tsx'
import { fieldId, useWrong } from '../forms/problem-notice.tsx'
import { useOrganizer } from '../session.ts'

type Props = { eventId?: string; onClose: () => void; onMade: (device: DeviceWithCode) => void }

export function DeviceDialog({ eventId, onClose, onMade }: Props) {
  const { t } = useTranslation('console')
  const organizer = useOrganizer()
  const { data: gates } = useQuery({ ...gatesQuery(organizer.id, eventId ?? ''), enabled: Boolean(eventId) })
  const [name, setName] = useState('')
  const [onlyThis, setOnlyThis] = useState(true)
  const [gate, setGate] = useState('')
  const make = useMutation({
    mutationFn: () =>
      addDevice(organizer.id, {
        name: name.trim(),
        event_ids: eventId && onlyThis ? [eventId] : null,
        gate_id: gate || null,
      }),
    onSuccess: onMade,
  })
  const wrong = useWrong(make.error)
  return (
    <FormDialog
      title={t('device.add')}
      description={t('device.about')}
      save={make}
      action={t('device.make')}
      disabled={!name.trim()}
      onClose={onClose}
    >
      <div className="grid gap-4">
        <TextField
          id={fieldId('name')}
          label={t('device.name')}
          hint={t('device.name_hint')}
          value={name}
          onValueChange={setName}
          error={wrong('name')}
        />
        {eventId && <Checkbox label={t('device.only_this')} checked={onlyThis} onCheckedChange={setOnlyThis} />}
        {gates && gates.data.length > 0 && (
          <Select
            label={t('device.gate')}
            optional
            value={gate}
            onValueChange={setGate}
            options={[
              { value: '', label: t('device.gate_none') },
              ...gates.data.map(each => ({ value: each.id, label: each.name })),
            ]}
          />
        )}
      </div>
    </FormDialog>
  )
}
