import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import type { Money as MoneyWire } from '@tessera/sdk'
import { Button } from '@tessera/ui/button'
import { cn } from '@tessera/ui/cn'
import { useLocale, useLocalized } from '@tessera/ui/i18n'
import { Money } from '@tessera/ui/money'
import { Skeleton } from '@tessera/ui/skeleton'
import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Offer, PublicEvent } from '../api/listings.ts'
import { claim, giveBack, quoteQuery, type WantedLine } from '../api/sales.ts'
import { isOver, recallCheckout, sameLines, startCheckout } from '../checkout/checkout.ts'
import { FailureNotice } from '../text/failure-notice.tsx'
import { type Choice, tooFew } from './choice.ts'

/** A thumb that taps three times asks for one price. */
const PAUSE_MS = 250

function useSettled(lines: WantedLine[]): WantedLine[] {
  const text = JSON.stringify(lines)
  const [settled, setSettled] = useState(text)
  useEffect(() => {
    const timer = setTimeout(() => setSettled(text), PAUSE_MS)
    return () => clearTimeout(timer)
  }, [text])
  return JSON.parse(settled) as WantedLine[]
}

export type ChoiceBarProps = { event: PublicEvent; lines: WantedLine[]; choice: Choice; from: MoneyWire | null }

/** Stays in reach of the thumb: what is chosen, what it comes to, and the one way on. */
export function ChoiceBar({ event, lines, choice, from }: ChoiceBarProps) {
  const { t } = useTranslation('storefront')
  const { locale } = useLocale()
  const settled = useSettled(lines)
  const quote = useQuery(quoteQuery(event.id, settled, locale))
  const proceed = useProceed(event, lines)
  const count = lines.reduce((sum, line) => sum + line.quantity, 0)
  const isCurrent = sameLines(settled, lines)
  const atTickets = useAtTickets()
  const [short] = tooFew(choice, event)
  const error =
    (proceed.variables === JSON.stringify(lines) ? proceed.error : null) ??
    (isCurrent && count > 0 ? quote.error : null)
  return (
    <div
      className={cn(
        'no-print sticky bottom-0 z-10 border-t border-line bg-paper/95 backdrop-blur-sm transition-opacity duration-150',
        'lg:pointer-events-none lg:bottom-4 lg:mx-auto lg:grid lg:max-w-7xl lg:grid-cols-[minmax(0,5fr)_minmax(0,6fr)] lg:gap-x-16 lg:border-0 lg:bg-transparent lg:px-8 lg:backdrop-blur-none',
        count === 0 && atTickets && 'invisible opacity-0',
      )}
    >
      <div className="mx-auto grid max-w-7xl gap-3 px-4 py-3 pb-[max(0.75rem,env(safe-area-inset-bottom))] md:px-8 lg:pointer-events-auto lg:col-start-2 lg:mx-0 lg:w-full lg:rounded-lg lg:bg-raised lg:px-5 lg:pb-3 lg:shadow-lift">
        <FailureNotice error={error} />
        <div className="flex items-center justify-between gap-4">
          {count === 0 ? (
            <p className="text-sm sm:text-base">{from ? <FromPrice value={from} /> : t('event.choose_hint')}</p>
          ) : (
            <Chosen count={count} short={short} total={isCurrent ? quote.data?.total : undefined} />
          )}
          {count === 0 ? (
            <Button variant="primary" size="lg" onClick={showTickets}>
              {t('event.choose')}
            </Button>
          ) : (
            <Button
              variant="primary"
              size="lg"
              pending={proceed.isPending}
              disabled={Boolean(short)}
              onClick={() => proceed.mutate(JSON.stringify(lines))}
            >
              {t('event.proceed')}
            </Button>
          )}
        </div>
      </div>
    </div>
  )
}

/** How much is in hand, and what it comes to as soon as that is known. */
function Chosen({ count, short, total }: { count: number; short: Offer | undefined; total: MoneyWire | undefined }) {
  const { t } = useTranslation('storefront')
  const said = useLocalized()
  return (
    <div aria-live="polite" className="min-w-0">
      <p className="truncate text-sm text-quiet">
        {short
          ? t('event.too_few', { name: said(short.name), count: short.min_per_order })
          : t('event.in_choice', { count })}
      </p>
      {total ? <Money value={total} free className="display text-lg leading-6" /> : <Skeleton className="my-1 w-24" />}
    </div>
  )
}

/** Whoever sees the tickets need not be led to them. */
function useAtTickets(): boolean {
  const [seen, setSeen] = useState(false)
  useEffect(() => {
    const title = document.getElementById('tickets-title')
    const desk = title?.closest('section')
    if (!desk) return undefined
    // Beside the text it is reached with its first line, below a poster once a fifth of the screen shows it.
    const rootMargin = matchMedia('(width >= 64rem)').matches ? '0px' : '0px 0px -20% 0px'
    const watch = new IntersectionObserver(([entry]) => setSeen(entry?.isIntersecting ?? false), { rootMargin })
    watch.observe(desk)
    return () => watch.disconnect()
  }, [])
  return seen
}

function FromPrice({ value }: { value: MoneyWire }) {
  const { t } = useTranslation('storefront')
  if (value.amount_minor === '0') return <strong className="display text-lg">{t('card.free')}</strong>
  return (
    <>
      <span className="text-quiet">{t('card.from')} </span>
      <Money value={value} className="display text-lg" />
      <span className="block text-xs text-quiet">{t('event.all_in')}</span>
    </>
  )
}

function showTickets(): void {
  const title = document.getElementById('tickets-title')
  const calm = matchMedia('(prefers-reduced-motion: reduce)').matches
  title?.closest('section')?.scrollIntoView({ behavior: calm ? 'auto' : 'smooth' })
  title?.focus({ preventScroll: true })
}

/** Claims what is chosen. What this tab held before for another choice is given back first: it may be the last ones. */
function useProceed(event: PublicEvent, lines: WantedLine[]) {
  const navigate = useNavigate()
  const queryClient = useQueryClient()
  const attempt = useRef({ lines: '', key: '' })
  return useMutation({
    mutationFn: async (wanted: string) => {
      const before = recallCheckout()
      const isLive = before !== null && !isOver(before, Date.now())
      if (isLive && before.eventId === event.id && sameLines(before.lines, lines)) return
      if (isLive) await giveBack(before.hold).catch(() => undefined)
      if (attempt.current.lines !== wanted) attempt.current = { lines: wanted, key: crypto.randomUUID() }
      const hold = await claim(event.id, lines, attempt.current.key)
      attempt.current = { lines: '', key: '' }
      startCheckout(event, lines, hold)
    },
    onSuccess: () => navigate({ to: '/checkout' }),
    onError: () => {
      void queryClient.invalidateQueries({ queryKey: ['availability', event.id] })
      void queryClient.invalidateQueries({ queryKey: ['event', event.slug] })
    },
  })
}
