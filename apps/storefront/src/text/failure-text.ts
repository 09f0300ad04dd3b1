import { useTranslation } from 'react-i18next'
import { ApiFailure } from '../api/answer.ts'

/** Codes that have words of their own; each says what happens to seats and money. */
const told = [
  'network',
  'request.rate_limited',
  'request.overloaded',
  'request.unavailable',
  'inventory.sold_out',
  'inventory.not_on_sale',
  'inventory.not_yet_on_sale',
  'inventory.sale_ended',
  'inventory.limit',
  'inventory.unknown_line',
  'inventory.hold_expired',
  'inventory.hold_used',
  'inventory.already_extended',
  'inventory.busy',
  'orders.invalid_answers',
  'orders.not_on_sale',
  'orders.not_payable',
  'orders.wrong_state',
  'orders.line_cancelled',
  'orders.change_too_late',
  'payments.gateway_unknown',
  'payments.gateway_unavailable',
  'payments.outcome_unknown',
  'payments.declined',
  'tickets.none',
  'request.precondition_failed',
] as const
type Told = (typeof told)[number]
type Key = Told extends infer Code extends string ? (Code extends `${infer A}.${infer B}` ? `${A}_${B}` : Code) : never

const keyOf = (code: string): Key | 'other' => (told.includes(code as Told) ? (code.replace('.', '_') as Key) : 'other')

export type FailureText = { title: string; text: string; reference: string | null }

/** What to tell a buyer. `during` is what was tried, for failures that say nothing themselves. */
export function useFailureText(): (error: unknown) => FailureText {
  const { t } = useTranslation('storefront')
  return error => {
    const key = error instanceof ApiFailure ? keyOf(error.code) : 'other'
    return {
      title: t(`failure.${key}.title`),
      text: t(`failure.${key}.text`),
      reference: error instanceof ApiFailure ? (error.problem?.request_id ?? null) : null,
    }
  }
}
