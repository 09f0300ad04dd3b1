import { useState } from 'react'
import { type Checkout, type Draft, recallCheckout, rememberCheckout } from './checkout.ts'

/** The purchase of this tab. Each keystroke is kept, so that a reload loses nothing. */
export function useCheckout() {
  const [checkout, setCheckout] = useState(recallCheckout)
  const keep = (next: Checkout) => {
    rememberCheckout(next)
    setCheckout(next)
  }
  const change = (part: Partial<Checkout>) => {
    if (checkout) keep({ ...checkout, ...part })
  }
  const write = (part: Partial<Draft>) => {
    // Two fields may be filled in one go by the browser; each builds on what is stored.
    const latest = recallCheckout() ?? checkout
    if (latest) keep({ ...latest, draft: { ...latest.draft, ...part } })
  }
  return { checkout, change, write }
}
