import { Card } from '@tessera/ui/card'
import { useLocale } from '@tessera/ui/i18n'
import { Select } from '@tessera/ui/select'
import { TextArea, TextField } from '@tessera/ui/text-field'
import { useTranslation } from 'react-i18next'
import { BilingualField, useLanguageName } from '../forms/bilingual-field.tsx'
import type { FlatDraft } from '../forms/flat-draft.ts'
import { CountryField, CurrencyField, ZoneField } from '../forms/place-fields.tsx'
import { fieldId } from '../forms/problem-notice.tsx'
import { AccentField } from './accent-field.tsx'

type Props = {
  draft: FlatDraft
  set: (key: string, value: string) => void
  wrong: (path: string) => string | undefined
}

const pair = 'grid items-start gap-5 md:grid-cols-2'

/** What every field has in common: `<TextField {...field('name')} label=… />`. */
const fieldsOf =
  ({ draft, set, wrong }: Props) =>
  (name: string) => ({
    id: fieldId(name),
    value: draft[name] ?? '',
    onValueChange: (value: string) => set(name, value),
    error: wrong(name),
  })

export function OrganizerFields(props: Props) {
  const { t } = useTranslation('console')
  return (
    <>
      <ProfileCard {...props} />
      <Card title={t('settings.accent')}>
        <AccentField value={props.draft.accent ?? ''} onValueChange={value => props.set('accent', value)} />
      </Card>
      <LegalCard {...props} />
      <HouseCard {...props} />
    </>
  )
}

/** What buyers read of the organizer. */
function ProfileCard(props: Props) {
  const { t } = useTranslation('console')
  const field = fieldsOf(props)
  return (
    <Card title={t('settings.card_profile')}>
      <div className="grid gap-5">
        <div className={pair}>
          <TextField {...field('name')} label={t('settings.name')} />
          <TextField {...field('slug')} label={t('settings.slug')} before={<span className="text-xs">/o/</span>} />
        </div>
        <BilingualField
          label={t('settings.about')}
          name="about"
          draft={props.draft}
          onChange={props.set}
          wrong={props.wrong}
          rows={5}
        />
        <div className={pair}>
          <TextField {...field('website')} label={t('settings.website')} type="url" optional />
          <TextField
            {...field('contact_email')}
            label={t('settings.contact_email')}
            hint={t('settings.contact_email_hint')}
            type="email"
            optional
          />
        </div>
      </div>
    </Card>
  )
}

/** Who is liable. */
function LegalCard(props: Props) {
  const { t } = useTranslation('console')
  const field = fieldsOf(props)
  return (
    <Card title={t('settings.card_legal')}>
      <div className="grid gap-5">
        <p className="text-quiet">{t('settings.legal_text')}</p>
        <TextField {...field('legal_name')} label={t('settings.legal_name')} optional className="md:max-w-96" />
        <TextArea
          {...field('legal_address')}
          label={t('settings.legal_address')}
          optional
          rows={3}
          className="md:max-w-96"
        />
      </div>
    </Card>
  )
}

/** Where it is at home, and in what it counts. */
function HouseCard(props: Props) {
  const { t } = useTranslation('console')
  const { locales } = useLocale()
  const languageName = useLanguageName()
  const field = fieldsOf(props)
  return (
    <Card title={t('settings.card_house')}>
      <div className={pair}>
        <CountryField {...field('country')} label={t('start.country')} />
        <ZoneField {...field('timezone')} label={t('start.zone')} hint={t('settings.zone_hint')} />
        <CurrencyField {...field('currency')} label={t('start.currency')} hint={t('settings.currency_hint')} />
        <Select
          {...field('default_locale')}
          label={t('settings.default_locale')}
          hint={t('settings.locale_hint')}
          options={locales.map(value => ({ value, label: languageName(value) }))}
        />
      </div>
    </Card>
  )
}
