import type { NewQuestion, Question } from '../api/products.ts'
import { orAll } from '../forms/choices.tsx'
import { type FlatDraft, flatTexts, textsOf } from '../forms/flat-draft.ts'

export type QuestionForm = {
  /** Label, hint and options; of the options a line each. */
  texts: FlatDraft
  kind: Question['kind']
  askedOf: Question['asked_of']
  required: boolean
  productIds: string[]
}

export const isChoice = (kind: Question['kind']) => kind === 'choice' || kind === 'choices'

export function questionFormOf(question: Question | null): QuestionForm {
  return {
    texts: question ? textsOfQuestion(question) : {},
    kind: question?.kind ?? 'text',
    askedOf: question?.asked_of ?? 'attendee',
    required: question?.required ?? false,
    productIds: question?.product_ids ?? [],
  }
}

function textsOfQuestion(question: Question): FlatDraft {
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

/** `before` is the question as it was opened, `main` the language that is always there. */
export function questionBodyOf(form: QuestionForm, before: Question | null, main: string): NewQuestion {
  return {
    asked_of: form.askedOf,
    label: textsOf(form.texts, 'label'),
    hint: textsOf(form.texts, 'hint'),
    kind: form.kind,
    options: isChoice(form.kind) ? optionsOf(form.texts, before?.options ?? [], main) : [],
    required: form.required,
    product_ids: orAll(form.productIds),
  }
}

/** One line is one option, in each language the same line: quick to type, quick to check. */
function optionsOf(draft: FlatDraft, before: Question['options'], main: string): NewQuestion['options'] {
  const byLocale = Object.entries(draft)
    .filter(([key]) => key.startsWith('options.'))
    .map(([key, text]) => [key.slice('options.'.length), text.split('\n').map(line => line.trim())] as const)
  const lines = byLocale.find(([locale]) => locale === main)?.[1] ?? []
  return lines.flatMap((line, index) => {
    if (line === '') return []
    const words = byLocale.map(([locale, texts]) => [locale, texts[index] ?? ''] as const)
    // An option that stays keeps its value: answers that were given refer to it.
    const value = before[index]?.value ?? `o${index + 1}`
    return [{ value, label: Object.fromEntries(words.filter(([, text]) => text !== '')) }]
  })
}
