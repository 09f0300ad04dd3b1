import { useState } from 'react'
import { recall, remember } from '../browser-storage.ts'
import { type Choice, withQuantity } from './choice.ts'

/** What is chosen survives a reload and the way back from checkout. */
export function useChoice(eventId: string) {
  const [choice, setChoice] = useState<Choice>(() => recall<Choice>('session', `choice.${eventId}`) ?? {})
  const choose = (key: string, quantity: number) => {
    const next = withQuantity(choice, key, quantity)
    setChoice(next)
    remember('session', `choice.${eventId}`, next)
  }
  return { choice, choose }
}
