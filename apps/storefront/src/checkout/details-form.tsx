import { Button } from '@tessera/ui/button'
import { FormErrors } from '@tessera/ui/form-errors'
import { useLocalized } from '@tessera/ui/i18n'
import { TextField } from '@tessera/ui/text-field'
import { useTranslation } from 'react-i18next'
import type { AskedQuestion, PublicEvent } from '../api/listings.ts'
import { type Draft, emptyUnit, type UnitDraft } from './checkout.ts'
import { QuestionField } from './question-field.tsx'
import { fieldId, type Mistake, type Unit } from './questions.ts'
import { UnitFields } from './unit-fields.tsx'

export type DetailsFormProps = {
  event: PublicEvent
  draft: Draft
  units: Unit[]
  questions: AskedQuestion[]
  mistakes: ReadonlyMap<string, Mistake | 'refused'>
  onWrite: (part: Partial<Draft>) => void
  onSubmit: () => void
}

/** Who buys, who comes, and what the organizer wants to know. */
export function DetailsForm({ event, draft, units, questions, mistakes, onWrite, onSubmit }: DetailsFormProps) {
  const { t } = useTranslation('storefront')
  const errorOf = (id: string) => {
    const mistake = mistakes.get(id)
    return mistake && t(`checkout.mistake.${mistake}`)
  }
  const writeUnit = (key: string, part: Partial<UnitDraft>) =>
    onWrite({ units: { ...draft.units, [key]: { ...emptyUnit, ...draft.units[key], ...part } } })
  const asked = units.filter(unit => unit.kind === 'admission' || unit.questions.length > 0)
  const labels = useFieldLabels(questions, asked)
  return (
    <form
      noValidate
      className="grid gap-8"
      onSubmit={submitted => {
        submitted.preventDefault()
        onSubmit()
      }}
    >
      <FormErrors
        errors={[...mistakes].map(([id, mistake]) => ({
          fieldId: id,
          message: `${labels.get(id) ?? t('checkout.details')}: ${t(`checkout.mistake.${mistake}`)}`,
        }))}
      />
      <BuyerFields {...{ draft, questions, errorOf, onWrite }} />
      {asked.length > 0 && (
        <section aria-labelledby="who-comes" className="grid gap-4">
          <div className="grid gap-1">
            <h2 id="who-comes" className="display text-lg">
              {t('checkout.attendees')}
            </h2>
            <p className="text-sm text-quiet">{t('checkout.attendees_hint')}</p>
          </div>
          {asked.map((unit, at) => (
            <UnitFields
              key={unit.key}
              {...{ event, unit, errorOf }}
              place={at + 1}
              said={draft.units[unit.key] ?? emptyUnit}
              buyerName={draft.name}
              onWrite={part => writeUnit(unit.key, part)}
            />
          ))}
        </section>
      )}
      <Button type="submit" variant="primary" size="lg" className="sm:justify-self-start">
        {t('checkout.to_payment')}
      </Button>
    </form>
  )
}

/** What a field is called in the list of mistakes. */
function useFieldLabels(questions: AskedQuestion[], asked: Unit[]): Map<string, string> {
  const { t } = useTranslation('storefront')
  const local = useLocalized()
  const ofTicket = (at: number, label: string) => t('checkout.of_ticket', { place: at + 1, label })
  return new Map([
    ['buyer-name', t('checkout.name')],
    ['buyer-email', t('checkout.email')],
    ...questions.map(question => [fieldId('order', question.id), local(question.label)] as const),
    ...asked.flatMap((unit, at) => [
      [fieldId(unit.key, 'name'), ofTicket(at, t('checkout.attendee_name'))] as const,
      ...unit.questions.map(question => [fieldId(unit.key, question.id), ofTicket(at, local(question.label))] as const),
    ]),
  ])
}

type BuyerFieldsProps = Pick<DetailsFormProps, 'draft' | 'questions' | 'onWrite'> & {
  errorOf: (id: string) => string | undefined
}

function BuyerFields({ draft, questions, errorOf, onWrite }: BuyerFieldsProps) {
  const { t } = useTranslation('storefront')
  return (
    <fieldset className="grid gap-4">
      <legend className="display mb-4 text-lg">{t('checkout.buyer')}</legend>
      <TextField
        id="buyer-name"
        label={t('checkout.name')}
        autoComplete="name"
        maxLength={120}
        required
        value={draft.name}
        error={errorOf('buyer-name')}
        onValueChange={name => onWrite({ name })}
      />
      <TextField
        id="buyer-email"
        label={t('checkout.email')}
        hint={t('checkout.email_hint')}
        type="email"
        inputMode="email"
        autoComplete="email"
        maxLength={254}
        required
        value={draft.email}
        error={errorOf('buyer-email')}
        onValueChange={email => onWrite({ email })}
      />
      {questions.map(question => (
        <QuestionField
          key={question.id}
          id={fieldId('order', question.id)}
          question={question}
          value={draft.answers[question.id]}
          error={errorOf(fieldId('order', question.id))}
          onAnswer={value => onWrite({ answers: { ...draft.answers, [question.id]: value } })}
        />
      ))}
    </fieldset>
  )
}
