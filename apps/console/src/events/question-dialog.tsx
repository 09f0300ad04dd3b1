import { useQueryClient } from '@tanstack/react-query'
import { Checkbox } from '@tessera/ui/checkbox'
import { useLocalized } from '@tessera/ui/i18n'
import { RadioGroup } from '@tessera/ui/radio-group'
import { Select } from '@tessera/ui/select'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Event } from '../api/events.ts'
import { createQuestion, type Product, type Question, questionsQuery, updateQuestion } from '../api/products.ts'
import { BilingualField } from '../forms/bilingual-field.tsx'
import { ChoiceGroup } from '../forms/choices.tsx'
import { FormDialog } from '../forms/form-dialog.tsx'
import { useEditDialog } from '../forms/use-edit-dialog.ts'
import { useOrganizer } from '../session.ts'
import { isChoice, type QuestionForm, questionBodyOf, questionFormOf } from './question-form.ts'

const KINDS = [
  'text',
  'long_text',
  'choice',
  'choices',
  'checkbox',
  'number',
  'date',
  'country',
  'phone',
  'email',
] as const satisfies readonly Question['kind'][]

type Props = {
  event: Event
  products: readonly Product[]
  question: Question | null
  onClose: () => void
  onSaved: () => void
}

export function QuestionDialog({ event, products, question, ...leave }: Props) {
  const { t } = useTranslation('console')
  const organizer = useOrganizer()
  const client = useQueryClient()
  const [form, setForm] = useState(() => questionFormOf(question))
  const set = (part: Partial<QuestionForm>) => setForm(before => ({ ...before, ...part }))
  const query = questionsQuery(organizer.id, event.id)
  const edit = useEditDialog({
    opened: question,
    reload: async () => (await client.fetchQuery({ ...query, staleTime: 0 })).data,
    typed: form,
    save: onto => {
      const body = questionBodyOf(form, question, event.default_locale)
      return onto ? updateQuestion(organizer.id, event.id, onto, body) : createQuestion(organizer.id, event.id, body)
    },
    ...leave,
  })
  const text = {
    draft: form.texts,
    onChange: (key: string, value: string) =>
      setForm(before => ({ ...before, texts: { ...before.texts, [key]: value } })),
    wrong: edit.wrong,
  }
  return (
    <FormDialog {...edit.dialog} panel size="lg" title={t(question ? 'question.edit' : 'question.add')}>
      <BilingualField {...text} label={t('question.label')} name="label" required={event.default_locale} />
      <BilingualField {...text} label={t('question.hint')} name="hint" />
      <WhoAndHow form={form} set={set} />
      {isChoice(form.kind) && (
        <BilingualField
          {...text}
          label={t('question.options')}
          hint={t('question.options_hint')}
          name="options"
          rows={4}
          required={event.default_locale}
        />
      )}
      <Checkbox label={t('question.must')} checked={form.required} onCheckedChange={required => set({ required })} />
      {products.length > 1 && <ProductChoice products={products} form={form} set={set} />}
    </FormDialog>
  )
}

type FieldsProps = { form: QuestionForm; set: (part: Partial<QuestionForm>) => void }

/** Whom it is asked of, and what kind of answer it wants. */
function WhoAndHow({ form, set }: FieldsProps) {
  const { t } = useTranslation('console')
  return (
    <>
      <RadioGroup
        label={t('question.asked_of')}
        options={[
          { value: 'attendee', label: t('question.of_attendee'), hint: t('question.of_attendee_hint') },
          { value: 'order', label: t('question.of_order'), hint: t('question.of_order_hint') },
        ]}
        value={form.askedOf}
        onValueChange={askedOf => set({ askedOf })}
      />
      <Select
        label={t('question.kind')}
        options={KINDS.map(value => ({ value, label: t(`question.kind_${value}`) }))}
        value={form.kind}
        onValueChange={kind => set({ kind: kind as Question['kind'] })}
        className="md:max-w-72"
      />
    </>
  )
}

function ProductChoice({ products, form, set }: FieldsProps & { products: readonly Product[] }) {
  const { t } = useTranslation('console')
  const said = useLocalized()
  const offered = products.filter(product => !product.archived)
  return (
    <ChoiceGroup
      legend={t('question.products')}
      hint={t('question.products_hint')}
      options={offered.map(product => ({ value: product.id, label: said(product.name) }))}
      chosen={form.productIds}
      onChange={productIds => set({ productIds })}
    />
  )
}
