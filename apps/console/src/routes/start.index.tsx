import { useMutation, useQueryClient } from '@tanstack/react-query'
import { createFileRoute, useNavigate } from '@tanstack/react-router'
import { Button } from '@tessera/ui/button'
import { useLocale } from '@tessera/ui/i18n'
import { TextField } from '@tessera/ui/text-field'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { chooseOrganizer } from '../active-organizer.ts'
import { accountQuery } from '../api/account.ts'
import { createOrganizer } from '../api/organizers.ts'
import { PageForm } from '../forms/page-form.tsx'
import { CountryField, CurrencyField, ZoneField } from '../forms/place-fields.tsx'
import { fieldId, useWrong } from '../forms/problem-notice.tsx'
import { houseFor, likelyCountry } from '../start/likely-place.ts'
import { StartShell } from '../start/start-shell.tsx'

export const Route = createFileRoute('/start/')({
  validateSearch: (search: Record<string, unknown>): { more?: true } => (search.more ? { more: true } : {}),
  component: OrganizerStep,
})

function OrganizerStep() {
  const { t } = useTranslation('console')
  const { locale } = useLocale()
  const navigate = useNavigate()
  const client = useQueryClient()
  const [form, setForm] = useState(() => ({ name: '', ...houseFor(likelyCountry()) }))
  const set = (part: Partial<typeof form>) => setForm(before => ({ ...before, ...part }))
  const create = useMutation({
    mutationFn: () => createOrganizer({ ...form, default_locale: locale }),
    onSuccess: async organizer => {
      await client.fetchQuery({ ...accountQuery, staleTime: 0 })
      chooseOrganizer(organizer.id)
      await navigate({ to: '/start/event' })
    },
  })
  const wrong = useWrong(create.error)
  return (
    <StartShell step="organizer" title={t('start.organizer_title')} below={t('start.organizer_below')}>
      <PageForm className="grid gap-5" error={create.error} onSubmit={() => create.mutate()}>
        <TextField
          id={fieldId('name')}
          label={t('start.organizer_name')}
          hint={t('start.organizer_name_hint')}
          autoComplete="organization"
          value={form.name}
          onValueChange={name => set({ name })}
          error={wrong('name')}
        />
        <CountryField
          id={fieldId('country')}
          label={t('start.country')}
          value={form.country}
          onValueChange={country => set(houseFor(country))}
          error={wrong('country')}
        />
        <div className="grid gap-5 md:grid-cols-2">
          <CurrencyField
            id={fieldId('currency')}
            label={t('start.currency')}
            value={form.currency}
            onValueChange={currency => set({ currency })}
            error={wrong('currency')}
          />
          <ZoneField
            id={fieldId('timezone')}
            label={t('start.zone')}
            value={form.timezone}
            onValueChange={timezone => set({ timezone })}
            error={wrong('timezone')}
          />
        </div>
        <div className="flex justify-end">
          <Button type="submit" variant="primary" disabled={!form.name.trim()} pending={create.isPending}>
            {t('action.continue')}
          </Button>
        </div>
      </PageForm>
    </StartShell>
  )
}
