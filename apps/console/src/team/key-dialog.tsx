import { useMutation, useQuery } from '@tanstack/react-query'
import { startOfLocalDay } from '@tessera/kernel/local-dates'
import { Button } from '@tessera/ui/button'
import { Checkbox } from '@tessera/ui/checkbox'
import { DateTimeField } from '@tessera/ui/date-time-field'
import { Dialog } from '@tessera/ui/dialog'
import { TextField } from '@tessera/ui/text-field'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type ApiKeyBody, createApiKey, type NewApiKey, policyQuery } from '../api/team.ts'
import { fieldId, ProblemNotice, useWrong } from '../forms/problem-notice.tsx'
import type en from '../locales/en.json'
import { useHouse, useOrganizer } from '../session.ts'

type Named = keyof (typeof en)['permission']
type Props = { onClose: () => void; onMade: (key: NewApiKey) => void }

/** As little as the program needs: nobody gives what he does not have. */
export function KeyDialog({ onClose, onMade }: Props) {
  const { t, i18n } = useTranslation('console')
  const organizer = useOrganizer()
  const { zone } = useHouse()
  const { data: policy } = useQuery(policyQuery)
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
  const offered = policy?.permissions.filter(each => each.for_keys && organizer.permissions.includes(each.permission))
  const said = (permission: string, fallback: string) => {
    const key = permission.replaceAll('.', '_')
    return i18n.exists(`permission.${key}`, { ns: 'console' }) ? t(`permission.${key as Named}`) : fallback
  }
  return (
    <Dialog
      open
      size="md"
      onOpenChange={open => !open && onClose()}
      title={t('key.add')}
      description={t('key.about')}
      actions={
        <>
          <Button onClick={onClose}>{t('action.cancel')}</Button>
          <Button
            variant="primary"
            disabled={!name.trim() || chosen.length === 0}
            pending={make.isPending}
            onClick={() => make.mutate()}
          >
            {t('key.make')}
          </Button>
        </>
      }
    >
      <div className="grid gap-4">
        <ProblemNotice error={make.error} />
        <TextField
          id={fieldId('name')}
          label={t('key.name')}
          hint={t('key.name_hint')}
          value={name}
          onValueChange={setName}
          error={wrong('name')}
        />
        <fieldset>
          <legend className="text-sm font-medium">{t('key.permissions')}</legend>
          {offered?.map(({ permission, description }) => (
            <Checkbox
              key={permission}
              label={said(permission, description)}
              checked={chosen.includes(permission)}
              onCheckedChange={on =>
                setChosen(on ? [...chosen, permission] : chosen.filter(each => each !== permission))
              }
            />
          ))}
        </fieldset>
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
    </Dialog>
  )
}
