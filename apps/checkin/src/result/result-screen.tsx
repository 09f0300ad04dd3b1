import { formatDay, formatTime } from '@tessera/kernel/date-text'
import { cn } from '@tessera/ui/cn'
import { useLocale, useLocalized } from '@tessera/ui/i18n'
import { Ban, Check, Clock, History, LogOut, UserRound, X } from 'lucide-react'
import { useEffect, useLayoutEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { dismiss, result } from '../door/desk.ts'
import { dateOfTicket, type Place } from '../door/placing.ts'
import { preferences } from '../door/preferences.ts'
import { useCopyText } from '../layout/copy-text.ts'
import { useLine } from '../layout/use-line.ts'
import type { ScanRecord } from '../scans/scan-record.ts'
import { useObserved } from '../syncing/observable.ts'
import { type ResultSymbol, type ResultTone, staysForMs, symbolOf, toneOf } from './result-look.ts'
import { useResultText } from './result-text.ts'

const COLOURS: Record<ResultTone, string> = {
  accepted: 'bg-success text-on-solid',
  left: 'bg-info text-on-solid',
  refused: 'bg-danger text-on-solid',
  attention: 'bg-warning text-on-warning',
}

const SYMBOLS: Record<ResultSymbol, typeof Check> = {
  check: Check,
  out: LogOut,
  cross: X,
  again: History,
  clock: Clock,
  ban: Ban,
  person: UserRound,
}

/** The whole screen says what to do; a tap anywhere, Enter, Escape or the next scan takes it away. */
export function ResultScreen({ place }: { place: Place }) {
  const shown = useObserved(result)
  return shown ? <Result key={shown.nonce} record={shown} place={place} /> : null
}

function Result({ record, place }: { record: ScanRecord; place: Place }) {
  const { t } = useTranslation('checkin')
  const dialog = useOpenDialog()
  const tone = toneOf(record)
  useLeavesByItself(tone)
  return (
    // The keyboard has the button; the click is for a thumb that hits anywhere.
    // oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/no-noninteractive-element-interactions -- the same is done by a button inside; this only makes the target larger
    <dialog
      ref={dialog}
      aria-labelledby="result-title"
      aria-describedby="result-text"
      onCancel={dismiss}
      onClick={dismiss}
      className={cn(
        'm-0 h-dvh max-h-none w-screen max-w-none grid-rows-[minmax(0,1fr)_auto] open:grid overflow-hidden border-0 p-0 outline-none backdrop:bg-transparent',
        COLOURS[tone],
      )}
    >
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- only so can what is longer than the screen be read with keys alone */}
      <div tabIndex={0} className="overflow-y-auto outline-none">
        <Verdict record={record} place={place} />
      </div>
      <Foot record={record} label={t('result.next')} />
    </dialog>
  )
}

function useOpenDialog() {
  const dialog = useRef<HTMLDialogElement>(null)
  // Before it leaves the page, or there is nothing left to close: closing gives the focus back to where it was.
  useLayoutEffect(() => {
    const shown = dialog.current
    shown?.showModal()
    // What is long is scrolled, and could be focused for that; the way on comes first.
    shown?.querySelector('button')?.focus({ preventScroll: true })
    return () => shown?.close()
  }, [])
  return dialog
}

function useLeavesByItself(tone: ResultTone): void {
  const { keepResults } = useObserved(preferences)
  useEffect(() => {
    if (keepResults) return undefined
    const timer = setTimeout(dismiss, staysForMs(tone))
    return () => clearTimeout(timer)
  }, [tone, keepResults])
}

/** In or not, said so large that it is read at arm's length; then whom it is about and what to do. */
function Verdict({ record, place }: { record: ScanRecord; place: Place }) {
  const said = useResultText(record)
  const Symbol = SYMBOLS[symbolOf(record)]
  return (
    <div className="mx-auto grid min-h-full w-full max-w-3xl grid-cols-[minmax(0,1fr)] gap-6 px-6 pt-[max(1.5rem,env(safe-area-inset-top))] pb-4 [align-content:safe_center] short:gap-3 across:grid-cols-[minmax(0,2fr)_minmax(0,3fr)] across:items-center across:gap-8">
      <div className="grid gap-6 short:flex short:items-center short:gap-4 across:grid across:gap-2">
        <Symbol
          className="-ms-3 size-36 shrink-0 md:-ms-5 md:size-52 short:size-16 across:size-24"
          strokeWidth={3}
          aria-hidden="true"
        />
        <h2
          id="result-title"
          className="display min-w-0 text-poster text-balance short:text-[length:clamp(1.75rem,9vw,2.5rem)]"
        >
          {said.title}
        </h2>
      </div>
      <div id="result-text" className="grid gap-4 short:gap-2">
        <Face record={record} place={place} />
        {said.facts.map(fact => (
          <p key={fact} className="figures text-xl font-semibold short:text-lg">
            {fact}
          </p>
        ))}
        {toneOf(record) !== 'accepted' && <p className="max-w-prose text-lg short:text-base">{said.action}</p>}
      </div>
    </div>
  )
}

function Face({ record, place }: { record: ScanRecord; place: Place }) {
  const { t } = useTranslation('checkin')
  const { formatLocale: locale } = useLocale()
  const localized = useLocalized()
  const { ticket } = record.verdict
  if (!ticket) return null
  const startsAt = dateOfTicket(place.list, ticket)?.startsAt
  const options = { locale, zone: place.event.zone }
  const product = [localized(ticket.productName), localized(ticket.variantName)].filter(Boolean).join(', ')
  return (
    <div className="grid gap-1">
      <p className="display text-2xl [overflow-wrap:anywhere] short:text-xl">
        {ticket.attendeeName ?? t('result.no_name')}
      </p>
      <p className="text-xl short:text-lg">{product}</p>
      {startsAt && (
        <p className="figures text-lg short:text-base">
          {formatDay(startsAt, { ...options, now: startsAt })}, {formatTime(startsAt, options)}
        </p>
      )}
      {ticket.orderCode && <p className="figures text-base">{t('result.order', { code: ticket.orderCode })}</p>}
    </div>
  )
}

function Foot({ record, label }: { record: ScanRecord; label: string }) {
  const { t } = useTranslation('checkin')
  const { text } = useCopyText()
  const { Icon, reached, sent } = useLine()
  return (
    <div className="mx-auto grid w-full max-w-3xl gap-3 px-6 pt-2 pb-[max(1.5rem,env(safe-area-inset-bottom))] short:gap-2 short:pb-[max(0.75rem,env(safe-area-inset-bottom))]">
      <div className="flex flex-wrap justify-between gap-x-6 gap-y-1 text-sm font-medium">
        <p>{record.decidedBy === 'server' ? t('result.by_server') : t('result.by_device', { copy: text })}</p>
        <p className="figures flex items-center gap-2">
          <Icon className="size-4 shrink-0" aria-hidden="true" />
          {reached} · {sent}
        </p>
      </div>
      <button
        type="button"
        onClick={dismiss}
        className="min-h-16 rounded-lg border-2 border-current bg-transparent px-6 text-lg font-semibold focus-visible:outline-4 focus-visible:outline-current"
      >
        {label}
      </button>
    </div>
  )
}
