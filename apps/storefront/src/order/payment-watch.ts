import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { check, type Order, type OrderKey, orderQuery } from '../api/orders.ts'
import { openPayment, type Watch } from './payment-standing.ts'

/** Seconds between two questions to the gateway; the last one goes on for ever. */
const pauses = [0, 2, 2, 3, 5, 8, 13, 20, 30] as const
/** After this many questions the page says that it takes longer than usual. */
const PATIENCE = 6

/**
 * Asks how an open payment stands until it is known. The browser is never believed: what the page shows is what the
 * order says after the gateway has been asked.
 */
export function usePaymentWatch(order: Order, key: OrderKey, on: boolean): Watch {
  const queryClient = useQueryClient()
  const [asked, setAsked] = useState(0)
  const paymentId = order.state === 'awaiting_payment' ? openPayment(order)?.id : undefined
  const { id, secret } = key
  useEffect(() => {
    if (!on || !paymentId) return undefined
    let watching = true
    const ask = async () => {
      // What could not be asked now is asked again later; the page already says that nothing is known yet.
      await check({ id, secret }, paymentId).catch(() => undefined)
      await queryClient.refetchQueries({ queryKey: orderQuery({ id, secret }).queryKey })
      if (watching) setAsked(count => count + 1)
    }
    const timer = setTimeout(() => void ask(), (pauses[Math.min(asked, pauses.length - 1)] ?? 30) * 1000)
    return () => {
      watching = false
      clearTimeout(timer)
    }
  }, [on, paymentId, asked, id, secret, queryClient])
  return { isWatching: on && paymentId !== undefined, takesLong: asked >= PATIENCE }
}
