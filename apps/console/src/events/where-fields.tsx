import { RadioGroup } from '@tessera/ui/radio-group'
import { TextField } from '@tessera/ui/text-field'
import { useTranslation } from 'react-i18next'
import type { FlatDraft } from '../forms/flat-draft.ts'
import { CountryField } from '../forms/place-fields.tsx'
import { fieldId } from '../forms/problem-notice.tsx'

type Props = {
  draft: FlatDraft
  set: (part: FlatDraft) => void
  wrong: (path: string) => string | undefined
}

/** A place, an address in the net, or both. */
export function WhereFields({ draft, set, wrong }: Props) {
  const { t } = useTranslation('console')
  const mode = draft.attendance_mode as 'in_person' | 'online' | 'hybrid'
  return (
    <div className="grid gap-5">
      <RadioGroup
        label={t('event.where')}
        options={[
          { value: 'in_person', label: t('event.in_person') },
          { value: 'online', label: t('event.online') },
          { value: 'hybrid', label: t('event.hybrid') },
        ]}
        value={mode}
        onValueChange={next => set({ attendance_mode: next })}
        className="md:max-w-80"
      />
      {mode !== 'online' && <VenueFields draft={draft} set={set} wrong={wrong} />}
      {mode !== 'in_person' && (
        <TextField
          id={fieldId('online_url')}
          label={t('event.online_url')}
          hint={t('event.online_url_hint')}
          type="url"
          inputMode="url"
          optional
          value={draft.online_url ?? ''}
          onValueChange={online_url => set({ online_url })}
          error={wrong('online_url')}
        />
      )}
    </div>
  )
}

function VenueFields({ draft, set, wrong }: Props) {
  const { t } = useTranslation('console')
  const venue = (part: string, autoComplete?: string) => ({
    id: fieldId(`venue.${part}`),
    autoComplete,
    value: draft[`venue.${part}`] ?? '',
    onValueChange: (next: string) => set({ [`venue.${part}`]: next }),
    error: wrong(`venue.${part}`),
  })
  return (
    <div className="grid gap-5 md:grid-cols-6">
      <TextField
        {...venue('name')}
        error={wrong('venue.name') ?? wrong('venue')}
        label={t('event.venue')}
        className="md:col-span-3"
      />
      <TextField {...venue('street', 'street-address')} label={t('event.street')} optional className="md:col-span-3" />
      <TextField
        {...venue('postal_code', 'postal-code')}
        label={t('event.postal_code')}
        optional
        className="md:col-span-2"
      />
      <TextField {...venue('city', 'address-level2')} label={t('event.city')} className="md:col-span-4" />
      <CountryField {...venue('country')} label={t('event.country')} className="md:col-span-3" />
    </div>
  )
}
