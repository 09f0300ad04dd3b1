import { Button } from '@tessera/ui/button'
import { DateTimeField } from '@tessera/ui/date-time-field'
import { TextArea, TextField } from '@tessera/ui/text-field'
import { useTranslation } from 'react-i18next'
import { CategoryField } from '../events/categories.tsx'
import { movedEnd } from '../events/when.ts'
import { WhereFields } from '../events/where-fields.tsx'
import type { FlatDraft } from '../forms/flat-draft.ts'
import { PageForm } from '../forms/page-form.tsx'
import { ZoneField } from '../forms/place-fields.tsx'
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
  const { draft } = value
  const set = (part: FlatDraft) => onChange({ ...value, draft: { ...draft, ...part } })
  const title = `title.${locale}`
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
      <WhenFields value={value} onChange={onChange} wrong={wrong} />
      <WhereFields draft={draft} set={set} wrong={wrong} />
      <div className="flex justify-end">
        <Button type="submit" variant="primary" pending={pending} disabled={!draft[title]?.trim() || !value.starts}>
          {t('start.save_continue')}
        </Button>
      </div>
    </PageForm>
  )
}

type WhenProps = Pick<Props, 'value' | 'onChange'> & { wrong: (path: string) => string | undefined }

/** From when to when, by which clock; and what kind of evening it is. The end moves along with the start. */
function WhenFields({ value, onChange, wrong }: WhenProps) {
  const { t } = useTranslation('console')
  const { draft, starts, ends } = value
  const set = (part: FlatDraft) => onChange({ ...value, draft: { ...draft, ...part } })
  return (
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
        value={draft.timezone ?? 'UTC'}
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
  )
}
