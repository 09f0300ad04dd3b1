import { Checkbox } from '@tessera/ui/checkbox'
import { FieldError } from '@tessera/ui/field'
import { useLocale, useLocalized } from '@tessera/ui/i18n'
import { RadioGroup } from '@tessera/ui/radio-group'
import { Select } from '@tessera/ui/select'
import { TextArea, TextField } from '@tessera/ui/text-field'
import type { AskedQuestion } from '../api/listings.ts'
import { countries } from './countries.ts'
import type { AnswerValue } from './questions.ts'

export type QuestionFieldProps = {
  question: AskedQuestion
  id: string
  value: AnswerValue | undefined
  error?: string
  onAnswer: (value: AnswerValue) => void
}

/** This many choices stand side by side; more are a list. */
const MOST_RADIOS = 6

const boxes = {
  text: { type: 'text' },
  number: { type: 'text', inputMode: 'decimal' },
  date: { type: 'date' },
  phone: { type: 'tel', inputMode: 'tel', autoComplete: 'tel' },
  email: { type: 'email', inputMode: 'email' },
} as const

/** What an organizer asks, as the field that fits. */
export function QuestionField({ question, id, value, error, onAnswer }: QuestionFieldProps) {
  const said = useLocalized()
  const { locale } = useLocale()
  const label = said(question.label)
  const shared = { id, label, error, hint: said(question.hint) || undefined, optional: !question.required }
  const text = typeof value === 'string' || typeof value === 'number' ? String(value) : ''
  const options = question.options.map(option => ({ value: option.value, label: said(option.label) }))
  switch (question.kind) {
    case 'long_text':
      return <TextArea {...shared} rows={3} maxLength={5000} value={text} onValueChange={onAnswer} />
    case 'checkbox':
      return (
        <Checkbox
          id={id}
          label={label}
          hint={shared.hint}
          error={error}
          checked={value === true}
          onCheckedChange={onAnswer}
        />
      )
    case 'choices':
      return <Choices {...shared} options={options} value={Array.isArray(value) ? value : []} onAnswer={onAnswer} />
    case 'choice':
      return options.length <= MOST_RADIOS ? (
        <div id={id} tabIndex={-1}>
          <RadioGroup {...shared} options={options} value={text || null} onValueChange={onAnswer} />
        </div>
      ) : (
        <Select {...shared} options={[{ value: '', label: '–' }, ...options]} value={text} onValueChange={onAnswer} />
      )
    case 'country':
      return (
        <Select
          {...shared}
          autoComplete="country"
          options={[{ value: '', label: '–' }, ...countries(locale)]}
          value={text}
          onValueChange={onAnswer}
        />
      )
    default:
      return <TextField {...shared} {...boxes[question.kind]} maxLength={300} value={text} onValueChange={onAnswer} />
  }
}

type ChoicesProps = {
  id: string
  label: string
  hint?: string
  error?: string
  options: { value: string; label: string }[]
  value: string[]
  onAnswer: (value: string[]) => void
}

function Choices({ id, label, hint, error, options, value, onAnswer }: ChoicesProps) {
  return (
    <fieldset id={id} tabIndex={-1}>
      <legend className="text-sm font-medium">{label}</legend>
      {hint && <p className="text-sm text-quiet">{hint}</p>}
      {options.map(option => (
        <Checkbox
          key={option.value}
          label={option.label}
          checked={value.includes(option.value)}
          onCheckedChange={on =>
            onAnswer(on ? [...value, option.value] : value.filter(chosen => chosen !== option.value))
          }
        />
      ))}
      <FieldError>{error}</FieldError>
    </fieldset>
  )
}
