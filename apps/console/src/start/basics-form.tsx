import { Button } from '@tessera/ui/button'
import { DateTimeField } from '@tessera/ui/date-time-field'
import { RadioGroup } from '@tessera/ui/radio-group'
import { TextArea, TextField } from '@tessera/ui/text-field'
import { useTranslation } from 'react-i18next'
import { CategoryField } from '../events/categories.tsx'
import { movedEnd } from '../events/when.ts'
import type { FlatDraft } from '../forms/flat-draft.ts'
import { PageForm } from '../forms/page-form.tsx'
import { CountryField, ZoneField } from '../forms/place-fields.tsx'
import { fieldId, useWrong } from '../forms/problem-notice.tsx'

export type Basics = { draft: FlatDraft; starts: string; ends: string }

type Props = {
  value: Basics
  onChange: (value: Basics) => void
  locale: string
  error: unknown
  pending: boolean
  onSubmit: () => void
}

/** What, when, where: the least that an announcement needs, in one language first. */
export function BasicsForm({ value, onChange, locale, error, pending, onSubmit }: Props) {
  const { t } = useTranslation('console')
  const wrong = useWrong(error)
  const { draft, starts, ends } = value
  const set = (part: FlatDraft) => onChange({ ...value, draft: { ...draft, ...part } })
  const title = `title.${locale}`
  const zone = draft.timezone ?? 'UTC'
  return (
    <PageForm className="grid gap-6" error={error} onSubmit={onSubmit}>
      <TextField
        id={fieldId(title)}
        label={t('event.title')}
        value={draft[title] ?? ''}
        onValueChange={words => set({ [title]: words })}
        error={wrong('title')}
      />
      <TextArea
        id={fieldId(`summary.${locale}`)}
        label={t('event.summary')}
        hint={t('event.summary_hint')}
        optional
        rows={2}
        value={draft[`summary.${locale}`] ?? ''}
        onValueChange={words => set({ [`summary.${locale}`]: words })}
        error={wrong('summary')}
      />
      <div className="grid gap-5 md:grid-cols-2">
        <DateTimeField
          id={fieldId('dates.0.starts_at')}
          label={t('event.starts')}
          value={starts}
          onValueChange={next => onChange({ ...value, starts: next, ends: movedEnd(starts, next, ends) })}
          error={wrong('dates.0.starts_at')}
        />
        <DateTimeField
          id={fieldId('dates.0.ends_at')}
          label={t('event.ends')}
          optional
          min={starts}
          value={ends}
          onValueChange={next => onChange({ ...value, ends: next })}
          error={wrong('dates.0.ends_at')}
        />
        <ZoneField
          id={fieldId('timezone')}
          label={t('event.zone')}
          value={zone}
          onValueChange={timezone => set({ timezone })}
          error={wrong('timezone')}
        />
        <CategoryField
          id={fieldId('category')}
          value={draft.category ?? 'music'}
          onValueChange={category => set({ category })}
          error={wrong('category')}
        />
      </div>
      <WhereFields draft={draft} set={set} wrong={wrong} />
      <div className="flex justify-end">
        <Button type="submit" variant="primary" pending={pending} disabled={!draft[title]?.trim() || !starts}>
          {t('start.save_continue')}
        </Button>
      </div>
    </PageForm>
  )
}

type WhereProps = {
  draft: FlatDraft
  set: (part: FlatDraft) => void
  wrong: (path: string) => string | undefined
}

/** A place, an address in the net, or both. */
export function WhereFields({ draft, set, wrong }: WhereProps) {
  const { t } = useTranslation('console')
  const mode = draft.attendance_mode as 'in_person' | 'online' | 'hybrid'
  const venue = (part: string, autoComplete?: string) => ({
    id: fieldId(`venue.${part}`),
    autoComplete,
    value: draft[`venue.${part}`] ?? '',
    onValueChange: (next: string) => set({ [`venue.${part}`]: next }),
    error: wrong(`venue.${part}`),
  })
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
      {mode !== 'online' && (
        <div className="grid gap-5 md:grid-cols-6">
          <TextField
            {...venue('name')}
            error={wrong('venue.name') ?? wrong('venue')}
            label={t('event.venue')}
            className="md:col-span-3"
          />
          <TextField
            {...venue('street', 'street-address')}
            label={t('event.street')}
            optional
            className="md:col-span-3"
          />
          <TextField
            {...venue('postal_code', 'postal-code')}
            label={t('event.postal_code')}
            optional
            className="md:col-span-2"
          />
          <TextField {...venue('city', 'address-level2')} label={t('event.city')} className="md:col-span-4" />
          <CountryField {...venue('country')} label={t('event.country')} className="md:col-span-3" />
        </div>
      )}
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
