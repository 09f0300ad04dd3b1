import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useLocale } from '@tessera/ui/i18n'
import type { AskedQuestion } from '../api/listings.ts'
import { type NewOrder, orderQuery, pay, place } from '../api/orders.ts'
import { forget } from '../browser-storage.ts'
import { fragmentOf, rememberKey } from '../order/order-key.ts'
import { payAddress } from '../pay/pay-address.ts'
import { type Checkout, emptyUnit, forgetCheckout } from './checkout.ts'
import { answersToSend, type Unit } from './questions.ts'

export function orderBody(
  { hold, draft }: Checkout,
  units: readonly Unit[],
  questions: readonly AskedQuestion[],
  locale: string,
): NewOrder {
  return {
    hold_id: hold.id,
    buyer: { name: draft.name.trim(), email: draft.email.trim() },
    locale,
    attendees: units.map(unit => {
      const said = draft.units[unit.key] ?? emptyUnit
      return {
        line_key: unit.lineKey,
        unit: unit.unit,
        ...(said.name.trim() ? { name: said.name.trim() } : {}),
        answers: answersToSend(unit.questions, said.answers),
      }
    }),
    answers: answersToSend(questions, draft.answers),
    accept_terms: true,
  }
}

/** Orders, and goes on to where it is paid: straight to the payment page when there is only one. */
export function usePlaceOrder(checkout: Checkout | null, units: Unit[], questions: AskedQuestion[]) {
  const navigate = useNavigate()
  const queryClient = useQueryClient()
  const { locale } = useLocale()
  return useMutation({
    mutationFn: async () => {
      if (!checkout) throw new Error('there is nothing to order')
      const body = orderBody(checkout, units, questions, locale)
      const order = await place(body, checkout.hold.secret, checkout.orderKey)
      const key = { id: order.id, secret: order.secret }
      rememberKey(order.code, key)
      forgetCheckout()
      forget('session', `choice.${checkout.eventId}`)
      queryClient.setQueryData(orderQuery(key).queryKey, order)
      const [only, ...others] = order.gateways
      const isOneWay = order.state === 'awaiting_payment' && others.length === 0
      if (isOneWay && only?.flow === 'embedded') {
        return { code: order.code, key, next: payAddress(order.code, key, only.gateway) }
      }
      if (isOneWay && only) {
        // If this fails the order still stands; its page offers to pay and says what happened.
        const payment = await pay(key, only.gateway, crypto.randomUUID()).catch(() => null)
        return { code: order.code, key, next: payment?.next?.kind === 'redirect' ? payment.next.url : null }
      }
      return { code: order.code, key, next: null }
    },
    onSuccess: async ({ code, key, next }) => {
      // Whoever comes back by the browser's own button finds the order, not an empty checkout.
      await navigate({ to: '/orders/$code', params: { code }, hash: fragmentOf(key), replace: true })
      // With a fragment in the address the router looks for a place of that name and stays where the button was.
      scrollTo(0, 0)
      if (next) location.assign(next)
    },
  })
}
