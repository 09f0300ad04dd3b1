import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Checkbox } from '@tessera/ui/checkbox'
import { useLocalized } from '@tessera/ui/i18n'
import { RadioGroup } from '@tessera/ui/radio-group'
import { Select } from '@tessera/ui/select'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Event } from '../api/events.ts'
import {
  createQuestion,
  type NewQuestion,
  type Product,
  type Question,
  questionsQuery,
  updateQuestion,
} from '../api/products.ts'
import { BilingualField } from '../forms/bilingual-field.tsx'
import { type FlatDraft, flatTexts, textsOf } from '../forms/flat-draft.ts'
import { FormDialog } from '../forms/form-dialog.tsx'
import { useWrong } from '../forms/problem-notice.tsx'
import { useGuardedClose } from '../forms/use-guarded-close.ts'
import { useNewest } from '../forms/use-newest.tsx'
import { useOrganizer } from '../session.ts'

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

/** One line is one option, in each language the same line: quick to type, quick to check. */
function optionsOf(draft: FlatDraft, before: Question['options'], main: string): NewQuestion['options'] {
  const byLocale = Object.entries(draft)
    .filter(([key]) => key.startsWith('options.'))
    .map(([key, text]) => [key.slice('options.'.length), text.split('\n').map(line => line.trim())] as const)
  const lines = byLocale.find(([locale]) => locale === main)?.[1].filter(Boolean) ?? []
  return lines.map((line, index) => ({
    // An option that stays keeps its value: answers that were given refer to it.
    value: before[index]?.value ?? `o${index + 1}`,
    label: Object.fromEntries(
      byLocale.map(([locale, words]) => [locale, words[index] ?? '']).filter(([, words]) => words),
    ),
  }))
}

function draftOf(question: Question | null): FlatDraft {
  if (!question) return {}
  const locales = new Set(question.options.flatMap(option => Object.keys(option.label)))
  const lines = [...locales].map(locale => [
    locale,
    question.options.map(option => option.label[locale] ?? '').join('\n'),
  ])
  return {
    ...flatTexts('label', question.label),
    ...flatTexts('hint', question.hint),
    ...flatTexts('options', Object.fromEntries(lines)),
  }
}

export function QuestionDialog({ event, products, question, onClose, onSaved }: Props) {
  const { t } = useTranslation('console')
  const said = useLocalized()
  const organizer = useOrganizer()
  const [draft, setDraft] = useState<FlatDraft>(() => draftOf(question))
  const [kind, setKind] = useState<Question['kind']>(question?.kind ?? 'text')
  const [askedOf, setAskedOf] = useState<Question['asked_of']>(question?.asked_of ?? 'attendee')
  const [required, setRequired] = useState(question?.required ?? false)
  const [productIds, setProductIds] = useState<string[]>(question?.product_ids ?? [])
  const set = (key: string, value: string) => setDraft(before => ({ ...before, [key]: value }))
  const chooses = kind === 'choice' || kind === 'choices'
  const client = useQueryClient()
  const query = questionsQuery(organizer.id, event.id)
  const newest = useNewest(question, async () => (await client.fetchQuery({ ...query, staleTime: 0 })).data)
  const typed = JSON.stringify([draft, kind, askedOf, required, productIds])
  const [first] = useState(typed)
  const close = useGuardedClose(onClose, typed !== first)
  const save = useMutation({
    mutationFn: async () => {
      const body = {
        asked_of: askedOf,
        label: textsOf(draft, 'label'),
        hint: textsOf(draft, 'hint'),
        kind,
        options: chooses ? optionsOf(draft, question?.options ?? [], event.default_locale) : [],
        required,
        product_ids: productIds.length > 0 ? productIds : null,
      }
      await (newest.onto
        ? updateQuestion(organizer.id, event.id, newest.onto, body)
        : createQuestion(organizer.id, event.id, body))
    },
    onSuccess: () => {
      onSaved()
      onClose()
    },
    onError: newest.catchUp,
  })
  const wrong = useWrong(save.error)
  const shared = { draft, onChange: set, wrong }
  return (
    <FormDialog
      panel
      size="lg"
      title={t(question ? 'question.edit' : 'question.add')}
      save={save}
      onClose={onClose}
      onDismiss={close}
      overtaken={newest.overtaken}
    >
      <BilingualField {...shared} label={t('question.label')} name="label" required={event.default_locale} />
      <BilingualField {...shared} label={t('question.hint')} name="hint" />
      <RadioGroup
        label={t('question.asked_of')}
        options={[
          { value: 'attendee', label: t('question.of_attendee'), hint: t('question.of_attendee_hint') },
          { value: 'order', label: t('question.of_order'), hint: t('question.of_order_hint') },
        ]}
        value={askedOf}
        onValueChange={setAskedOf}
      />
      <Select
        label={t('question.kind')}
        options={KINDS.map(value => ({ value, label: t(`question.kind_${value}`) }))}
        value={kind}
        onValueChange={value => setKind(value as Question['kind'])}
        className="md:max-w-72"
      />
      {chooses && (
        <BilingualField
          {...shared}
          label={t('question.options')}
          hint={t('question.options_hint')}
          name="options"
          rows={4}
          required={event.default_locale}
        />
      )}
      <Checkbox label={t('question.must')} checked={required} onCheckedChange={setRequired} />
      {products.length > 1 && (
        <fieldset>
          <legend className="text-sm font-medium">{t('question.products')}</legend>
          <p className="text-sm text-quiet">{t('question.products_hint')}</p>
          {products
            .filter(product => !product.archived)
            .map(product => (
              <Checkbox
                key={product.id}
                label={said(product.name)}
                checked={productIds.includes(product.id)}
                onCheckedChange={on =>
                  setProductIds(on ? [...productIds, product.id] : productIds.filter(id => id !== product.id))
                }
              />
            ))}
        </fieldset>
      )}
    </FormDialog>
  )
}
