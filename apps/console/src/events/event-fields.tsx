import { Card } from '@tessera/ui/card'
import { useLocale } from '@tessera/ui/i18n'
import { MoneyField } from '@tessera/ui/money-field'
import { RadioGroup } from '@tessera/ui/radio-group'
import { Select } from '@tessera/ui/select'
import { TextField } from '@tessera/ui/text-field'
import { useTranslation } from 'react-i18next'
import type { Event } from '../api/events.ts'
import { BilingualField, useLanguageName } from '../forms/bilingual-field.tsx'
import type { FlatDraft } from '../forms/flat-draft.ts'
import { ZoneField } from '../forms/place-fields.tsx'
import { fieldId } from '../forms/problem-notice.tsx'
import { CategoryField } from './categories.tsx'
import { WhereFields } from './where-fields.tsx'

type Props = {
  event: Event
  draft: FlatDraft
  set: (key: string, value: string) => void
  wrong: (path: string) => string | undefined
}

/** What a field of the draft is called, for telling people which one two of them changed. */
export function useEventFieldName(): (key: string) => string {
  const { t } = useTranslation('console')
  const languageName = useLanguageName()
  return key => {
    const [name = '', part = ''] = key.split('.')
    if (name === 'title' || name === 'summary' || name === 'description')
      return t('form.in_language', { label: t(`event.${name}`), language: languageName(part) })
    const names: Record<string, string> = {
      category: t('event.category'),
      timezone: t('event.zone'),
      slug: t('event.address'),
      venue: t('event.venue'),
      online_url: t('event.online_url'),
      attendance_mode: t('event.where'),
      default_locale: t('event.main_language'),
      fee: t('event.fee'),
      palette: t('event.palette'),
    }
    return names[name] ?? name
  }
}

export function EventFields({ event, draft, set, wrong }: Props) {
  const { t } = useTranslation('console')
  const { locales } = useLocale()
  const languageName = useLanguageName()
  const shared = { draft, onChange: set, wrong, required: draft.default_locale }
  const setAll = (part: FlatDraft) => {
    for (const [key, value] of Object.entries(part)) set(key, value)
  }
  return (
    <>
      <Card title={t('event.card_texts')}>
        <div className="grid gap-5">
          <BilingualField {...shared} label={t('event.title')} name="title" />
          <BilingualField {...shared} label={t('event.summary')} name="summary" rows={2} required={undefined} />
          <BilingualField {...shared} label={t('event.description')} name="description" rows={8} required={undefined} />
          <div className="grid gap-5 md:grid-cols-2">
            <CategoryField
              id={fieldId('category')}
              value={draft.category ?? ''}
              onValueChange={value => set('category', value)}
              error={wrong('category')}
            />
            <Select
              label={t('event.main_language')}
              options={locales.map(value => ({ value, label: languageName(value) }))}
              value={draft.default_locale}
              onValueChange={value => set('default_locale', value)}
            />
            <TextField
              id={fieldId('slug')}
              label={t('event.address')}
              hint={event.state === 'draft' ? undefined : t('event.address_hint')}
              before={<span className="text-xs">/e/</span>}
              value={draft.slug ?? ''}
              onValueChange={value => set('slug', value)}
              error={wrong('slug')}
            />
          </div>
        </div>
      </Card>
      <Card title={t('event.card_where')}>
        <div className="grid gap-5">
          <WhereFields draft={draft} set={setAll} wrong={wrong} />
          <ZoneField
            id={fieldId('timezone')}
            label={t('event.zone')}
            hint={t('event.zone_hint')}
            value={draft.timezone ?? ''}
            onValueChange={value => set('timezone', value)}
            error={wrong('timezone')}
            className="md:max-w-80"
          />
        </div>
      </Card>
      <FeeCard event={event} draft={draft} set={set} wrong={wrong} />
    </>
  )
}

/** On top of each ticket, or borne by the house: either way the price shown is all-in. */
function FeeCard({ event, draft, set, wrong }: Props) {
  const { t } = useTranslation('console')
  const fixed = draft['fee.fixed_minor'] ?? ''
  const percent = Number(draft['fee.percent_ppm'] ?? 0) / 10_000
  return (
    <Card title={t('event.fee')}>
      <div className="grid gap-5">
        <p className="text-quiet">{t('event.fee_text')}</p>
        <div className="flex flex-wrap gap-5">
          <MoneyField
            id={fieldId('fee.fixed_minor')}
            label={t('event.fee_fixed')}
            currency={event.currency}
            value={/^\d+$/.test(fixed) ? { amountMinor: BigInt(fixed), currency: event.currency } : null}
            onValueChange={value => set('fee.fixed_minor', value ? value.amountMinor.toString() : '')}
            error={wrong('fee.fixed_minor')}
          />
          <TextField
            id={fieldId('fee.percent_ppm')}
            label={t('event.fee_percent')}
            type="number"
            inputMode="decimal"
            min={0}
            max={100}
            step={0.1}
            boxClassName="max-w-32"
            value={Number.isFinite(percent) ? String(percent) : ''}
            onValueChange={value => set('fee.percent_ppm', String(Math.round(Number(value) * 10_000)))}
            error={wrong('fee.percent_ppm')}
          />
        </div>
        <RadioGroup
          label={t('event.fee_payer')}
          options={[
            { value: 'buyer', label: t('event.fee_buyer'), hint: t('event.fee_buyer_hint') },
            { value: 'organizer', label: t('event.fee_organizer'), hint: t('event.fee_organizer_hint') },
          ]}
          value={draft['fee.payer'] === 'organizer' ? 'organizer' : 'buyer'}
          onValueChange={value => set('fee.payer', value)}
        />
      </div>
    </Card>
  )
}
