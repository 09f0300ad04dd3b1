import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { ApiFailure } from '../api/answer.ts'
import type { PublicEvent } from '../api/listings.ts'
import type { Checkout } from './checkout.ts'
import { fieldOfPath, type Mistake, mistakesOf, orderQuestions, unitsOf } from './questions.ts'
import { usePlaceOrder } from './use-place-order.ts'

/** The details, then the payment: what is asked, what is wrong with the answers, and the way on from each step. */
export function useSteps(checkout: Checkout, event: PublicEvent) {
  const navigate = useNavigate()
  const { quote } = checkout.hold
  const units = unitsOf(quote, event)
  const questions = orderQuestions(quote, event)
  const [mistakes, setMistakes] = useState<ReadonlyMap<string, Mistake | 'refused'>>(new Map())
  const order = usePlaceOrder(checkout, units, questions)
  const isComplete = mistakesOf(checkout.draft, units, questions).size === 0
  const toPayment = () => {
    const found = mistakesOf(checkout.draft, units, questions)
    setMistakes(found)
    if (found.size === 0) void navigate({ to: '/checkout', search: { step: 'pay' } })
  }
  const placeOrder = () =>
    order.mutate(undefined, {
      onError: error => {
        const refused = error instanceof ApiFailure ? (error.problem?.errors ?? []) : []
        const fields = refused.map(each => fieldOfPath(each.path, units)).filter(field => field !== null)
        if (fields.length === 0) return
        setMistakes(new Map(fields.map(field => [field, 'refused'] as const)))
        void navigate({ to: '/checkout', search: {} })
      },
    })
  const isRefusedAsOver = order.error instanceof ApiFailure && order.error.code === 'inventory.hold_expired'
  return { units, questions, mistakes, isComplete, order, isRefusedAsOver, toPayment, placeOrder }
}
