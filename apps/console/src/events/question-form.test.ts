import { expect, test } from 'vitest'
import type { Question } from '../api/products.ts'
import { questionBodyOf, questionFormOf } from './question-form.ts'

const meal: Question = {
  id: 'que_1',
  version: 1,
  kind: 'choice',
  asked_of: 'attendee',
  label: { en: 'Meal', de: 'Essen' },
  hint: {},
  options: [
    { value: 'meat', label: { en: 'Meat', de: 'Fleisch' } },
    { value: 'none', label: { en: 'Nothing' } },
  ],
  required: true,
  product_ids: null,
  position: 0,
  archived: false,
}

test('a question that nobody changed goes back as it came', () => {
  const { label, hint, options, product_ids } = meal
  expect(questionBodyOf(questionFormOf(meal), meal, 'en')).toMatchObject({ label, hint, options, product_ids })
})

test('an option whose words change keeps its value, which given answers refer to', () => {
  const form = questionFormOf(meal)
  const texts = { ...form.texts, 'options.en': 'Beef\nNothing\nVegan', 'options.de': 'Rind' }
  expect(questionBodyOf({ ...form, texts }, meal, 'en').options).toEqual([
    { value: 'meat', label: { en: 'Beef', de: 'Rind' } },
    { value: 'none', label: { en: 'Nothing' } },
    { value: 'o3', label: { en: 'Vegan' } },
  ])
})

test('an empty line is no option, and those after it keep their words and their values', () => {
  const form = questionFormOf(meal)
  const texts = { ...form.texts, 'options.en': '\nNothing', 'options.de': '\nNichts' }
  expect(questionBodyOf({ ...form, texts }, meal, 'en').options).toEqual([
    { value: 'none', label: { en: 'Nothing', de: 'Nichts' } },
  ])
})
