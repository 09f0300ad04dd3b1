import { useMutation, useQuery } from '@tanstack/react-query'
import { startOfLocalDay } from '@tessera/kernel/local-dates'
import { DateTimeField } from '@tessera/ui/date-time-field'
import { TextField } from '@tessera/ui/text-field'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type ApiKeyBody, createApiKey, type NewApiKey, policyQuery } from '../api/team.ts'
import { ChoiceGroup } from '../forms/choices.tsx'
import { FormDialog } from '../forms/form-dialog.tsx'
import { fieldId, useWrong } from '../forms/problem-notice.tsx'
import { useWordFor } from '../known-words.ts'
import { useHouse, useOrganizer } from '../session.ts'

type Props = { onClose: () => void; onMade: (key: NewApiKey) => void }

/** As little as the program needs: nobody gives what he does not have. */
export function KeyDialog({ onClose, onMade }: Props) {
  const { t } = useTranslation('console')
  const organizer = useOrganizer()
  const { zone } = useHouse()
  const [name, setName] = useState('')
  const [chosen, setChosen] = useState<readonly string[]>([])
  const [until, setUntil] = useState('')
  const make = useMutation({
    mutationFn: () =>
      createApiKey(organizer.id, {
        name: name.trim(),
        permissions: [...chosen] as ApiKeyBody['permissions'],
        expires_at: startOfLocalDay(until, zone)?.toISOString() ?? null,
      }),
    onSuccess: onMade,
  })
  const wrong = useWrong(make.error)
  return (
    <FormDialog
      size="md"
      title={t('key.add')}
      description={t('key.about')}
      save={make}
      action={t('key.make')}
      disabled={!name.trim() || chosen.length === 0}
      onClose={onClose}
    >
      <div className="grid gap-4">
        <TextField
          id={fieldId('name')}
          label={t('key.name')}
          hint={t('key.name_hint')}
          value={name}
          onValueChange={setName}
          error={wrong('name')}
        />
        <PermissionChoice chosen={chosen} onChange={setChosen} />
        <DateTimeField
          id={fieldId('expires_at')}
          kind="date"
          label={t('key.ends')}
          hint={t('key.ends_hint')}
          optional
          value={until}
          onValueChange={setUntil}
          error={wrong('expires_at')}
        />
      </div>
    </FormDialog>
  )
}

type ChoiceProps = { chosen: readonly string[]; onChange: (chosen: string[]) => void }

/** What keys may have at all, and whoever makes one has. */
function PermissionChoice({ chosen, onChange }: ChoiceProps) {
  const { t } = useTranslation('console')
  const wordFor = useWordFor()
  const organizer = useOrganizer()
  const { data: policy } = useQuery(policyQuery)
  const offered =
    policy?.permissions.filter(each => each.for_keys && organizer.permissions.includes(each.permission)) ?? []
  return (
    <ChoiceGroup
      legend={t('key.permissions')}
      options={offered.map(({ permission, description }) => ({
        value: permission,
        label: wordFor('permission', permission) ?? description,
      }))}
      chosen={chosen}
      onChange={onChange}
    />
  )
}
