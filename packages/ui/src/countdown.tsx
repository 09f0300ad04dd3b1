import { Hourglass } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { cn } from './cn.ts'

export type CountdownProps = {
  /** When the time is up. */
  until: Date | string
  /** Called once. */
  onExpire?: () => void
  /** Server time minus this device's time, in milliseconds: a wrong clock must not cost anybody their seats. */
  clockOffsetMs?: number
  className?: string
}

/** Seconds left at which the time is read out. */
const milestones = [600, 300, 120, 60, 30, 10, 0]

export function milestoneFor(previous: number, seconds: number): number | undefined {
  return milestones.find(mark => previous > mark && seconds <= mark)
}

function secondsLeft(until: Date | string, offsetMs: number): number {
  return Math.max(0, Math.ceil((new Date(until).getTime() - Date.now() - offsetMs) / 1000))
}

/** How long the seats are kept. Calm until the last minute; read out at milestones only. */
export function Countdown({ until, onExpire, clockOffsetMs = 0, className }: CountdownProps) {
  const { t } = useTranslation('ui')
  const [seconds, setSeconds] = useState(() => secondsLeft(until, clockOffsetMs))
  const [said, setSaid] = useState('')
  const previous = useRef(seconds)
  const expire = useRef(onExpire)
  useEffect(() => {
    expire.current = onExpire
  })
  useEffect(() => {
    const tick = () => {
      const left = secondsLeft(until, clockOffsetMs)
      const mark = milestoneFor(previous.current, left)
      if (mark !== undefined && mark > 0) {
        setSaid(mark >= 60 ? t('countdown.minutes', { count: mark / 60 }) : t('countdown.seconds', { count: mark }))
      }
      if (mark === 0) {
        setSaid(t('countdown.over'))
        expire.current?.()
      }
      previous.current = left
      setSeconds(left)
    }
    tick()
    const timer = setInterval(tick, 1000)
    return () => clearInterval(timer)
  }, [until, clockOffsetMs, t])
  const text = `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`
  return (
    <span
      className={cn(
        'inline-flex items-center gap-2 text-sm',
        seconds <= 60 ? 'text-warning-text' : 'text-ink',
        className,
      )}
    >
      <Hourglass className="size-4 shrink-0" aria-hidden="true" />
      <span role="timer" aria-live="off">
        {t('countdown.kept')} <strong className="figures font-semibold">{text}</strong>
      </span>
      <span className="sr-only" aria-live="polite">
        {said}
      </span>
    </span>
  )
}
