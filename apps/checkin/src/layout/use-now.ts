import { useEffect, useState } from 'react'
import { now } from '../door/door-state.ts'

/** The server's time, looked at again every few seconds: for ages, not for decisions. */
export function useNow(everyMs = 5_000): Date {
  const [time, setTime] = useState(now)
  useEffect(() => {
    const timer = setInterval(() => setTime(now()), everyMs)
    return () => clearInterval(timer)
  }, [everyMs])
  return time
}
