import { Button } from '@tessera/ui/button'
import { DateTime } from '@tessera/ui/date-time'
import { useLocalized } from '@tessera/ui/i18n'
import { TextField } from '@tessera/ui/text-field'
import { useTranslation } from 'react-i18next'
import type { PublicEvent } from '../api/listings.ts'
import type { UnitDraft } from './checkout.ts'
import { QuestionField } from './question-field.tsx'
import { fieldId, type Unit } from './questions.ts'

export type UnitFieldsProps = {
  event: PublicEvent
  unit: Unit
  place: number
  said: UnitDraft
  buyerName: string
  errorOf: (id: string) => string | undefined
  onWrite: (part: Partial<UnitDraft>) => void
}

/** Whose ticket it is, and what is asked about it. */
export function UnitFields({ event, unit, place, said, buyerName, errorOf, onWrite }: UnitFieldsProps) {
  const { t } = useTranslation('storefront')
  const local = useLocalized()
  const date = event.dates.length > 1 ? event.dates.find(each => each.id === unit.dateId) : undefined
  const name = [local(unit.productName), local(unit.variantName)].filter(Boolean).join(', ')
  return (
    <fieldset className="rounded-lg border border-line bg-raised p-4 md:p-5">
      <legend className="sr-only">
        {place}. {name}
      </legend>
      <p aria-hidden="true" className="flex gap-3">
        <span className="figures grid size-6 shrink-0 place-items-center rounded-sm bg-mist text-xs font-semibold">
          {place}
        </span>
        <span className="font-medium">{name}</span>
      </p>
      {date && <DateTime at={date.starts_at} zone={event.timezone} className="ms-9 text-sm text-quiet" />}
      <div className="mt-4 grid gap-4">
        {unit.kind === 'admission' && (
          <div className="grid gap-2">
            <TextField
              id={fieldId(unit.key, 'name')}
              label={t('checkout.attendee_name')}
              optional
              autoComplete="off"
              maxLength={120}
              value={said.name}
              error={errorOf(fieldId(unit.key, 'name'))}
              onValueChange={value => onWrite({ name: value })}
            />
            {buyerName.trim() && !said.name && (
              <Button
                size="sm"
                variant="quiet"
                className="justify-self-start"
                onClick={() => onWrite({ name: buyerName.trim() })}
              >
                {t('checkout.use_name', { name: buyerName.trim() })}
              </Button>
            )}
          </div>
        )}
        {unit.questions.map(question => (
          <QuestionField
            key={question.id}
            id={fieldId(unit.key, question.id)}
            question={question}
            value={said.answers[question.id]}
            error={errorOf(fieldId(unit.key, question.id))}
            onAnswer={value => onWrite({ answers: { ...said.answers, [question.id]: value } })}
          />
        ))}
      </div>
    </fieldset>
  )
}
